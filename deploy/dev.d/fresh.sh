# fresh [--dir DIR] [--keep] [--cold]  proves both README commands in a bare Debian 12 made by debootstrap
#
# Every finished step is a line in DIR/results; a second call for the same commit goes on where the first
# stopped. The bare system has its own mounts and processes, which end with the command. Two things are kept
# from one proof to the next: the tarball of the bare system, and the compiler's cache unless --cold is given.
. deploy/dev.d/packages.bash
. deploy/dev.d/results.bash

FRESH_SUITE=bookworm
FRESH_HOME=/root

cmd_fresh() {
  FRESH_DIR=${TMPDIR:-/tmp}/blangko-fresh FRESH_KEEP= FRESH_COLD=
  fresh_options "$@"
  [ "$EUID" -eq 0 ] || refuse "fresh makes a system of its own with debootstrap; run it as root"
  install_lists fresh
  begin_fresh
  fresh_step base make_base
  fresh_step host-settings copy_host_settings
  fresh_step git inside / "apt-get -qq update && apt-get -qq install --no-install-recommends git >/dev/null"
  fresh_step clone clone_head
  fresh_step run inside /blangko "./dev run --cards 300"
  fresh_step test inside /blangko "./dev test"
  close_fresh
}

fresh_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --dir) FRESH_DIR=$(readlink -m "${2:?--dir needs a folder}"); shift ;;
      --json) JSON=$(readlink -f "${2:?--json needs a file}"); shift ;;
      --keep) FRESH_KEEP=yes ;;
      --cold) FRESH_COLD=yes ;;
      *) refuse "fresh: unknown option '$1'" ;;
    esac
    shift
  done
}

# Another commit, or a system that is gone, begins with a bare one again.
begin_fresh() {
  local commit
  commit=$(git rev-parse HEAD)
  [ -z "$(git status --porcelain)" ] || say "uncommitted changes are not part of this proof"
  if [ "$(cat "$FRESH_DIR/commit" 2>/dev/null)" != "$commit" ] || [ ! -d "$FRESH_DIR/system" ]; then
    rm -rf --one-file-system "$FRESH_DIR/system" "$FRESH_DIR/results" "$FRESH_DIR/logs"
  fi
  [ -z "$FRESH_COLD" ] || rm -rf --one-file-system "$FRESH_DIR/ccache"
  mkdir -p "$FRESH_DIR/logs" "$FRESH_DIR/ccache"
  echo "$commit" >"$FRESH_DIR/commit"
  touch "$FRESH_DIR/results"
  say "proving $commit; results in $FRESH_DIR/results, output in $FRESH_DIR/logs"
}

# fresh_step NAME COMMAND...: skipped when it is already among the results; the first failure ends the proof.
fresh_step() {
  local name=$1 start=$EPOCHREALTIME
  shift
  ! grep -q "^ok $name " "$FRESH_DIR/results" || { say "$name: done before"; return; }
  say "$name: running, see $FRESH_DIR/logs/$name.log"
  # A subshell of its own keeps "set -e" alive inside of the step.
  ("$@") >"$FRESH_DIR/logs/$name.log" 2>&1 </dev/null &
  if wait $!; then
    echo "ok $name $(seconds_since "$start")" >>"$FRESH_DIR/results"
  else
    echo "FAILED $name $(seconds_since "$start")" >>"$FRESH_DIR/results"
    tail -n 40 "$FRESH_DIR/logs/$name.log" >&2
    close_fresh
    exit 1
  fi
}

close_fresh() {
  local result name seconds
  while read -r result name seconds; do
    record "$result" "fresh-$name" "$seconds"
  done < <(tac "$FRESH_DIR/results" | awk '!seen[$2]++' | tac)
  close_results || return 1
  [ -n "$FRESH_KEEP" ] || rm -rf --one-file-system "$FRESH_DIR/system"
}

# "URI SUITE" of each Debian archive that this machine itself uses: no address is written down anywhere.
host_archives() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v suite="$FRESH_SUITE" '$2 ~ "^" suite && $3 == "main" { print $1, $2 }' | sort -u
}

make_base() {
  local mirror tarball=$FRESH_DIR/$FRESH_SUITE.tar
  if [ ! -f "$tarball" ]; then
    mirror=$(host_archives | awk -v suite="$FRESH_SUITE" '$2 == suite { print $1; exit }')
    [ -n "$mirror" ] || refuse "this machine's apt sources name no archive of Debian $FRESH_SUITE"
    rm -rf --one-file-system "$FRESH_DIR/base"
    debootstrap --variant=minbase "$FRESH_SUITE" "$FRESH_DIR/base" "$mirror"
    tar -C "$FRESH_DIR/base" -cf "$tarball.new" .
    mv "$tarball.new" "$tarball"
    rm -rf --one-file-system "$FRESH_DIR/base"
  fi
  rm -rf --one-file-system "$FRESH_DIR/system"
  mkdir -p "$FRESH_DIR/system"
  tar -C "$FRESH_DIR/system" -xpf "$tarball"
}

# What a machine at this place is told by its administrator: names, archives, proxies, certificates.
copy_host_settings() {
  local system=$FRESH_DIR/system bundle=/etc/ssl/certs/ca-certificates.crt
  cp -L /etc/resolv.conf /etc/hosts "$system/etc/"
  host_archives | awk '{ print "deb", $1, $2, "main" }' >"$system/etc/apt/sources.list"
  apt-config dump | grep -E '^Acquire::(https?::|Check-)' >"$system/etc/apt/apt.conf.d/90host" || true
  mkdir -p "$system/etc/host" "$system$FRESH_HOME/.cache/ccache"
  [ ! -f "$bundle" ] || cp -L "$bundle" "$system/etc/host/certificates.pem"
  host_environment >"$system/etc/host/environment"
}

# Proxies and the npm registry as this machine has them. Only names and addresses, nothing secret.
host_environment() {
  local name value
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    [ -z "${!name:-}" ] || printf 'export %s=%q\n' "$name" "${!name}"
  done
  [ ! -f /etc/ssl/certs/ca-certificates.crt ] ||
    printf 'export %s=/etc/host/certificates.pem\n' NODE_EXTRA_CA_CERTS SSL_CERT_FILE npm_config_cafile
  command -v npm >/dev/null || return 0
  for name in registry proxy https-proxy; do
    value=$(npm config get "$name" 2>/dev/null)
    [ "$value" = null ] || printf 'export npm_config_%s=%q\n' "${name//-/_}" "$value"
  done
}

clone_head() {
  git bundle create "$FRESH_DIR/system/blangko.bundle" HEAD
  inside / "rm -rf blangko && git clone -q blangko.bundle blangko && rm blangko.bundle"
}

# inside DIR COMMAND: runs it in the bare system as its only user, with mounts and processes that end with it.
inside() {
  ROOT_OF=$FRESH_DIR/system CACHE_OF=$FRESH_DIR/ccache HOME_OF=$FRESH_HOME unshare --mount --pid --fork --kill-child bash -euc '
    mount --make-rprivate /
    mount -t proc proc "$ROOT_OF/proc"
    mount --rbind /dev "$ROOT_OF/dev"
    mount --bind "$CACHE_OF" "$ROOT_OF$HOME_OF/.cache/ccache"
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME="$HOME_OF" LANG=C.UTF-8 \
      TERM=dumb DEBIAN_FRONTEND=noninteractive \
      chroot "$ROOT_OF" bash -c ". /etc/host/environment; cd $0; $1"' "$1" "$2"
}
