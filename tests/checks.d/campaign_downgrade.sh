#!/usr/bin/env bash
# The short form of ./dev campaign downgrade: one run. With the programs of the release before where that campaign has built
# them, otherwise with those of this build alone, so that the days of the office stay true.
set -euo pipefail
start=$EPOCHREALTIME
bin=${BLANGKO_BUILD:?}/bin
root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
old=$(find "$root/build/before" -path "*/bin/blangko-station" 2>/dev/null | sort -V | tail -n 1 || true)
old=$(dirname "${old:-$bin/x}")
echo "the other programs: ${old#"$root"/}"
BLANGKO_BIN=$bin "$root/tests/crash/downgrade.sh" --old "$old" --only downgrade
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok campaign_downgrade %.1f\n", b - a }'
