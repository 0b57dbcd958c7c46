#!/usr/bin/env bash
# The short form of ./dev campaign kill: six runs must be clean, and each planted bug be caught by the thirtieth run:
# a kill has to hit the moment that it is for, and the first catch ends it.
set -euo pipefail
start=$EPOCHREALTIME
bin=${BLANGKO_BUILD:?}/bin
"$bin/blangko-campaign" kill --bin "$bin" --runs 6 --seed 100
"$bin/blangko-campaign" kill --bin "$bin" --runs 30 --seed 201 --plant resend-after-crash
"$bin/blangko-campaign" kill --bin "$bin" --runs 30 --seed 301 --plant reply-before-write
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok campaign_kill %.1f\n", b - a }'
