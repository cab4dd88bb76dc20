# shellcheck shell=bash
# Sourced after environment.sh by the commands that run a real server for development and tests.
# Each server lives in a folder of its own with `pid`, `port` and `log`, listens on 127.0.0.1 only,
# and never runs as root.

SERVER_USER=directory-servers

servers_home() {
  # This will print the folder of the servers: var/servers, or one that their user can reach.
  if [ "$(id -u)" = 0 ] && ! runuser -u nobody -- test -x "$PWD"; then
    echo "/var/tmp/directory-servers-$(pwd | cksum | cut -d ' ' -f 1)"
  else
    echo "$PWD/var/servers"
  fi
}

as_server_user() {
  # This will run a command as an ordinary user: this one, or where this is root one made for it.
  if [ "$(id -u)" = 0 ]; then
    (cd "$SERVER_HOME" && runuser -u "$SERVER_USER" -- "$@")
  else
    (cd "$SERVER_HOME" && "$@")
  fi
}

prepare_home() {
  # This will make the server's folder and give it to the user that will run there.
  mkdir -p "$SERVER_HOME"
  if [ "$(id -u)" = 0 ]; then
    id "$SERVER_USER" >/dev/null 2>&1 \
      || useradd --system --no-create-home --shell /usr/sbin/nologin "$SERVER_USER"
    chown -R "$SERVER_USER" "$SERVER_HOME"
  fi
}

free_port() {
  # This will print a port of 127.0.0.1 that is free now.
  "$(find_python)" -c 'import socket
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    print(probe.getsockname()[1])'
}

is_running() {
  # This will tell whether the server whose process id was kept still runs.
  [ -s "$SERVER_HOME/pid" ] && kill -0 "$(head -n 1 "$SERVER_HOME/pid")" 2>/dev/null
}

wait_for() {
  # This will wait up to $1 seconds until the rest of its arguments succeed as a command.
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$until" ]; then
      return 1
    fi
    sleep 0.5
  done
}

end_process() {
  # This will end the server, and wait until it is gone.
  local pid
  is_running || { rm -f "$SERVER_HOME/pid"; return 0; }
  pid="$(head -n 1 "$SERVER_HOME/pid")"
  kill "$pid"
  wait_for 20 is_gone "$pid" || kill -9 "$pid"
  rm -f "$SERVER_HOME/pid"
}

is_gone() {
  ! kill -0 "$1" 2>/dev/null
}

fail() {
  # This will end with a message and the last lines of one of the server's logs.
  echo "$1" >&2
  tail -n 20 "$SERVER_HOME/$2" >&2 || true
  exit 1
}
