#!/usr/bin/env bash
# ./dev campaign downgrade [--old DIR] [--only RUN] [--keep]: one release back and forth on the same data, without a step
# for the data.
#
# --old DIR is a folder with blangkod, blangko and blangko-station of the release before. Without it they are built from the
# commit that kept that release's protocol (tests/fixtures/proto), in build/before. Three runs, each an office of its own:
#   downgrade  a day with the new programs, looked at and worked on by the old ones, then by the new ones
#   upgrade    the same the other way round
#   mixed      an old station at a new server, and a new one at an old server
# Whoever opens a store next must show what was shown before, keep every entry of the log, find no violation (`fsck`, by
# both programs) and an exact equation, and go on with what the other one left half done.
set -euo pipefail
ROOT=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
HERE=$ROOT/tests/crash/downgrade
NEW=${BLANGKO_BIN:-$ROOT/build/release/bin}
OLD=
KEEP=
ONLY=
WORLD=$(mktemp -d)
SERVER_PID=
STATION_PID=
export BLANGKO_LANG=en BLANGKO_SESSION_FILE=$WORLD/logins
for part in before programs compare first_day second_day mixed; do
  # shellcheck disable=SC1090
  . "$HERE/$part.bash"
done

while [ $# -gt 0 ]; do
  case $1 in
    --old) OLD=$(realpath "${2:?--old needs a folder}"); shift ;;
    --only) ONLY=${2:?--only needs downgrade, upgrade or mixed}; shift ;;
    --keep) KEEP=yes ;;
    *) echo "downgrade: got '$1', want --old DIR, --only RUN or --keep" >&2; exit 2 ;;
  esac
  shift
done

finish() {
  local code=$?
  end_station KILL
  end_server KILL
  if [ "$code" -eq 0 ] && [ -z "$KEEP" ]; then rm -rf "$WORLD"; else echo "kept: $WORLD"; fi
}
trap finish EXIT

# over RUN MAKER WORKER SIGNAL: the first day is the maker's, whose server ends by the signal, the second one the worker's,
# the third one the maker's again.
over() {
  local run=$1 maker=$2 worker=$3 end=$4
  DIR=$WORLD/$run
  mkdir -p "$DIR"
  use "$maker"
  serve
  first_day
  show "$DIR/left"
  end_server "$end"
  fsck_by_both "$run: the first day"
  rows_of "$DIR/rows.left"

  use "$worker"
  serve
  show "$DIR/found"
  same_view "$DIR/left" "$DIR/found"
  end_server "$end"
  rows_of "$DIR/rows.found"
  same_rows "$DIR/rows.left" "$DIR/rows.found"
  told "$run: opened by the other release: $(wc -l <"$DIR/rows.left") rows and what is shown of them are as they were"

  serve
  second_day
  show "$DIR/worked"
  end_server TERM
  fsck_by_both "$run: the second day"
  rows_of "$DIR/rows.worked"
  keeps_log "$DIR/rows.found" "$DIR/rows.worked"

  use "$maker"
  serve
  show "$DIR/again"
  same_view "$DIR/worked" "$DIR/again"
  comparisons_see
  third_day
  end_server TERM
  fsck_by_both "$run: the third day"
  told "$run: ok"
}

[ -n "$OLD" ] || build_before
for program in blangkod blangko blangko-station; do
  [ -x "$OLD/$program" ] || { echo "downgrade: --old: no $program in $OLD" >&2; exit 2; }
done
case ${ONLY:-all} in
  downgrade) over downgrade "$NEW" "$OLD" KILL ;;
  upgrade) over upgrade "$OLD" "$NEW" TERM ;;
  mixed) both_mixed ;;
  all)
    over downgrade "$NEW" "$OLD" KILL
    over upgrade "$OLD" "$NEW" TERM
    both_mixed
    ;;
  *) echo "downgrade: --only: got '$ONLY', want downgrade, upgrade or mixed" >&2; exit 2 ;;
esac
told "no violation; a release can be taken back by one"
