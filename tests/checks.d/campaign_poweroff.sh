#!/usr/bin/env bash
# The short form of ./dev campaign poweroff: every step with both printers must be clean, and each planted bug caught.
set -euo pipefail
start=$EPOCHREALTIME
bin=${BLANGKO_BUILD:?}/bin
campaign() { "$bin/blangko-campaign" poweroff --bin "$bin" "$@"; }
campaign --runs 20 --seed 100
campaign --runs 2 --seed 200 --step 'card out' --off station --plant job-entry-after-send
campaign --runs 2 --seed 300 --step 'card out' --off station --plant intent-after-act
campaign --runs 2 --seed 400 --step 'card out' --off printer+station --plant resend-after-crash
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok campaign_poweroff %.1f\n", b - a }'
