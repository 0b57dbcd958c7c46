#!/usr/bin/env bash
# Counts instructions for a job of the domain library under valgrind and compares them with instructions.txt, where they are
# kept. Exits with 1 when one grew by more than 10 %.
#
#   instructions.sh [--update] [--against FILE] [--counts FILE]
#
# --update writes the file anew; --against compares with another one; --counts keeps what was counted in a file, and takes it
# from there when it is there already.
set -euo pipefail
bin=${BLANGKO_BUILD:?}/bin
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
kept=$here/instructions.txt
counts=
update=
while [ $# -gt 0 ]; do
  case $1 in
    --update) update=yes ;;
    --against) kept=${2:?--against needs a file}; shift ;;
    --counts) counts=${2:?--counts needs a file}; shift ;;
    *) echo "instructions.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# count STEP: instructions for one job.
count() {
  local jobs total
  jobs=$(valgrind --tool=callgrind --toggle-collect='*CountedStep*' --callgrind-out-file="$work/out" \
    "$bin/blangko-instructions" "$1" 2>"$work/log") || { cat "$work/log" >&2; exit 1; }
  total=$(sed -n 's/^\(summary\|totals\): \([0-9]*\)$/\2/p' "$work/out" | tail -1)
  echo $((total / jobs))
}

steps="enqueue grant_and_start outcome exchange_of_1 exchange_of_50"
counts=${counts:-$work/now}
[ -s "$counts" ] || for step in $steps; do
  echo "$step $(count "$step")"
done >"$counts"

printf '%-20s %8s %8s %14s %10s %8s %8s\n' "for one job" closures views "rows read: in" "in views" written bytes
for step in $steps; do
  printf '%-20s %s\n' "$step" "$("$bin/blangko-instructions" --rows "$step")"
done
echo

if [ -n "$update" ]; then
  { sed '/^[^#]/d' "$kept"; cat "$counts"; } >"$work/new"
  cat "$work/new" >"$kept"
fi
awk 'FNR == NR { if ($0 !~ /^#/) want[$1] = $2; next }
  BEGIN { printf "%-20s %12s %12s %8s\n", "step", "kept", "now", "change" }
  { kept = want[$1] + 0
    change = kept > 0 ? 100 * ($2 - kept) / kept : 999
    bad = change > 10
    grown += bad
    printf "%-20s %12d %12d %7.1f%% %s\n", $1, kept, $2, change, bad ? "GREW" : "" }
  END { exit grown > 0 }' "$kept" "$counts"
