#!/usr/bin/env bash
# One card is one blank, whoever says what of it: a look at the station and a report by hand contradict each other, in both
# orders, with the real programs and a driver that nobody trusts. While the station is heard of, a report by hand is refused.
set -euo pipefail
start=$EPOCHREALTIME
bin=${BLANGKO_BUILD:?}/bin
dir=$(mktemp -d)
server_pid=
export BLANGKO_LANG=en

finish() {
  [ -z "$server_pid" ] || { kill -TERM "$server_pid" 2>/dev/null && wait "$server_pid" 2>/dev/null; } || true
  rm -rf "$dir"
}
trap finish EXIT

fail() {
  echo "FAILED one_blank $*"
  exit 1
}

# refused CODE TEXT COMMAND…: ends with that code and says that.
refused() {
  local want=$1 text=$2 code=0
  shift 2
  "$@" >"$dir/said" 2>&1 || code=$?
  [ "$code" -eq "$want" ] && grep -qF "$text" "$dir/said" || {
    cat "$dir/said"
    fail "$* ended with $code, want $want and '$text'"
  }
}

blangko() { "$bin/blangko" --operator siti "$@"; }
look() { "$bin/blangko-station" look "$@" --by sari --dir "$dir/station"; }
report_by_hand() { blangko jobs report "$1" --attempt 1 --outcome "$2" "${@:3}"; }

expect_left() {
  blangko equation | grep -q "left $1 .*(exact)" || {
    blangko equation
    fail "$2: want $1 blanks left, exact"
  }
}

"$bin/blangkod" --data-dir "$dir/data" --listen 127.0.0.1:0 --metrics-listen off --ready-file "$dir/ready" >"$dir/log" 2>&1 &
server_pid=$!
until [ -s "$dir/ready" ]; do
  kill -0 "$server_pid" 2>/dev/null || { cat "$dir/log"; fail "blangkod ended"; }
  read -rt 0.05 <> <(:) || true
done
BLANGKO_SERVER=$(head -n 1 "$dir/ready")
export BLANGKO_SERVER

printf 'code,province_code,name\n14.05,14,KABUPATEN CONTOH\n' >"$dir/regencies.csv"
printf 'code,regency_code,name\n14.05.02,14.05,Contoh\n' >"$dir/districts.csv"
{
  echo 'record_id,nik,name,birth_date,area,upstream_status,recorded_time'
  echo 'A,1405021708951001,SPESIMEN,1995-08-17,14.05.02.2003,PRR,2017-01-01 08:00'
  echo 'B,1405021708951002,SPESIMEN,1995-08-17,14.05.02.2003,PRR,2017-01-02 08:00'
} >"$dir/list.csv"
{
  blangko offices import --regency 14.05 --regions "$dir"
  blangko import "$dir/list.csv" --office 14.05
  blangko lots create L1
  blangko receive --office 14.05 --from pusat --document SJ-1 --lot L1:10
  "$bin/blangko-station" run --register --office 14.05 --station dinas-1 --dir "$dir/station" --cards 2
} >"$dir/said" 2>&1 || {
  cat "$dir/said"
  fail "the office is not set up"
}
expect_left 10 "two cards are out, and nobody said so"

# First by hand, then the look.
refused 1 STATION_ALIVE report_by_hand A PRINTED
report_by_hand A PRINTED --station-cannot >/dev/null || fail "A was not reported"
look spoiled A --cause gagal-cetak >/dev/null || fail "no look at A"
"$bin/blangko-station" report --dir "$dir/station" >/dev/null || fail "the station did not report A"
expect_left 9 "A by hand, then looked at"

# First the look, then by hand.
look spoiled B --cause cacat >/dev/null || fail "no look at B"
"$bin/blangko-station" report --dir "$dir/station" >/dev/null || fail "the station did not report B"
report_by_hand B PRINTED --station-cannot >/dev/null || fail "B was not reported"
expect_left 8 "B looked at, then by hand"
refused 1 FORBIDDEN_MOVE report_by_hand B SPOILED --cause CACAT --station-cannot
expect_left 8 "B said a third time"
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok one_blank %.1f\n", b - a }'
