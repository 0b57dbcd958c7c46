# The days after: what was left half done is finished by programs of another release. Sourced by ../downgrade.sh.

finish_what_was_left() {
  does with_pins "$PIN_BUDI" -- named siti proposals approve 2 --by budi
  does blangko incidents settle 1 --reason 'dua orang melihat kartu yang sama'
  does blangko records release R15
  does blangko receive --shipment "$SHIPMENT" --missing L2:1
  does look good R14
  does look spoiled R11/2 --cause gagal-encode
  does station report
  does blangko handover R14 --collector FAMILY --check PAPERS
}

second_day() {
  finish_what_was_left
  blangko import "$DIR/list.csv" --office 14.05 >"$DIR/said" 2>&1 || true
  grep -Eq 'Already here +320$' "$DIR/said" || { cat "$DIR/said"; fail "the list came in a second time"; }
  does blangko records cancel C1010 --reason PERSON
  open_day 20
  print_cards 4
  does blangko incidents settle 2 --reason 'dua keping terselip di laci'
  does look good --first 2
  does look uncertain --first 1
  does station report
  does blangko jobs reject "$HAND/1" --cause CACAT
  does blangko receipt issue R20
  end_day 15 4 1
  does blangko recovery backup "$DIR/backup"
}

# The card of which nobody knows, as RECORD/ATTEMPT.
doubtful() {
  blangko jobs list --output json | grep '"UNCERTAIN"' | head -n 1 |
    sed -E 's/.*"record_id": "([^"]*)", "attempt": "?([0-9]+)"?.*/\1\/\2/'
}

# A server without exports removes the copy of an open one when it starts: no personal data is forgotten beside the store.
no_copy_is_left() {
  ! has_exports "$OLD" || return 0
  [ -z "$(ls -A "$DIR/data/checkpoints" 2>/dev/null)" ] || fail 'the copy of an export is still beside the store'
}

# Two persons at a server of this release; at one of the release before the operator alone, who knows no reason.
trust_the_driver() {
  blangko policy set --office 14.05 --trust file --circular demo >"$DIR/said" 2>&1 && return
  does with_pins "$PIN_SITI" -- named siti policy set --office 14.05 --trust file --circular demo --reason demo
  does with_pins "$PIN_BUDI" -- named siti proposals approve 3 --by budi
}

third_day() {
  no_copy_is_left
  does "$SERVER/blangkod" store check-backup --from "$DIR/backup"
  does blangko jobs resolve "$(doubtful)" --outcome PRINTED
  does look good --all
  does station report
  trust_the_driver
  open_day 15
  print_cards 2
  does "$STATION/blangko-station" journal verify --dir "$DIR/station"
  left_exact 15 'the third day'
}
