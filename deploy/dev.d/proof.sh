# proof [OPTION...]                  random movements of blanks against a model; options go to the program blangko-proof
. deploy/dev.d/build.sh

cmd_proof() {
  parse_options
  setup_for build
  build blangko-proof
  exec "$BUILD/bin/blangko-proof" "$@"
}
