#!/usr/bin/env bash
# ./dev test must notice a check that fails, that says nothing, or that is skipped: plants one of each.
set -euo pipefail
start=$EPOCHREALTIME
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
cd "$ROOT"
. deploy/dev.d/common.bash
. deploy/dev.d/results.bash
. deploy/dev.d/checks.bash
. deploy/dev.d/test.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
JSON=$work/results.json

fail() {
  echo "FAILED dev_results $*"
  exit 1
}

# plant NAME TEXT: a check script that runs TEXT.
plant() {
  printf '#!/usr/bin/env bash\n%s\n' "$2" >"$work/$1.sh"
  chmod +x "$work/$1.sh"
}

# expect LINE WANT_STATUS: the closing line and the exit status of the results collected so far.
expect() {
  local status=0 output
  output=$(close_results) || status=$?
  grep -qx "$1" <<<"$output" || fail "want the line '$1', got: $output"
  [ "$status" -eq "$2" ] || fail "want exit status $2 after '$1', got $status"
}

plant good 'echo "ok good 0.1"'
plant skipped 'echo "SKIPPED skipped no printer here"'
plant bad 'echo "FAILED bad a card was lost"; exit 1'
plant liar 'echo "ok liar 0.1"; exit 1'
plant silent 'true'

BUILD=$work
ROOT=
expect "0 passed, 0 failed, 0 skipped" 1
run_script "$work/good.sh" 2>/dev/null
run_script "$work/skipped.sh" 2>/dev/null
expect "1 passed, 0 failed, 1 skipped" 0
grep -q '"result":"skipped",.*"reason":"no printer here"' "$JSON" || fail "no reason in JSON"
for name in bad liar silent; do
  run_script "$work/$name.sh" 2>/dev/null
done
expect "1 passed, 3 failed, 1 skipped" 1

cat >"$work/ctest.log" <<'END'
1/4 Test  #1: base_test ........................   Passed    0.31 sec
2/4 Test  #2: stock_test .......................***Failed    1.50 sec
3/4 Test #13: lines_test .......................***Exception: SegFault  0.10 sec
4/4 Test  #4: slow_test ........................***Timeout  60.01 sec
25% tests passed, 3 tests failed out of 4
END
RESULTS=()
record_ctest "$work/ctest.log"
expect "1 passed, 3 failed, 0 skipped" 1
: >"$work/empty.log"
RESULTS=()
record_ctest "$work/empty.log"
expect "0 passed, 1 failed, 0 skipped" 1

cat >"$work/LastTest.log" <<'END'
1/2 Testing: base_test
1/2 Test: base_test
[ RUN      ] Base.Adds
[       OK ] Base.Adds (0 ms)
2/2 Testing: metrics_test
2/2 Test: metrics_test
[ RUN      ] Metrics.Judged
metrics_test.cc:62: Skipped
promtool is not installed

[  SKIPPED ] Metrics.Judged (0 ms)
[  SKIPPED ] 1 test, listed below:
[  SKIPPED ] Metrics.Judged
END
RESULTS=()
record ok metrics_test 0.1
record_skips "$work/LastTest.log" 2>/dev/null
expect "1 passed, 0 failed, 1 skipped" 0
grep -q '"name":"metrics_test Metrics.Judged","result":"skipped",.*"reason":"promtool is not installed"' "$JSON" ||
  fail "a skipped test of a program that passed is not named: $(cat "$JSON")"

RESULTS=()
cd "$work"
check_breaking 2>/dev/null
cd - >/dev/null
expect "0 passed, 0 failed, 1 skipped" 1

for part in deploy/dev.d/*.sh; do
  command=$(basename "$part" .sh)
  ./dev "$command" --help | head -n 1 | grep -q "^usage: ./dev $command" || fail "./dev $command --help is not its help"
done
./dev nothing 2>/dev/null && fail "an unknown command exits 0"
echo "ok dev_results $(seconds_since "$start")"
