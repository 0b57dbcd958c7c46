# fix                                formats all C++ and protocol files in place
. deploy/dev.d/lint.sh

cmd_fix() {
  [ $# -eq 0 ] || refuse "fix takes no arguments"
  setup_for lint
  cxx_files | xargs -r -n 40 -P "$BUILD_JOBS" clang-format -i
  buf format -w proto
}
