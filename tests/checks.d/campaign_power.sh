#!/usr/bin/env bash
# The short form of ./dev campaign power: four runs with at least eight cuts must be clean, and one while a station prints;
# a missing sync is caught, also where the commit witness says nothing of the loss. A cut while the server opens its store
# cannot show the bug: the next one may.
set -euo pipefail
start=$EPOCHREALTIME
bin=${BLANGKO_BUILD:?}/bin
campaign() { "$bin/blangko-campaign" power --bin "$bin" "$@"; }

# The campaign tries a disk first, and says itself why there can be none.
clean() {
  local said status=0
  said=$(campaign --runs 4 --seed 100) || status=$?
  echo "$said"
  [ "$status" -ne 77 ] || { echo "SKIPPED campaign_power ${said##*SKIPPED power: }"; exit 0; }
  return "$status"
}

clean
campaign --runs 1 --seed 400 --station --cuts 4
campaign --runs 10 --seed 200 --plant reply-before-sync
campaign --runs 10 --seed 300 --plant reply-before-sync,witness-not-written
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok campaign_power %.1f\n", b - a }'
