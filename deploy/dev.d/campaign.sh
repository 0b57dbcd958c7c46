# campaign NAME [OPTION...]          runs a fault campaign, tests/crash/NAME.sh, on the real programs
. deploy/dev.d/build.sh

cmd_campaign() {
  local name=${1:-} known
  known=$(cd tests/crash 2>/dev/null && ls ./*.sh 2>/dev/null | sed 's/^..//; s/\.sh$//' | tr '\n' ' ')
  [[ $name =~ ^[a-z_]+$ && -x tests/crash/$name.sh ]] || refuse "want a campaign: ${known:-none exists yet}"
  shift
  parse_options
  setup_for build test
  build
  BLANGKO_BIN=$ROOT/$BUILD/bin exec "tests/crash/$name.sh" "$@"
}
