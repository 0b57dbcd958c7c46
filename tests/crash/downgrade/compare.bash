# What two releases say of the same store. Sourced by ../downgrade.sh.

readonly VIEWS='records list --limit 1000|jobs list|incidents list|lots list|balance|equation|proposals list|accounts list
movements --office 14.05 --limit 1000|shipments list --office 14.05|stations list|stations show dinas-1|printers list
imports list|offices list|policy show --office 14.05|blanks blocked|blanks incidents|recovery show'

# show FOLDER: every view of this release as JSON, and records with their history and their place; of the crowd only one.
show() {
  local view record
  mkdir -p "$1"
  echo "${VIEWS//|/$'\n'}" | while read -r view; do
    # shellcheck disable=SC2086
    blangko $view --output json >"$1/${view//[ .\/]/_}" || fail "$view by $CLI"
  done
  for record in $(grep -o '"record_id": "[^"]*"' "$1/records_list_--limit_1000" | cut -d'"' -f4 | grep -v '^C1[0-2]'); do
    blangko records show "$record" --output json >"$1/show.$record" || fail "records show $record by $CLI"
    blangko records explain "$record" --output json >"$1/explain.$record" || fail "records explain $record by $CLI"
  done
}

same_view() {
  node "$HERE/same_view.mjs" "$1" "$2" || fail "$2 shows something else than $1"
}

# A comparison that cannot fail proves nothing: each must see what is planted here.
comparisons_see() {
  cp -r "$DIR/again" "$DIR/planted"
  sed -i '0,/"HELD"/s//"READY"/' "$DIR/planted/records_list_--limit_1000"
  (same_view "$DIR/again" "$DIR/planted") >/dev/null && fail 'a record of another state was not seen'
  sed '0,/"table":"log",/{/"table":"log",/d}' "$DIR/rows.worked" >"$DIR/planted.rows"
  (keeps_log "$DIR/rows.worked" "$DIR/planted.rows") >/dev/null && fail 'a lost entry of the log was not seen'
  (same_rows "$DIR/rows.worked" "$DIR/planted.rows") >/dev/null && fail 'a lost row was not seen'
  return 0
}

# rows_of FILE: every row of the store, by the new programs, from a copy that nobody works on.
rows_of() {
  local was=$SERVER data=$DIR/data
  rm -rf "$DIR/copy"
  mkdir -p "$DIR/copy"
  cp -r "$data" "$DIR/copy/data"
  DIR=$DIR/copy SERVER=$NEW serve_copy "$1"
  SERVER=$was
}

serve_copy() {
  serve
  does "$NEW/blangko" --operator siti export everything --to "$1.export"
  end_server TERM
  # Clock, newest commit and seals change when a server starts, also that of the copy; fsck looks at the seals.
  grep '^{"table"' "$1.export" | grep -Ev '^{"table":"(meta","key":\["(clock|commit)"|log(_head)?","key":\["@store")' |
    LC_ALL=C sort >"$1"
  ! grep -q '"unreadable":true' "$1" || fail "$1: rows that the new programs cannot read"
}

same_rows() {
  cmp -s "$1" "$2" || {
    diff "$1" "$2" | head -n 10
    fail "opening the store changed rows"
  }
}

# keeps_log BEFORE AFTER: the log only grows.
keeps_log() {
  local lost
  lost=$(LC_ALL=C comm -23 <(grep '^{"table":"log",' "$1") <(grep '^{"table":"log",' "$2") | wc -l)
  [ "$lost" -eq 0 ] || fail "$lost entries of the log are gone"
}
