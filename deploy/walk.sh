#!/usr/bin/env bash
# A client that nobody here wrote (buf curl, through gRPC reflection alone) walks one record from an imported list to
# HANDED_OVER on a live blangkod. Prints each call; exits non-zero where an answer is not the expected one.
set -euo pipefail
ROOT=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
BIN=${BLANGKO_BIN:-$ROOT/build/release/bin}
export PATH="$ROOT/node_modules/.bin:$PATH"
DIR=$(mktemp -d)
SERVER_PID=
OFFICE=14.05
RECORD=WALK-1

finish() {
  [ -z "$SERVER_PID" ] || { kill -TERM "$SERVER_PID" 2>/dev/null && wait "$SERVER_PID" 2>/dev/null; } || true
  rm -rf "$DIR"
}
trap finish EXIT

fail() {
  echo "walk: $*" >&2
  exit 1
}

# A fresh UUIDv7.
new_id() {
  local millis random
  millis=$(printf '%012x' "$(date +%s%3N)")
  random=$(od -An -N10 -tx1 /dev/urandom | tr -d ' \n')
  echo "${millis:0:8}-${millis:8:4}-7${random:0:3}-8${random:3:3}-${random:6:12}"
}

# call METHOD JSON [HEADER]: the reply, also kept for `field`.
call() {
  echo "-- $1" >&2
  buf curl --protocol grpc --http2-prior-knowledge ${3:+-H "$3"} -d "$2" "http://$SERVER/blangko.$1" >"$DIR/reply" ||
    fail "$1 was refused"
  cat "$DIR/reply" >&2
}

# The same with the station's signature over the request; MESSAGE is the full name of the request's type.
call_signed() {
  local proof
  proof=$("$BIN/blangko-station" sign --dir "$DIR/station" --station walk-1 --message "blangko.$2" --json "$3") || fail "cannot sign"
  call "$1" "$3" "$proof"
}

# field PATH: a field of the newest reply, for example record.state or jobs.0.attempt
field() {
  node -e 'let v = JSON.parse(require("fs").readFileSync(process.argv[1]));
           for (const k of process.argv[2].split(".")) v = v?.[k]; console.log(v ?? "")' "$DIR/reply" "$1"
}

expect() {
  local got
  got=$(field "$1")
  [ "$got" = "$2" ] || fail "$1: got '$got', want '$2'"
}

# Hexadecimal digits to the base64 that JSON wants for bytes.
hex_to_base64() { node -e 'console.log(Buffer.from(require("fs").readFileSync(0, "utf8").trim(), "hex").toString("base64"))'; }

start_server() {
  "$BIN/blangkod" --data-dir "$DIR/data" --listen 127.0.0.1:0 --metrics-listen off --no-safe-mode --ready-file "$DIR/ready" \
    >"$DIR/log" 2>&1 &
  SERVER_PID=$!
  until [ -s "$DIR/ready" ]; do
    kill -0 "$SERVER_PID" 2>/dev/null || { cat "$DIR/log" >&2; fail "blangkod ended"; }
    read -rt 0.05 <> <(:) || true
  done
  SERVER=$(head -n 1 "$DIR/ready")
}

import_list() {
  local csv header
  header=record_id,nik,name,birth_place,birth_date,sex,address,rt_rw,area,request_type,upstream_status,recorded_time
  csv=$(printf '%s\n' "$header" "$RECORD,1405020101909001,SPESIMEN JALAN,CONTOH,1990-01-01,L,JALAN CONTOH,001/001,$(
  )14.05.02.2001,FIRST_ISSUANCE,PRINT_READY_RECORD,2016-09-01 08:17" | base64 -w0)
  call records.v1.RecordsService/ImportRecords "{\"header\":{\"importId\":\"$(new_id)\",\"kind\":\"IMPORT_KIND_ADDITIONAL\",
    \"office\":\"$OFFICE\",\"profile\":\"blangko\",\"fileName\":\"satu.csv\",\"format\":\"csv\"},\"data\":\"$csv\",\"last\":true}"
  expect import.addedCount 1
}

start_server
buf curl --protocol grpc --http2-prior-knowledge "http://$SERVER" --list-methods | sed 's/^/   /'

call access.v1.OfficesService/PutOffices "{\"requestId\":\"$(new_id)\",
  \"offices\":[{\"code\":\"$OFFICE\",\"name\":\"DINAS CONTOH\",\"kind\":\"OFFICE_KIND_REGENCY\"}],
  \"routes\":[{\"area\":\"$OFFICE\",\"site\":\"$OFFICE\"}]}"
import_list
call stock.v1.StockService/CreateLot "{\"requestId\":\"$(new_id)\",\"lot\":{\"lot\":\"LOT-1\",\"blankType\":\"KTP-EL\",\"funding\":\"APBN\"}}"
call stock.v1.StockService/ReceiveFromOutside "{\"requestId\":\"$(new_id)\",\"office\":\"$OFFICE\",\"fromOffice\":\"maker\",
  \"document\":\"SJ-1\",\"receiptNumber\":\"BAST-1\",\"lines\":[{\"lot\":\"LOT-1\",\"shippedCount\":2,\"acceptedCount\":2}]}"

KEY=$("$BIN/blangko-station" init --lang en --dir "$DIR/station" --station walk-1 | sed -n 's/^public key: //p' | hex_to_base64)
call printers.v1.PrintersService/RegisterStation "{\"requestId\":\"$(new_id)\",\"station\":{\"stationId\":\"walk-1\",
  \"name\":\"Tempat cetak\",\"office\":\"$OFFICE\",\"sites\":[\"$OFFICE\"],\"publicKey\":\"$KEY\"}}"

call_signed printers.v1.PrintersService/Heartbeat printers.v1.HeartbeatRequest "{\"stationId\":\"walk-1\",\"version\":\"1\",
  \"printers\":[{\"printerId\":\"p1\",\"driver\":\"assisted\",\"state\":\"PRINTER_STATE_IDLE\"}]}"
call_signed scheduler.v1.SchedulerService/PullJobs scheduler.v1.PullJobsRequest \
  "{\"requestId\":\"$(new_id)\",\"stationId\":\"walk-1\",\"printerId\":\"p1\",\"maxJobs\":1}"
expect jobs.0.recordId "$RECORD"
ATTEMPT=$(field jobs.0.attempt)
JOB="{\"recordId\":\"$RECORD\",\"attempt\":$ATTEMPT}"
call_signed scheduler.v1.SchedulerService/StartJobs scheduler.v1.StartJobsRequest \
  "{\"requestId\":\"$(new_id)\",\"stationId\":\"walk-1\",\"printerId\":\"p1\",\"jobs\":[$JOB]}"
expect items.0.permitted true
call_signed scheduler.v1.SchedulerService/ReportOutcomes scheduler.v1.ReportOutcomesRequest \
  "{\"requestId\":\"$(new_id)\",\"stationId\":\"walk-1\",\"outcomes\":[{\"seq\":1,\"recordId\":\"$RECORD\",\"attempt\":$ATTEMPT,
    \"outcome\":\"OUTCOME_PRINTED\",\"evidence\":\"EVIDENCE_OPERATOR\",\"operator\":\"budi\",\"printerId\":\"p1\"}]}"
expect results.0.booked true
call desk.v1.DeskService/HandOver "{\"requestId\":\"$(new_id)\",\"recordId\":\"$RECORD\",\"collector\":\"OWNER\",
  \"check\":\"FINGERPRINT\"}"
call records.v1.RecordsService/GetRecord "{\"recordId\":\"$RECORD\"}"
expect record.state RECORD_STATE_HANDED_OVER
call stock.v1.StockService/GetEquation "{\"office\":\"$OFFICE\"}"
expect exact true
expect received 2
expect printed 1
echo "walked $RECORD from the list to HANDED_OVER; the equation is exact: 2 received = 1 left + 1 printed"
