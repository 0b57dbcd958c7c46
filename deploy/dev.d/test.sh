# test [--preset P] [NAME...]        builds and runs every test and check, or those whose name contains NAME
. deploy/dev.d/build.sh
. deploy/dev.d/results.bash
. deploy/dev.d/checks.bash

cmd_test() {
  parse_options "$@"
  setup_for build test
  if [ ${#ARGS[@]} -eq 0 ]; then
    build
  else
    configure >&2
    build_named
  fi
  sanitizer_options
  run_ctest
  ! wanted buf-lint buf-format || check_protocols
  ! wanted buf-breaking || check_breaking
  run_scripts
  close_results
}

# Whether one of the names was asked for; without names everything is.
wanted() {
  local name part
  [ ${#ARGS[@]} -gt 0 ] || return 0
  for name in "$@"; do
    for part in "${ARGS[@]}"; do
      [[ $name != *"$part"* ]] || return 0
    done
  done
  return 1
}

ctest_names() {
  (IFS='|' && ctest --test-dir "$BUILD" -N -R "${ARGS[*]:-.}") | sed -n 's/^ *Test *#[0-9]*: //p'
}

# A test program has the name of its target. A script may use any program, so it needs them all.
build_named() {
  local scripts targets
  scripts=$(wanted_scripts)
  targets=$(ctest_names)
  if [ -n "$scripts" ]; then
    build
  elif [ -n "$targets" ]; then
    build $targets
  fi
}

sanitizer_options() {
  export UBSAN_OPTIONS=print_stacktrace=1
  export TSAN_OPTIONS=suppressions=$ROOT/tests/support/tsan.supp
}

run_ctest() {
  local log=$BUILD/ctest.log
  [ ${#ARGS[@]} -eq 0 ] || [ -n "$(ctest_names)" ] || return 0
  (IFS='|' && ctest --test-dir "$BUILD" -j "$BUILD_JOBS" --output-on-failure --no-tests=error -R "${ARGS[*]:-.}") \
    </dev/null | tee "$log" || true
  record_ctest "$log"
  record_skips "$BUILD/Testing/Temporary/LastTest.log"
}

# Lines look like " 3/40 Test  #7: stock_test ......   Passed    0.31 sec".
record_ctest() {
  local result name seconds reason
  while IFS=$'\t' read -r result name seconds reason; do
    record "$result" "$name" "$seconds" "$reason"
  done < <(awk '/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / {
    seconds = $(NF - 1); sub(/^.*#[0-9]+: /, ""); name = $1; sub(/^[^ ]+ \.*/, "")
    status = $0; sub(/ *[0-9.]+ sec.*$/, "", status); gsub(/^[ *]+|[ *]+$/, "", status)
    result = status == "Passed" ? "ok" : status == "Skipped" ? "SKIPPED" : "FAILED"
    printf "%s\t%s\t%s\t%s\n", result, name, seconds, result == "ok" ? "" : status }' "$1")
  grep -q 'tests passed\|tests failed' "$1" || record FAILED ctest 0 "no test program ran to the end"
}

# A program passes although some of its tests were skipped: each of these is a result of its own. The log of ctest says
#   20/35 Test: node_test
#   node_test.cc:62: Skipped
#   promtool is not installed
#   [  SKIPPED ] Metrics.Promtool (0 ms)
record_skips() {
  local name reason
  while IFS=$'\t' read -r name reason; do
    record SKIPPED "$name" 0 "$reason"
    say "SKIPPED $name: $reason"
  done < <(awk '/^[0-9]+\/[0-9]+ Test: / { program = $3; reason = "" }
    after { reason = $0; after = 0 }
    /: Skipped$/ { after = 1 }
    /^\[  SKIPPED \] [^ ]+ \([0-9]+ ms\)$/ {
      printf "%s %s\t%s\n", program, $4, reason ~ /^\[/ || reason == "" ? "no reason given" : reason
      reason = "" }' "$1")
}

wanted_scripts() {
  local file
  for file in tests/checks.d/*.sh; do
    [ -x "$file" ] && wanted "$(basename "$file" .sh)" && echo "$file"
  done
  return 0
}

run_scripts() {
  local file
  for file in $(wanted_scripts); do
    run_script "$file"
  done
}
