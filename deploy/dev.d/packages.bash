# Installs what is missing, and only that: Debian packages by the lists in deploy/packages,
# and the pinned npm packages of package-lock.json. With nothing missing both return at once.

# Prints the packages of the named lists that are not installed.
missing_packages() {
  local wanted
  wanted=$(cd deploy/packages && sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@" | sort -u)
  comm -23 <(echo "$wanted") \
    <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | sed -n 's/^installed //p' | sort -u)
}

as_root() {
  if [ "$EUID" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo --preserve-env=DEBIAN_FRONTEND "$@"
  else
    refuse "Debian packages are missing; run './dev setup' as root (or with password-less sudo) to install them"
  fi
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive as_root apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" </dev/null
}

# apt_install WORD PACKAGE...: installs exactly these; WORD says what for.
apt_install() {
  local what=$1
  shift
  say "installing $# Debian packages ($what): $*"
  [ -n "${APT_UPDATED:-}" ] || apt_get -qq update
  APT_UPDATED=yes
  apt_get -qq install --no-install-recommends "$@" >/dev/null
}

# install_lists LIST...: names are files of deploy/packages without their ending.
install_lists() {
  local missing
  missing=$(missing_packages "${@/%/.txt}")
  [ -z "$missing" ] || apt_install "$*" $missing
}

# npm itself may be of any age: it only unpacks what the lock file names.
install_npm() {
  cmp -s package-lock.json node_modules/.blangko-lock && return
  command -v npm >/dev/null || apt_install npm nodejs npm
  say "installing the pinned npm packages"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.blangko-lock
}
