# Checks that are not C++ test programs: protocol files and the scripts of tests/checks.d.

# check NAME COMMAND...: runs it, shows its output only when it fails, records the result.
check() {
  local name=$1 start=$EPOCHREALTIME log
  shift
  log=$(mktemp)
  if "$@" >"$log" 2>&1 </dev/null; then
    record ok "$name" "$(seconds_since "$start")"
    say "ok $name"
  else
    record FAILED "$name" "$(seconds_since "$start")"
    say "FAILED $name"
    cat "$log" >&2
  fi
  rm -f "$log"
}

skip() {
  record SKIPPED "$1" 0 "$2"
  say "SKIPPED $1: $2"
}

buf_format() { buf format --diff --exit-code proto; }

check_protocols() {
  check buf-lint buf lint
  check buf-format buf_format
}

# The wire may not break against the image of the last release (tests/fixtures/proto/<issue>.json).
check_breaking() {
  local image
  image=$(printf '%s\n' tests/fixtures/proto/*.json | sort -V | tail -1)
  if [ -f "$image" ]; then
    check buf-breaking buf breaking --against "$image"
  else
    skip buf-breaking "no released protocol image yet"
  fi
}

# run_script FILE: its last line must be "ok NAME SECONDS", "FAILED NAME ..." or "SKIPPED NAME REASON".
run_script() {
  local file=$1 name start=$EPOCHREALTIME log last status=0
  name=$(basename "$file" .sh)
  log=$BUILD/checks/$name.log
  mkdir -p "$BUILD/checks"
  BLANGKO_BUILD=$ROOT/$BUILD "$file" >"$log" 2>&1 </dev/null || status=$?
  last=$(tail -n 1 "$log")
  case $status:$last in
    0:ok\ *) record ok "$name" "$(seconds_since "$start")" ;;
    0:SKIPPED\ *) record SKIPPED "$name" "$(seconds_since "$start")" "${last#SKIPPED "$name" }" ;;
    *) record FAILED "$name" "$(seconds_since "$start")" "exit $status, see $log" && tail -n 60 "$log" >&2 ;;
  esac
  say "${last:-FAILED $name: printed nothing}"
}
