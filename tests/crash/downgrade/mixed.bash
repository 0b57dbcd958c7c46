# A station of one release at a server of another. Sourced by ../downgrade.sh.

both_mixed() {
  mixed "$NEW" "$OLD"
  mixed "$OLD" "$NEW"
}

# mixed SERVER STATION: the command line is the station's; then the station's directory changes hands, twice.
mixed() {
  local name=old-station-new-server
  [ "$2" = "$OLD" ] || name=new-station-old-server
  DIR=$WORLD/$name
  mkdir -p "$DIR"
  SERVER=$1 CLI=$2 STATION=$2
  serve
  set_up_office
  take_records
  does blangko policy set --office 14.05 --trust file --circular demo
  print_cards 4 --spoil-record R10
  STATION=$1
  print_cards 2
  STATION=$2
  print_cards 2
  does "$1/blangko-station" journal verify --dir "$DIR/station"
  does "$2/blangko-station" journal verify --dir "$DIR/station"
  said dinas-1 blangko stations list
  left_exact 18 "$name: 8 cards are good, and R10 was spoiled three times"
  says_what_it_lacks "$1"
  end_server TERM
  fsck_by_both "$name"
}

# A command of this release that the server of the release before does not have.
says_what_it_lacks() {
  { [ "$CLI" = "$NEW" ] && ! has_exports "$1"; } || return 0
  refused 'does not serve this command' "$NEW/blangko" --operator siti export everything --to "$DIR/export"
  told "new-station-old-server: a command that the server lacks says: $(tail -n 1 "$DIR/said")"
}
