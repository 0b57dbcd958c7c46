#!/usr/bin/env bash
# Every planted bug of the code is in tests/planted.md, every one listed is in the code, and its checks name it.
set -euo pipefail
cd "$(dirname "$0")/../.."
start=$EPOCHREALTIME

in_code() { grep -rhoE 'Planted\("[a-z-]+"\)' base storage services printer | sed 's/.*"\(.*\)".*/\1/' | sort -u; }
in_list() { sed -n 's/^| `\([a-z-]*\)` .*/\1/p' tests/planted.md | sort -u; }

fail() {
  echo "FAILED planted_list $*"
  exit 1
}

[ -n "$(in_list)" ] || fail "the list is empty"
diff <(in_code) <(in_list) || fail "code (<) and tests/planted.md (>) differ"
while IFS='|' read -r _ name _ checks _; do
  name=${name//[\` ]/}
  for file in $(grep -oE '[a-z_/.]+_test\.cc' <<<"$checks"); do
    grep -q "\"$name\"" "$file" || fail "$file does not name $name"
  done
done < <(grep '^| `' tests/planted.md)
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok planted_list %.1f\n", b - a }'
