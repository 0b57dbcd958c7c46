# Collects results, prints them as a table and, with --json FILE, as one JSON object per line.

RESULTS=()

# record ok|FAILED|SKIPPED NAME SECONDS [REASON]
record() { RESULTS+=("$1"$'\t'"$2"$'\t'"$3"$'\t'"${4:-}"); }

count_results() { printf '%s\n' "${RESULTS[@]}" | grep -c "^$1"$'\t' || true; }

json_results() {
  printf '%s\n' "${RESULTS[@]}" | awk -F '\t' '
    function quote(s) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); return "\"" s "\"" }
    { printf "{\"name\":%s,\"result\":%s,", quote($2), quote(tolower($1))
      printf "\"seconds\":%s,\"reason\":%s}\n", $3, quote($4) }'
}

# Prints the table, failures last, and the closing line; non-zero when something failed or nothing ran.
close_results() {
  local passed failed skipped
  passed=$(count_results ok) failed=$(count_results FAILED) skipped=$(count_results SKIPPED)
  [ -z "$JSON" ] || json_results >"$JSON"
  echo
  printf '%s\n' "${RESULTS[@]}" | sed 's/^ok/1&/; s/^SKIPPED/2&/; s/^FAILED/3&/' | sort -s -k1,1 | cut -c2- |
    awk -F '\t' 'BEGIN { printf "%-8s %-44s %8s\n", "result", "name", "seconds" }
                 { printf "%-8s %-44s %8.1f  %s\n", $1, $2, $3, $4 }'
  echo
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
