#!/usr/bin/env bash
# --server wins over BLANGKO_SERVER in every command of the station that calls a server, and the variable is its default. The
# address of another machine is refused by name before anything is sent.
set -euo pipefail
start=$EPOCHREALTIME
station=${BLANGKO_BUILD:?}/bin/blangko-station
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export BLANGKO_LANG=en BLANGKO_SERVER=192.0.2.1:7070

# refuses ADDRESS COMMAND…: the command would have called that address.
refuses() {
  local address=$1
  shift
  if "$station" "$@" --station s1 --dir "$dir/station" >"$dir/said" 2>&1; then
    echo "FAILED station_server $* was not refused"
    exit 1
  fi
  grep -qF "server $address is another machine" "$dir/said" || {
    cat "$dir/said"
    echo "FAILED station_server $*: want $address"
    exit 1
  }
}

for command in run register "init --register" report; do
  # shellcheck disable=SC2086
  refuses 192.0.2.2:7070 $command --server 192.0.2.2:7070
  # shellcheck disable=SC2086
  refuses 192.0.2.1:7070 $command
done

awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok station_server %.1f\n", b - a }'
