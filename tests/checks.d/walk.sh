#!/usr/bin/env bash
# A client that nobody here wrote walks a record from the list to HANDED_OVER.
set -euo pipefail
start=$EPOCHREALTIME
root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
BLANGKO_BIN=${BLANGKO_BUILD:?}/bin "$root/deploy/walk.sh"
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok walk %.1f\n", b - a }'
