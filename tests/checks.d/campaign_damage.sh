#!/usr/bin/env bash
# The short form of ./dev campaign damage: every file with every kind of damage once, and each planted bug caught:
# not every damage is one that only these checks see, and the first catch ends it.
set -euo pipefail
start=$EPOCHREALTIME
bin=${BLANGKO_BUILD:?}/bin
campaign() { "$bin/blangko-campaign" damage --bin "$bin" "$@"; }
campaign --runs 20 --seed 100
campaign --runs 20 --seed 200 --file WAL --plant witness-not-written
campaign --runs 100 --seed 300 --file SST --plant damage-served
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok campaign_damage %.1f\n", b - a }'
