# help                               lists the commands

cmd_help() {
  echo "usage: ./dev COMMAND [OPTION...]"
  echo
  sed -s -n '1s/^# /  /p' deploy/dev.d/*.sh
}
