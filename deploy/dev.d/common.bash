# Shared by every ./dev command: messages, options, package installation, results.
# Sourced by ./dev with the repository as the current directory.

PRESET=release
JSON=
ARGS=()
BUILD_JOBS=2
export PATH="$ROOT/node_modules/.bin:$PATH"
# Objects are compiled with paths relative to the build folder, so a second checkout finds what the first compiled.
export CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1

say() { printf '== %s\n' "$*" >&2; }

# Ends the command because it was asked for something it cannot do.
refuse() {
  printf 'dev: %s\n' "$*" >&2
  exit 2
}

# Splits "--preset P" and "--json FILE" from the other arguments, which go to ARGS.
parse_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --preset) PRESET=${2:?--preset needs a name}; shift ;;
      --json) JSON=$(readlink -f "${2:?--json needs a file}"); shift ;;
      *) ARGS+=("$1") ;;
    esac
    shift
  done
  case $PRESET in
    release | dev | asan | tsan) ;;
    *) refuse "unknown preset '$PRESET'; want release, dev, asan or tsan" ;;
  esac
  BUILD=build/$PRESET
}

# The comment at the head of a command's file: nothing is installed or built for it.
help_of() {
  printf 'usage: ./dev '
  sed -n '/^#/!q;s/^# \{0,1\}//p' "$1"
}

later() { refuse "'$1' arrives with a later release; there is nothing to run yet"; }

# Seconds since $1 (a value of EPOCHREALTIME), with one decimal.
seconds_since() { awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }'; }
