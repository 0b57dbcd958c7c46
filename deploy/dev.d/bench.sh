# bench [OPTION...]                  measures import, backlog, rank and list; options go to blangko-bench
. deploy/dev.d/build.sh

cmd_bench() {
  parse_options
  setup_for build
  build blangkod blangko-bench
  exec "$BUILD/bin/blangko-bench" --bin "$BUILD/bin" "$@"
}
