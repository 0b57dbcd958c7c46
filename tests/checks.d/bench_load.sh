#!/usr/bin/env bash
# The measuring itself: each load runs through on a real server, counts every job it was asked for, and is written down.
# How fast it was is not judged here.
set -euo pipefail
start=$EPOCHREALTIME
bin=${BLANGKO_BUILD:?}/bin
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

fail() {
  cat "$dir/log"
  echo "FAILED bench_load $*"
  exit 1
}

"$bin/blangko-compare" --bin "$bin" --repeat 1 --jobs 200 --json "$dir/json" --picture "$dir/svg" >"$dir/log" 2>&1 ||
  fail "the load did not run through"
for load in "enqueue, 1 client" "enqueue, 64 clients" "enqueue by 100, 8 clients" import "cycle, 1 client" \
  "cycle, 64 clients" "cycle by 50, 8 clients" "cycle in three calls, 64 clients"; do
  grep -qF "{\"load\":\"$load\",\"peer\":\"blangko\",\"per_second\":" "$dir/json" || fail "no line about $load"
done
grep -q '<svg' "$dir/svg" || fail "no picture"
# Overload for a second: it runs through, and no outcome of a station is refused. Its other measures are not judged.
"$bin/blangko-compare" --bin "$bin" --repeat 1 --only none --overload --overload-seconds 1 --json "$dir/over" \
  >"$dir/log" 2>&1 || grep -qF '"measure":"outcomes refused"' "$dir/over" || fail "the overload did not run through"
grep -qF '{"measure":"outcomes refused","value":0.000' "$dir/over" || fail "outcomes were refused under overload"
grep -q '"overload_run":"overload".*"outcomes_answered":[1-9].*"resident_bytes":[1-9]' "$dir/over" || fail "no overload"
# A server that is not there is a failure, not a fast one.
! "$bin/blangko-compare" --bin "$dir" --repeat 1 --jobs 10 >"$dir/log" 2>&1 || fail "measured without a server"
echo "ok bench_load $(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')"
