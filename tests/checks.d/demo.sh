#!/usr/bin/env bash
# ./dev run in short: the case goes in, cards come out of two card printers, the equation is exact; a second run goes on with
# the same store and the same printers, also with the `file` driver; and nothing is left running when the demo is killed.
set -euo pipefail
start=$EPOCHREALTIME
root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
dir=$(mktemp -d)
demo=
finish() {
  [ -z "$demo" ] || kill -TERM "$demo" 2>/dev/null || true
  rm -rf "$dir"
}
trap finish EXIT
export BLANGKO_BIN=${BLANGKO_BUILD:?}/bin

fail() {
  echo "FAILED demo $*"
  exit 1
}

# run NAME OPTION...
run() {
  local name=$1
  shift
  "$root/deploy/run.sh" --dir "$dir" --port 0 "$@" >"$dir/$name.out" 2>&1 || {
    cat "$dir/$name.out"
    fail "run.sh $* ended with an error"
  }
}

printed() { cat "$dir"/printer-[12]/world.csv | grep -c ',card$'; }

# ends_with NAME TEXT: the last line of that run.
ends_with() {
  tail -n 1 "$dir/$1.out" | grep -q "$2" || {
    tail -n 5 "$dir/$1.out"
    fail "the summary of '$1' does not end in the exact equation"
  }
}

run first --cards 25
[ "$(printed)" -eq 25 ] || fail "the first run printed $(printed) cards, want 25"
for printer in 1 2; do
  [ "$(find "$dir/printer-$printer" -name '*.png' | wc -l)" -ge 12 ] || fail "printer $printer has not printed its share"
done
ends_with first 'diterima 8.000 = sisa 7.975 + tercetak 25 .*(tepat)'
run second --cards 15
[ "$(printed)" -eq 40 ] || fail "after the second run $(printed) cards lie there, want 40"
grep -q 'melanjutkan dari yang terakhir' "$dir/second.out" || fail "the second run did not go on"
ends_with second 'diterima 8.000 = sisa 7.960 + tercetak 40 .*(tepat)'
run third --cards 10 --driver file
[ "$(grep -c ',done$' "$dir/station/tray/tray.csv")" -eq 10 ] || fail "the file driver did not print its 10 cards"
ends_with third 'diterima 8.000 = sisa 7.950 + tercetak 50 .*(tepat)'

# Killed, it cannot end its children: they end by themselves.
"$root/deploy/run.sh" --dir "$dir" --port 0 --speed 1 >"$dir/killed.out" 2>&1 &
demo=$!
running() { pgrep -f -- "--dir $dir/|--data-dir $dir/" >/dev/null; }
wait_for() {
  local what=$1 tries=0
  shift
  until "$@"; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || fail "$what"
    read -rt 0.05 <> <(:) || true
  done
}
both_print() { [ -s "$dir/printer-1/port" ] && [ -s "$dir/printer-2/port" ]; }
rm -f "$dir"/printer-[12]/port
wait_for "the printers of the demo do not start" both_print
kill -KILL "$demo"
wait "$demo" 2>/dev/null || true
demo=
wait_for "programs of the killed demo go on" eval '! running'
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok demo %.1f\n", b - a }'
