# Starting, asking and ending the programs of one release. Sourced by ../downgrade.sh.
# SERVER, CLI and STATION are folders of programs, DIR is the world of this run.

told() { printf '%s\n' "$*"; }

fail() {
  echo "FAILED downgrade $*"
  exit 1
}

use() { SERVER=$1 CLI=$1 STATION=$1; }

# await COMMAND…: asks until it says yes, twenty seconds at most.
await() {
  local tries=400
  until "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "waited for: $*"
    read -rt 0.05 <> <(:) || true
  done
}

serve() {
  rm -f "$DIR/ready"
  "$SERVER/blangkod" --data-dir "$DIR/data" --listen 127.0.0.1:0 --metrics-listen off --no-safe-mode \
    --ready-file "$DIR/ready" >>"$DIR/server.log" 2>&1 &
  SERVER_PID=$!
  await serves
  keep_logins "${BLANGKO_SERVER:-}" "$(head -n 1 "$DIR/ready")"
  BLANGKO_SERVER=$(head -n 1 "$DIR/ready")
  export BLANGKO_SERVER
}

# A login is kept by the address of its server, which has another port after a restart here.
keep_logins() {
  [ -z "$1" ] || [ ! -f "$BLANGKO_SESSION_FILE" ] || sed -i "s/$1/$2/" "$BLANGKO_SESSION_FILE"
}

serves() {
  kill -0 "$SERVER_PID" 2>/dev/null || { tail -n 20 "$DIR/server.log"; fail "$SERVER/blangkod ended"; }
  [ -s "$DIR/ready" ]
}

end_server() {
  [ -n "$SERVER_PID" ] || return 0
  kill "-$1" "$SERVER_PID" 2>/dev/null || true
  wait "$SERVER_PID" 2>/dev/null || true
  SERVER_PID=
}

end_station() {
  [ -n "$STATION_PID" ] || return 0
  kill "-$1" "$STATION_PID" 2>/dev/null || true
  wait "$STATION_PID" 2>/dev/null || true
  STATION_PID=
}

# The command line as siti, who has no login, and as a person who has one.
blangko() { "$CLI/blangko" --operator siti "$@"; }
named() {
  local person=$1
  shift
  "$CLI/blangko" --as "$person" "$@"
}

# with_pins PIN… -- COMMAND…: the command types them.
with_pins() {
  rm -f "$DIR/pins"
  (umask 077 && : >"$DIR/pins")
  while [ "$1" != -- ]; do
    echo "$1" >>"$DIR/pins"
    shift
  done
  shift
  "$@" --pin-file "$DIR/pins"
}

# does COMMAND…: succeeds; what it says is kept for a failure, and for `said`.
does() {
  "$@" >"$DIR/said" 2>&1 || {
    cat "$DIR/said"
    fail "$* was refused"
  }
}

# said TEXT COMMAND…: succeeds and says that.
said() {
  local text=$1
  shift
  does "$@"
  grep -qF -- "$text" "$DIR/said" || {
    cat "$DIR/said"
    fail "$*: want '$text'"
  }
}

refused() {
  local text=$1
  shift
  if "$@" >"$DIR/said" 2>&1 || ! grep -qF -- "$text" "$DIR/said"; then
    cat "$DIR/said"
    fail "$*: want a refusal with '$text'"
  fi
}

# The station's commands, all in its one directory.
station() { "$STATION/blangko-station" "$1" --dir "$DIR/station" "${@:2}"; }
look() { "$STATION/blangko-station" look "$1" --by sari --dir "$DIR/station" "${@:2}"; }
print_cards() {
  does timeout 60 "$STATION/blangko-station" run --dir "$DIR/station" --station dinas-1 --tray "$DIR/tray" --page-port off \
    --cards "$1" "${@:2}"
}

left_exact() {
  blangko equation >"$DIR/said"
  grep -q "left $1 .*(exact)" "$DIR/said" || {
    cat "$DIR/said"
    fail "$2: want $1 blanks left, exact"
  }
}

fsck_by_both() {
  local programs
  for programs in "$OLD" "$NEW"; do
    "$programs/blangkod" fsck --directory "$DIR/data" >"$DIR/said" 2>&1 || {
      cat "$DIR/said"
      fail "$1: fsck by $programs"
    }
  done
  told "$1: $(tail -n 1 "$DIR/said"), the old fsck says the same"
}

has_exports() { [[ $("$1/blangko" --help) == *$'\n  export '* ]]; }

# The station's page: a station that prints nothing more, and its answers to two forms.
page_is_up() { grep -q 'station.page address=' "$DIR/station.log"; }
open_page() {
  : >"$DIR/station.log"
  "$STATION/blangko-station" run --dir "$DIR/station" --station dinas-1 --tray "$DIR/tray" --page-port 0 \
    >"$DIR/station.log" 2>&1 &
  STATION_PID=$!
  await page_is_up
  PAGE=$(sed -n 's/.*station.page address=//p' "$DIR/station.log" | head -n 1)
  PAGE=${PAGE#http://}
  PAGE=${PAGE%/}
}

# ask_page METHOD PATH [FORM]
ask_page() {
  local form=${3:-}
  exec 3<>"/dev/tcp/${PAGE%:*}/${PAGE##*:}"
  printf '%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nCookie: who=sari; language=en\r\n' "$1" "$2" "$PAGE" >&3
  printf 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s' "${#form}" "$form" >&3
  cat <&3
  exec 3<&- 3>&-
}

# fill_form DO FIELDS: as a browser sends it.
fill_form() {
  local token_field='name="token" value="([0-9a-f]+)"' token
  [[ $(ask_page GET /) =~ $token_field ]] || fail 'the page has no form'
  token=${BASH_REMATCH[1]}
  ACT=$((${ACT:-0} + 1))
  ask_page POST /act "token=$token&act=form-$$-$ACT&do=$1&$2" >"$DIR/said"
  grep -q '^HTTP/1.1 303' "$DIR/said" || { cat "$DIR/said"; fail "the page refused $1"; }
}
