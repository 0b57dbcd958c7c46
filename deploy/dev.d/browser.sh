# browser [--preset P] [NAME...]     the operator's day on the station's page in headless Chromium; pictures in build/P/browser
. deploy/dev.d/build.sh
. deploy/dev.d/results.bash
. deploy/dev.d/checks.bash

cmd_browser() {
  local file name
  parse_options "$@"
  setup_for build browser
  build blangkod blangko blangko-station pappl_printer station_at_hour
  for file in tests/browser/*_test.mjs; do
    name=$(basename "$file" _test.mjs)
    [ ${#ARGS[@]} -eq 0 ] || [[ " ${ARGS[*]} " == *" $name "* ]] || continue
    check "browser_$name" env BLANGKO_BUILD="$ROOT/$BUILD" tests/browser/run.sh "$name"
  done
  close_results
}
