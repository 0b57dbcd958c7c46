# The programs of the release before, built once from its last commit. Sourced by ../downgrade.sh; sets OLD.

build_before() {
  local image release commit tree
  image=$(cd "$ROOT" && ls tests/fixtures/proto/*.json | sort -V | tail -1)
  release=$(basename "$image" .json)
  commit=$(git -C "$ROOT" log -1 --format=%H -- "$image") || commit=
  [ -n "$commit" ] || { echo "downgrade: no history here to build the release before from; give --old DIR" >&2; exit 2; }
  tree=$ROOT/build/before/$release-${commit:0:12}
  OLD=$tree/build/release/bin
  [ -x "$OLD/blangko-station" ] && return
  echo "building release $release, ${commit:0:12}"
  mkdir -p "$tree"
  git -C "$ROOT" archive "$commit" | tar -x -C "$tree"
  "$tree/dev" build blangkod blangko blangko-station
}
