# run [OPTION...]                    builds what is needed, then starts the demo; options go to deploy/run.sh
. deploy/dev.d/build.sh

cmd_run() {
  [ -x deploy/run.sh ] || refuse "deploy/run.sh is missing from this tree; there is nothing to start"
  case " $* " in *" -h "* | *" --help "*) exec deploy/run.sh --help ;; esac
  BLANGKO_CHECK_OPTIONS=yes deploy/run.sh "$@"  # a slip is told before a build, not after it
  parse_options
  setup_for build
  build blangkod blangko blangko-station blangko-case pappl_printer
  BLANGKO_BIN=$ROOT/$BUILD/bin exec deploy/run.sh "$@"
}
