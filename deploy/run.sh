#!/usr/bin/env bash
# The demo behind ./dev run: Pelalawan, May 2017, on this machine. Starts blangkod, two simulated card printers that speak
# IPP and a print station for each (or one station with the `file` driver), loads the case once, prints, and shows what
# happens. Ctrl-C stops cleanly; the next run goes on.
set -euo pipefail
ROOT=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
BIN=${BLANGKO_BIN:-$ROOT/build/release/bin}
OFFICE=14.05
LOT=APBN-2017
BLANKS=8000
HOPPER=200        # blanks that somebody puts into a printer when it has none
RIBBON_CARDS=500  # cards of a new ribbon; its film lasts twice as long
PERSON_SECONDS=2  # somebody comes by that often and changes what has run out
PICTURES=500

usage() {
  cat <<'TEXT'
./dev run [--cards N] [--speed S] [--driver ipp|file] [--dir DIR] [--port P] [--lang id|en] [--fresh]
  --cards N   stop after N cards of this run, with a summary that ends in the closed equation
  --speed S   simulated seconds per card of a printer (default 0: as fast as it can)
  --driver D  ipp: two simulated card printers, dinas-1 and dinas-2 (default); file: one station that draws PNG files
  --dir DIR   where store, cards and logs are kept (default .run)
  --port P    port of the server on 127.0.0.1 (default 7070; 0 = any free one)
  --lang L    language of what is shown: id (default) or en
  --fresh     forget an earlier run of this folder first
TEXT
}

CARDS=
SPEED=0
DIR=$ROOT/.run
PORT=7070
DRIVER=ipp
FRESH=
export BLANGKO_LANG=${BLANGKO_LANG:-id}
while [ $# -gt 0 ]; do
  case $1 in
    --cards) CARDS=${2:?--cards needs a number}; shift ;;
    --speed) SPEED=${2:?--speed needs seconds}; shift ;;
    --driver) DRIVER=${2:?--driver needs ipp or file}; shift ;;
    --dir) DIR=$(realpath -m "${2:?--dir needs a folder}"); shift ;;
    --port) PORT=${2:?--port needs a number}; shift ;;
    --lang) BLANGKO_LANG=${2:?--lang needs id or en}; shift ;;
    --fresh) FRESH=yes ;;
    -h | --help) usage; exit 0 ;;
    *) echo "run: unknown option '$1'" >&2; usage >&2; exit 2 ;;
  esac
  shift
done
[[ -z $CARDS || $CARDS =~ ^[1-9][0-9]*$ ]] || { echo "run: --cards got '$CARDS', want a number above 0" >&2; exit 2; }
[[ $SPEED =~ ^[0-9]+(\.[0-9]+)?$ ]] || { echo "run: --speed got '$SPEED', want seconds" >&2; exit 2; }
[[ $PORT =~ ^[0-9]+$ ]] || { echo "run: --port got '$PORT', want a number" >&2; exit 2; }
[[ $DRIVER =~ ^(ipp|file)$ ]] || { echo "run: --driver got '$DRIVER', want ipp or file" >&2; exit 2; }
[[ $BLANGKO_LANG =~ ^(id|en)$ ]] || { echo "run: --lang got '$BLANGKO_LANG', want id or en" >&2; exit 2; }

[ -z "${BLANGKO_CHECK_OPTIONS:-}" ] || exit 0

# in_language INDONESIAN ENGLISH: the one that was asked for.
in_language() { if [ "$BLANGKO_LANG" = en ]; then echo "$2"; else echo "$1"; fi; }

say() { printf '\n== %s\n' "$(in_language "$1" "$2")"; }

fail() {
  echo "run: $*" >&2
  exit 1
}

SERVER_PID=
WATCH_PID=
STATION_PIDS=()
PRINTER_PIDS=()

# start_child LOG COMMAND...: its id is in CHILD. Children run in sessions of their own (setsid): Ctrl-C is for this script,
# which ends them in order. When the script itself is killed they are ended, too (setpriv), also in the moment before
# setpriv was there.
child() { exec setsid setpriv --pdeathsig TERM bash -c '[ "$PPID" = "$0" ] || exit 1; exec "$@"' $$ "$@"; }

start_child() {
  local log=$1
  shift
  child "$@" >>"$log" 2>&1 &
  CHILD=$!
}

# Ends a child by its own id and waits for it; SIGKILL follows only when it had time enough, also for the card in hand.
end_child() {
  local pid=$1 limit=$((15 + ${SPEED%.*}))
  [ -n "$pid" ] && kill -TERM "$pid" 2>/dev/null || return 0
  timeout "$limit" tail --pid="$pid" -f /dev/null || kill -KILL "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

# All at once, then one after the other: each finishes its card and reports it. Their printers go last.
end_stations() {
  local pid
  for pid in "${STATION_PIDS[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${STATION_PIDS[@]}" "${PRINTER_PIDS[@]}"; do end_child "$pid"; done
  STATION_PIDS=()
  PRINTER_PIDS=()
}

# The view ends with a last picture, the stations report what they have, which needs printers and server.
stop_all() {
  trap '' INT TERM HUP
  end_child "$WATCH_PID"
  end_stations
  end_child "$SERVER_PID"
  trap - EXIT
}

interrupted() {
  trap '' INT TERM HUP
  end_child "$WATCH_PID"
  WATCH_PID=
  say "berhenti: kartu yang sedang dicetak diselesaikan dan dilaporkan, lalu server menutup penyimpanannya" \
    "stopping: the card in hand is finished and reported, then the server closes its store"
  end_stations
  [ -z "${SERVER:-}" ] || ask equation --office "$OFFICE" 2>/dev/null || true
  stop_all
  in_language "Selesai. ./dev run berikutnya melanjutkan dari sini. Kartu: $(cards_folder)" \
    "Stopped. The next ./dev run goes on from here. Cards: $(cards_folder)"
  exit 0
}
trap stop_all EXIT
trap interrupted INT TERM HUP

# Where the pictures of the cards are.
cards_folder() { if [ "$DRIVER" = file ]; then echo "$DIR/station/tray"; else echo "$DIR/printer-[12]"; fi; }

# blangko, told where the server is.
ask() { "$BIN/blangko" --server "$SERVER" --operator demo "$@"; }

# column NAME: that column of the first data row of a CSV on standard input.
column() { awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i } NR == 2 { print $at }'; }

# wait_ready PID FILE LOG: until the program has written where it serves.
wait_ready() {
  until [ -s "$2" ]; do
    kill -0 "$1" 2>/dev/null || { tail -n 5 "$3" >&2 && fail "a program ended, see $3"; }
    read -rt 0.05 <> <(:) || true
  done
}

start_server() {
  rm -f "$DIR/ready"
  start_child "$DIR/blangkod.log" "$BIN/blangkod" --data-dir "$DIR/data" --listen "127.0.0.1:$PORT" --metrics-listen off \
    --no-safe-mode --ready-file "$DIR/ready"
  SERVER_PID=$CHILD
  wait_ready "$SERVER_PID" "$DIR/ready" "$DIR/blangkod.log"
  SERVER=$(head -n 1 "$DIR/ready")
}

# The server is asked, not a file beside it: the blanks come last, so they tell that everything before them is there.
is_loaded() { ask movements --office "$OFFICE" --lot "$LOT" --limit 1 --output csv 2>/dev/null | grep -q "$LOT"; }

load_case() {
  local regions=$ROOT/node_modules/idn-area-data/data
  say "kantor: kabupaten $OFFICE dan kecamatannya dari kode kementerian (idn-area-data, ODbL)" \
    "offices: regency $OFFICE and its districts from the ministry's codes (idn-area-data, ODbL)"
  ask offices import --regions "$regions" --regency "$OFFICE"
  say "daftar: 15.213 data siap cetak, direkam September 2016 sampai Mei 2017, dan 1.900 yang belum selesai di pusat" \
    "the list: 15,213 records ready to print, captured September 2016 to May 2017, and 1,900 not cleared yet"
  "$BIN/blangko-case" pelalawan --regions "$regions" --out "$DIR/case" >/dev/null
  ask import "$DIR/case/pelalawan.csv" --office "$OFFICE"
  say "$BLANKS keping blangko tiba dari pusat" "$BLANKS blanks arrive from the centre"
  ask lots create "$LOT" --funding APBN >/dev/null 2>&1 || ask lots list --output csv | grep -q "^$LOT,"
  ask receive --office "$OFFICE" --from pusat --document SJ-2017-05 --receipt BAST-2017-05 --lot "$LOT:$BLANKS"
}

trust_printers() {
  ask policy show --office "$OFFICE" --output csv | grep -q 'file ipp' && return
  say "kebijakan peragaan ini: kata pencetak ('ipp', 'file') cukup untuk menyatakan tercetak; di kantor, petugas melihat kartunya" \
    "policy of this demo: the word of the printer ('ipp', 'file') is enough for PRINTED; an office lets a person look"
  ask policy set --office "$OFFICE" --trust file --trust ipp --circular "PERAGAAN" >/dev/null
}

# start_station NUMBER CARDS OPTION...: CARDS 0 = no limit.
start_station() {
  local number=$1 cards=$2 folder=$DIR/station
  shift 2
  [ "$number" = 1 ] || folder=$DIR/station-$number
  start_child "$folder.log" "$BIN/blangko-station" run --server "$SERVER" --station "dinas-$number" --dir "$folder" --register \
    --site "$OFFICE" --batch 20 --change-driver --province "PROVINSI RIAU" --regency "KABUPATEN PELALAWAN" --cards "$cards" "$@"
  STATION_PIDS+=("$CHILD")
}

# A card printer and the station that drives it. The printer keeps its world in its folder: blanks with their chips, what is
# left of ribbon and film, each card; so a second run finds it as the first one left it.
start_printer_and_station() {
  local number=$1 cards=$2 folder=$DIR/printer-$1
  mkdir -p "$folder"
  rm -f "$folder/port"
  start_child "$folder/log" "$BIN/pappl_printer" --dir "$folder" --port 0 --name "pencetak-$number" --ready-file "$folder/port" \
    --blanks "$HOPPER" --lot "$LOT" --ribbon-cards "$RIBBON_CARDS" --card-seconds "$SPEED" \
    --attend-seconds "$PERSON_SECONDS" --png --keep-pictures "$PICTURES"
  PRINTER_PIDS+=("$CHILD")
  wait_ready "$CHILD" "$folder/port" "$folder/log"
  start_station "$number" "$cards" --driver ipp --printer-uri "ipp://127.0.0.1:$(head -n 1 "$folder/port")/ipp/print" \
    --ribbon-cards "$RIBBON_CARDS" --film-cards $((2 * RIBBON_CARDS))
}

# The cards of this run are shared out: the first printer gets the odd one.
start_stations() {
  local second=$((${CARDS:-0} / 2))
  if [ "$DRIVER" = file ]; then
    start_station 1 "${CARDS:-0}" --driver file --speed "$SPEED"
    return
  fi
  start_printer_and_station 1 $((${CARDS:-0} - second))
  [ "$CARDS" = 1 ] || start_printer_and_station 2 "$second"
}

tell() {
  local fate=world.csv
  [ "$DRIVER" = ipp ] || fate=tray.csv
  in_language "
   kartu     $(cards_folder)/*.png ($PICTURES terakhir), nasib setiap blangko: $fate di sana
   catatan   $DIR/*.log
   tanyakan, di terminal lain:" "
   cards     $(cards_folder)/*.png (the last $PICTURES), what became of each blank: $fate there
   logs      $DIR/*.log
   ask, in another terminal:"
  cat <<TEXT
     export BLANGKO_SERVER=$SERVER BLANGKO_LANG=$BLANGKO_LANG PATH=$BIN:\$PATH
     blangko backlog; blangko records list --state READY --limit 5; blangko printers list; blangko equation

TEXT
}

# Cards wanted, or fewer when fewer blanks are left.
limit_cards() {
  local left
  left=$(ask equation --output csv 2>/dev/null | column remaining)
  [ -z "$CARDS" ] || [ "$CARDS" -le "$left" ] && return
  say "tinggal $left keping: hanya itu yang dicetak kali ini" \
    "only $left blanks are left: this run prints no more than these"
  CARDS=$left
}

summary() {
  local before=$1 seconds=$2 printed rate
  printed=$(($(ask status --output csv | column printed) - before))
  rate=$(awk -v n="$printed" -v s="$seconds" 'BEGIN { printf "%.0f", (s > 0 ? 60 * n / s : 0) }')
  say "$printed kartu dalam ${seconds/./,} detik, rata-rata $rate per menit" "$printed cards in $seconds s, on average $rate a minute"
  ask status --office "$OFFICE" | sed '$d'
  ask equation --office "$OFFICE"
}

print_cards() {
  local before pid start=$EPOCHREALTIME status=0
  before=$(ask status --output csv | column printed)
  limit_cards
  [ "$CARDS" != 0 ] || { summary "$before" 0 && return; }
  start_stations
  child "$BIN/blangko" --server "$SERVER" watch --office "$OFFICE" \
    ${CARDS:+--until-printed $((before + CARDS))} &
  WATCH_PID=$!
  for pid in "${STATION_PIDS[@]}"; do wait "$pid" || status=$?; done
  [ "$status" -eq 0 ] || { tail -n 5 "$DIR"/station*.log >&2 && fail "a station ended with $status, see $DIR/station*.log"; }
  timeout 5 tail --pid="$WATCH_PID" -f /dev/null || true
  end_child "$WATCH_PID"
  WATCH_PID=
  summary "$before" "$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')"
}

[ -z "$FRESH" ] || rm -rf "$DIR/data" "$DIR/case" "$DIR"/station{,-2} "$DIR"/printer-[12]
mkdir -p "$DIR"
say "blangkod dengan RocksDB di $DIR/data" "blangkod on an embedded RocksDB in $DIR/data"
start_server
in_language "melayani di $SERVER" "serves at $SERVER"
if is_loaded; then
  say "kasusnya sudah ada: melanjutkan dari yang terakhir" "the case is in this store: going on where the last run stopped"
else
  load_case
fi
trust_printers
tell
print_cards
