#!/usr/bin/env bash
# The operator's day on the station's page, where a browser is installed: ./dev browser installs one, ./dev test does not.
set -euo pipefail
start=$EPOCHREALTIME
root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
for missing in /usr/bin/chromium "$root/node_modules/playwright-core"; do
  [ -e "$missing" ] || { echo "SKIPPED browser no $(basename "$missing"); ./dev browser installs it"; exit 0; }
done
"$root/tests/browser/run.sh"
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok browser %.1f\n", b - a }'
