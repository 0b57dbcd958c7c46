#!/usr/bin/env bash
# Instructions for a job did not grow by more than 10 % over those of tests/bench/instructions.txt; and the comparison would
# say so if they did: against counts that are a fifth lower it must fail.
set -euo pipefail
start=$EPOCHREALTIME
bench=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../bench
command -v valgrind >/dev/null || { echo "SKIPPED instructions valgrind is not installed"; exit 0; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

"$bench/instructions.sh" --counts "$dir/now" || { echo "FAILED instructions a count grew; see above"; exit 1; }
awk '/^#/ { next } { print $1, int($2 * 0.8) }' "$bench/instructions.txt" >"$dir/lower"
! "$bench/instructions.sh" --counts "$dir/now" --against "$dir/lower" >"$dir/said" || { echo "FAILED instructions growth passed unseen"; exit 1; }
[ "$(grep -c GREW "$dir/said")" -eq "$(wc -l <"$dir/now")" ] || { cat "$dir/said"; echo "FAILED instructions not every growth was named"; exit 1; }
echo "ok instructions $(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')"
