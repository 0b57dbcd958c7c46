#!/usr/bin/env bash
# ./dev run in short: the case goes in, cards come out, the equation is exact; a second run goes on with the same store.
set -euo pipefail
start=$EPOCHREALTIME
root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export BLANGKO_BIN=${BLANGKO_BUILD:?}/bin

fail() {
  echo "FAILED demo $*"
  exit 1
}

run() {
  "$root/deploy/run.sh" --dir "$dir" --port 0 "$@" >"$dir/$1$2.out" 2>&1 || {
    cat "$dir/$1$2.out"
    fail "run.sh $* ended with an error"
  }
}

cards() { grep -c ',done$' "$dir/station/tray/tray.csv"; }

run --cards 25
[ "$(cards)" -eq 25 ] || fail "the first run printed $(cards) cards, want 25"
run --cards 15
[ "$(cards)" -eq 40 ] || fail "after the second run $(cards) cards lie there, want 40"
grep -q 'melanjutkan dari yang terakhir' "$dir/--cards15.out" || fail "the second run did not go on"
tail -n 1 "$dir/--cards15.out" | grep -q 'diterima 8.000 = sisa 7.960 + tercetak 40 .*(tepat)' || {
  tail -n 5 "$dir/--cards15.out"
  fail "the summary does not end in the exact equation"
}
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok demo %.1f\n", b - a }'
