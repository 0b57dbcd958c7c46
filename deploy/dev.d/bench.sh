# bench [WHAT] [OPTION...]           load, --peers, ledger, micro, instructions, --records: measures; see CONTRIBUTING.md
#
# Without WHAT: the sizes of a backlog (--records N …). load: many clients at once. --peers: beside other servers, where
# they are installed (deploy/packages/bench.txt). ledger: a short and a long ledger of blanks. micro: single functions.
# instructions: counts that may not grow, and with --update they are written anew. Options behind these go to the program.
. deploy/dev.d/build.sh

# What is measured is the first word; options alone mean what they meant first, the sizes of a backlog.
cmd_bench() {
  local what=sizes
  case ${1:-} in
    load | ledger | micro | instructions) what=$1 && shift ;;
    --peers) what=peers && shift ;;
  esac
  parse_options
  setup_for build
  "bench_$what" "$@"
}

bench_sizes() {
  build blangkod blangko-bench
  exec "$BUILD/bin/blangko-bench" --bin "$BUILD/bin" "$@"
}

bench_load() {
  build blangkod blangko-compare
  exec "$BUILD/bin/blangko-compare" --bin "$BUILD/bin" "$@"
}

# Others are measured where they are installed; deploy/packages/bench.txt names them.
bench_peers() {
  build blangkod blangko-compare
  exec "$BUILD/bin/blangko-compare" --bin "$BUILD/bin" --peers --growth --overload --picture "$BUILD/bench.svg" "$@"
}

# One office with ten thousand entries of blanks and one with a million.
bench_ledger() {
  build blangko-ledger
  exec "$BUILD/bin/blangko-ledger" "$@"
}

bench_micro() {
  build blangko-micro
  exec "$BUILD/bin/blangko-micro" "$@"
}

# Without --update it says what grew; with it the file of the counts is written anew.
bench_instructions() {
  setup_for test
  build blangko-instructions
  BLANGKO_BUILD=$ROOT/$BUILD exec tests/bench/instructions.sh "$@"
}
