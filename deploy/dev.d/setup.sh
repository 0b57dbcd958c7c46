# setup                              installs the missing Debian and npm packages, and only those
. deploy/dev.d/packages.bash

cmd_setup() {
  [ $# -eq 0 ] || refuse "setup takes no arguments"
  setup_for build test
  say "everything is installed"
}

# setup_for LIST...: what a build needs, and the named lists of deploy/packages.
setup_for() {
  install_lists "$@"
  install_npm
}
