# shellcheck shell=bash
# Sourced after environment.sh by the commands that check pages: the tools that are packages of npm.
# They stand in var/tools, each in the version named here, and are no part of the project.

TOOLS_HOME="$PWD/var/tools"
AXE=axe-core@4.14.1
NU=vnu-jar@26.9.27
# shellcheck disable=SC2034 # script/quality installs it
LIGHTHOUSE=lighthouse@12.8.2

install_tools() {
  # This will install the packages named, unless they are there in these versions.
  local wanted=() tool
  for tool in "$@"; do
    [ "$(cat "$TOOLS_HOME/${tool%@*}.version" 2>/dev/null)" = "$tool" ] || wanted+=("$tool")
  done
  [ "${#wanted[@]}" = 0 ] && return
  command -v npm >/dev/null || install_packages npm
  mkdir -p "$TOOLS_HOME"
  echo "Installing ${wanted[*]} …"
  # The folder is the tools' own: what else is there stays, and no script of a package runs.
  npm install --prefix "$TOOLS_HOME" --no-audit --no-fund --no-package-lock --ignore-scripts \
    --loglevel error "${wanted[@]}"
  for tool in "${wanted[@]}"; do
    echo "$tool" >"$TOOLS_HOME/${tool%@*}.version"
  done
}

install_checkers() {
  # This will install what the browser tests check pages with.
  command -v java >/dev/null || install_packages default-jre-headless
  install_tools "$AXE" "$NU"
}
