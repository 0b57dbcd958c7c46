# build [--preset P] [TARGET...]     builds; presets: release (default), dev, asan, tsan
. deploy/dev.d/setup.sh

cmd_build() {
  parse_options "$@"
  setup_for build
  build "${ARGS[@]}"
}

configure() {
  [ -f "$BUILD/build.ninja" ] && return
  say "configuring $BUILD"
  cmake --preset "$PRESET"
}

# build [TARGET...]: everything when no target is named. A changed CMakeLists.txt reconfigures by itself.
build() {
  configure >&2
  say "building $BUILD: ${*:-everything}"
  cmake --build --preset "$PRESET" -j "$BUILD_JOBS" ${1:+--target "$@"} >&2
}
