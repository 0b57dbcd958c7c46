# An office from its first blank on, with as much left half done in the evening as an office has. Sourced by ../downgrade.sh.

readonly PIN_SITI=518264 PIN_BUDI=640275

make_lists() {
  local n
  printf 'code,province_code,name\n14.05,14,KABUPATEN CONTOH\n' >"$DIR/regencies.csv"
  printf 'code,regency_code,name\n14.05.02,14.05,Contoh\n14.05.03,14.05,Lain\n' >"$DIR/districts.csv"
  {
    echo 'record_id,nik,name,birth_date,area,upstream_status,recorded_time'
    for n in $(seq 10 29); do
      echo "R$n,14050217089510$n,SPESIMEN,1995-08-17,14.05.02.2003,PRR,2017-01-$n 08:00"
    done
    for n in $(seq 1001 1300); do # a day that is crowded enough to be counted in segments
      echo "C$n,140502010290$n,SPESIMEN,1990-02-01,14.05.02.2003,PRR,2018-01-02 08:00"
    done
    echo 'R99,140502,SALAH,1995-08-17,14.05.02.2003,PRR,2017-01-30 08:00'
  } >"$DIR/list.csv"
}

set_up_office() {
  make_lists
  does blangko offices import --regency 14.05 --regions "$DIR"
  does blangko policy set --office 14.05 --circular 'demo' --spoil-limit 3
  does blangko lots create L1
  does blangko lots create L2
  does blangko receive --office 14.05 --from pusat --document SJ-1 --lot L1:20 --rejected L1:1
  does blangko opening --office 14.05 --lot L2:10
  does station register --office 14.05 --station dinas-1
}

# Two administrators, and a third person whom both wanted. Each changes the PIN that the others gave.
name_persons() {
  does with_pins 480917 -- blangko accounts add siti --role ADMINISTRATOR
  does with_pins 480917 "$PIN_SITI" -- "$CLI/blangko" login siti
  does with_pins "$PIN_SITI" 592837 -- named siti accounts add budi --role ADMINISTRATOR
  does with_pins 592837 "$PIN_BUDI" -- "$CLI/blangko" login budi
  does with_pins "$PIN_SITI" 731946 -- named siti accounts add tono --role OPERATOR --scope 14.05
  does with_pins "$PIN_BUDI" -- named siti proposals approve 1 --by budi
  said tono named siti accounts list
}

take_records() {
  does blangko records add --office 14.05 --area 14.05.02.2003 --nik 1405021708951001 --name TANGAN --birth-date 1995-08-17 \
    --sex L --recorded 2017-01-01 --output json
  HAND=$(grep -o '"record_id": "[^"]*"' "$DIR/said" | head -n 1 | cut -d'"' -f4)
  blangko import "$DIR/list.csv" --office 14.05 >"$DIR/said" 2>&1 || true  # one row of it is wrong
  grep -Eq 'Came in +320$' "$DIR/said" || { cat "$DIR/said"; fail "the list did not come in"; }
}

# A good card, a spoiled one, one that nobody knows, and one of which two say different things.
print_and_look() {
  print_cards 5
  does look good "$HAND" R10
  does look spoiled R11 --cause cacat
  does look uncertain R12
  does blangko jobs report R13 --attempt 1 --outcome PRINTED --station-cannot
  does look spoiled R13 --cause gagal-cetak
  does station report
  said R13 blangko incidents list
}

move_records() {
  does blangko records hold R15 --note 'menunggu berkas'
  does blangko records hold R16 --until 2099-01-01
  does blangko records cancel R17 --reason PERSON
  does blangko records move R18 --site 14.05.02 --reason PERSON
  does blangko handover R10 --collector OWNER --check FINGERPRINT
  does blangko receipt issue R20
  does blangko blanks block 04A1B2C3D4E5F6 --reason 'hilang'
  does blangko shipments dispatch --from 14.05 --to 14.05.03 --lot L2:3 --delivery-note SP-1 --output json
  SHIPMENT=$(grep -o '"shipment_id": "[^"]*"' "$DIR/said" | head -n 1 | cut -d'"' -f4)
}

# open_day BLANKS, end_day BLANKS SPOILED ENVELOPES: counted on the station's page, with the station switched off meanwhile.
open_day() { on_page open_day "blanks=$1"; }
end_day() { on_page end_day "blanks=$1&spoiled=$2&envelopes=$3&second=budi"; }
on_page() {
  does blangko stations disable dinas-1 --reason 'hitungan blangko'
  open_page
  fill_form "$@"
  end_station TERM
  does station report
  does blangko stations enable dinas-1
}

# A client that nobody here wrote reads an export and never closes it: its copy stays beside the store. Where there are exports.
leave_export_open() {
  local id
  has_exports "$SERVER" || return 0
  id=$(printf '%012x' "$(date +%s%3N)" | sed -E 's/(.{8})(.{4})/\1-\2/')-7000-8000-$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')
  does "$ROOT/node_modules/.bin/buf" curl --protocol grpc --http2-prior-knowledge -d "{\"requestId\":\"$id\"}" \
    "http://$BLANGKO_SERVER/blangko.exports.v1.ExportsService/ExportEverything"
  said "$id" "$SERVER/blangko" export list
}

first_day() {
  set_up_office
  open_day 29
  name_persons
  take_records
  print_and_look
  move_records
  does with_pins "$PIN_SITI" -- named siti jobs resolve R12/1 --outcome CARD_MISSING --reason 'dicari, tidak ditemukan'
  print_cards 2 # R11 again and R14: they wait for a look overnight
  end_day 20 2 1
  leave_export_open
  said R14 "$STATION/blangko-station" look list --dir "$DIR/station"
}
