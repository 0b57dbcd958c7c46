# lint [--preset P] [--all]          style: formatting, tests/tidy, protocol files, clang-tidy on changed files
. deploy/dev.d/build.sh
. deploy/dev.d/results.bash
. deploy/dev.d/checks.bash

CLANG_TIDY_SECONDS=300

cmd_lint() {
  parse_options "$@"
  setup_for build test lint
  check clang-format format_check
  build tidy
  check tidy "$BUILD/bin/tidy" "$ROOT"
  check_protocols
  lint_clang_tidy
  close_results
}

cxx_files() { git ls-files --cached --others --exclude-standard '*.cc' '*.h'; }

format_check() { cxx_files | xargs -r -n 40 -P "$BUILD_JOBS" clang-format --dry-run --Werror; }

# Sources that differ from the main branch; on the main branch itself, those of the last commit.
changed_sources() {
  local base
  base=$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null || true)
  [ -n "$base" ] && [ "$base" != "$(git rev-parse HEAD)" ] || base=HEAD~1
  { git diff --name-only --diff-filter=d "$base" -- '*.cc' 2>/dev/null
    git ls-files --others --exclude-standard '*.cc'; } | sort -u
}

tidy_sources() { if [[ " ${ARGS[*]} " == *" --all "* ]]; then cxx_files | grep '\.cc$'; else changed_sources; fi; }

# Generated headers must exist before clang can read the sources. Time is bounded: what was
# not reached is named as skipped rather than passed over.
lint_clang_tidy() {
  local file left started=$SECONDS
  local -a files
  mapfile -t files < <(tidy_sources)
  [ ${#files[@]} -gt 0 ] || { skip clang-tidy "no changed source"; return; }
  build blangko_proto blangko_grpc
  left=${#files[@]}
  for file in "${files[@]}"; do
    [ $((SECONDS - started)) -lt "$CLANG_TIDY_SECONDS" ] || { skip clang-tidy "$left files not reached"; return; }
    check "clang-tidy $file" clang-tidy -p "$BUILD" --quiet "$file"
    left=$((left - 1))
  done
}
