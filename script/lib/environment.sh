# shellcheck shell=bash
# Sourced by every command in script/: leaves the working directory at the project's root and PATH
# with `.venv/bin` in front, made from the lock when it is missing or out of date.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

find_python() {
  # This will print the first Python that is new enough; PYTHON in the environment goes first.
  local candidate
  for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  echo "Python 3.11 or newer is needed; set PYTHON to its path if it is not found by name." >&2
  return 1
}

prepare_environment() {
  # This will make `.venv` hold the locked packages: "run" for the site, "dev" with the test tools.
  local python
  python="$(find_python)"
  "$python" script/lib/environment.py "$1"
  export PATH="$PWD/.venv/bin:$PATH"
  export PYTHONUNBUFFERED=1
  # Container images often forbid bytecode; compiling 2,500 modules at each start costs half of it.
  unset PYTHONDONTWRITEBYTECODE
}

as_root() {
  # This will run a command as root, or say that it cannot.
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo "$@"
  else
    echo "This needs root: $*" >&2
    return 1
  fi
}

install_packages() {
  # This will install Debian packages, quietly unless it fails.
  command -v apt-get >/dev/null || { echo "Install these first: $*" >&2; return 1; }
  local log
  log="$(mktemp)"
  echo "Installing $* …"
  if ! { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "$@"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}
