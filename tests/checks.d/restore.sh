#!/usr/bin/env bash
# A server's disk is gone: the backup becomes the store again, nothing is granted before the stations' journals are here, and
# no card is printed twice. With the real programs, SIGKILL, and cards that were printed after the backup was made.
set -euo pipefail
start=$EPOCHREALTIME
bin=${BLANGKO_BUILD:?}/bin
dir=$(mktemp -d)
server_pid=
export BLANGKO_LANG=en

station_pid=

end_station() {
  kill -TERM "$station_pid" 2>/dev/null || true
  wait "$station_pid" 2>/dev/null || true
  station_pid=
}
# The code of the newest restore.
code() { blangko recovery show --output json | grep -oE '"code": ?"[^"]*"' | grep -oE '[0-9A-Z]{4}-[0-9A-Z]{4}'; }

finish() {
  [ -z "$station_pid" ] || end_station
  [ -z "$server_pid" ] || { kill -KILL "$server_pid" 2>/dev/null && wait "$server_pid" 2>/dev/null; } || true
  rm -rf "$dir"
}
trap finish EXIT

fail() {
  echo "FAILED restore $*"
  exit 1
}

blangko() { "$bin/blangko" --operator siti "$@"; }
print_cards() {
  "$bin/blangko-station" run --station dinas-1 --dir "$dir/station" --tray "$dir/tray" --cards "$1" --page-port off
}
cards() { find "$dir/tray" -name '*.png' | wc -l; }

serve() {
  rm -f "$dir/ready"
  "$bin/blangkod" --data-dir "$1" --listen 127.0.0.1:0 --metrics-listen off --ready-file "$dir/ready" >>"$dir/log" 2>&1 &
  server_pid=$!
  until [ -s "$dir/ready" ]; do
    kill -0 "$server_pid" 2>/dev/null || { cat "$dir/log"; fail "blangkod ended"; }
    read -rt 0.05 <> <(:) || true
  done
  BLANGKO_SERVER=$(head -n 1 "$dir/ready")
  export BLANGKO_SERVER
}

kill_server() {
  kill -KILL "$server_pid"
  wait "$server_pid" 2>/dev/null || true
  server_pid=
}

# said TEXT COMMAND…: succeeds and says that.
said() {
  local text=$1
  shift
  "$@" >"$dir/said" 2>&1 && grep -qF "$text" "$dir/said" || {
    cat "$dir/said"
    fail "$*: want '$text'"
  }
}
refused() {
  local text=$1
  shift
  if "$@" >"$dir/said" 2>&1 || ! grep -qF "$text" "$dir/said"; then
    cat "$dir/said"
    fail "$*: want a refusal with '$text'"
  fi
}

serve "$dir/data"
printf 'code,province_code,name\n14.05,14,KABUPATEN CONTOH\n' >"$dir/regencies.csv"
printf 'code,regency_code,name\n14.05.02,14.05,Contoh\n' >"$dir/districts.csv"
{
  echo 'record_id,nik,name,birth_date,area,upstream_status,recorded_time'
  for n in 1 2 3 4 5 6 7 8; do
    echo "R$n,140502170895100$n,SPESIMEN,1995-08-17,14.05.02.2003,PRR,2017-01-0$n 08:00"
  done
} >"$dir/list.csv"
{
  blangko offices import --regency 14.05 --regions "$dir"
  blangko policy set --office 14.05 --trust file --circular demo
  blangko import "$dir/list.csv" --office 14.05
  blangko lots create L1
  blangko receive --office 14.05 --from pusat --document SJ-1 --lot L1:20
  "$bin/blangko-station" register --office 14.05 --station dinas-1 --dir "$dir/station"
  print_cards 2
} >"$dir/said" 2>&1 || {
  cat "$dir/said"
  fail "the office is not set up"
}
[ "$(cards)" = 2 ] || fail "want 2 cards before the backup, got $(cards)"
said 'The backup was read again' blangko recovery backup "$dir/backup"
print_cards 3 >"$dir/said" 2>&1 || { cat "$dir/said"; fail "no cards after the backup"; }
kill_server
rm -r "$dir/data"
"$bin/blangko-station" journal export --dir "$dir/station" --out "$dir/early" >"$dir/said" 2>&1 || { cat "$dir/said"; fail "no journal"; }

refused 'there is no backup' "$bin/blangkod" store restore --from "$dir/nothing" --directory "$dir/new" --by siti --and budi --reason 'disk gone' --station dinas-1
refused 'the name of another person' "$bin/blangkod" store restore --from "$dir/backup" --directory "$dir/new" --by siti --and Siti --reason 'disk gone' --station dinas-1
said 'dinas-1' "$bin/blangkod" store restore --from "$dir/backup" --directory "$dir/new" --by siti --and budi --reason 'disk gone' --station dinas-1
serve "$dir/new"
said 'Nothing is granted yet at: 14.05' blangko recovery show
said 'PRINTING WAITS FOR JOURNALS at 14.05' blangko status
said 'SITE_CLOSED' blangko records explain R6 --output json
said "journal export --dir … --code $(code) --out FILE" blangko recovery show
"$bin/blangko-station" journal export --dir "$dir/station" --code "$(code)" --out "$dir/journal" >"$dir/said" 2>&1 || { cat "$dir/said"; fail "no journal"; }
said "recovery code: $(code)" "$bin/blangko-station" journal verify "$dir/journal"
[ "$(cards)" = 5 ] || fail "a closed line was printed: $(cards) cards"
refused 'without the code of this restore' blangko recovery take "$dir/early"
sed 's/PRINTED/SPOILED/' "$dir/journal" >"$dir/forged"
refused JOURNAL_NOT_TAKEN blangko recovery take "$dir/forged"
said 'All print sites are open' blangko recovery take "$dir/journal"
said 'exact' blangko equation
said 'left 15 ' blangko equation
kill_server
cp -r "$dir/new" "$dir/old"
serve "$dir/new"
print_cards 3 >"$dir/said" 2>&1 || { cat "$dir/said"; fail "the rest was not printed"; }
[ "$(cards)" = 8 ] || fail "want 8 cards of 8 records, got $(cards)"
said 'left 12 ' blangko equation
kill_server
"$bin/blangkod" fsck --directory "$dir/new" >"$dir/said" 2>&1 || { cat "$dir/said"; fail "fsck"; }

# The folder from before the last three cards is copied back by hand, with its witness: the station proves that it is old.
serve "$dir/old"
"$bin/blangko-station" run --station dinas-1 --dir "$dir/station" --tray "$dir/tray" --page-port off >"$dir/station_log" 2>&1 &
station_pid=$!
until blangko recovery show 2>&1 | grep -qF 'Nothing is granted yet at: 14.05'; do
  kill -0 "$station_pid" || { cat "$dir/station_log"; fail "the station ended at an old copy"; }
done
said 'old copy of the data folder' blangko status
until grep -q server_lost_facts "$dir/station_log"; do read -rt 0.05 <> <(:) || true; done
end_station
[ "$(cards)" = 8 ] || fail "an old copy made a card twice: $(cards) cards"
refused 'which is of another restore' blangko recovery take "$dir/journal"
"$bin/blangko-station" journal export --dir "$dir/station" --code "$(code)" --out "$dir/journal2" >"$dir/said" 2>&1 || { cat "$dir/said"; fail "no journal"; }
said 'All print sites are open' blangko recovery take "$dir/journal2"
said 'left 12 ' blangko equation
kill_server
"$bin/blangkod" fsck --directory "$dir/old" >"$dir/said" 2>&1 || { cat "$dir/said"; fail "fsck of the old copy"; }
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "ok restore %.1f\n", b - a }'
