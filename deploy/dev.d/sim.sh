# sim [OPTION...]                    runs the seeded simulation; options go to the program blangko-sim
. deploy/dev.d/build.sh

cmd_sim() {
  parse_options
  setup_for build
  build blangko-sim
  exec "$BUILD/bin/blangko-sim" "$@"
}
