# shellcheck shell=bash
# Sourced after environment.sh by the commands that check pages: the tools that are packages of npm.
# They stand in var/tools, each in the version named here, and are no part of the project.

TOOLS_HOME="$PWD/var/tools"
AXE=axe-core@4.14.1
NU=vnu-jar@26.9.27
# shellcheck disable=SC2034 # script/quality installs it
LIGHTHOUSE=lighthouse@12.8.2
# shellcheck disable=SC2034 # script/fonts installs them
FONTS=(@fontsource-variable/instrument-sans@5.3.0 @fontsource-variable/familjen-grotesk@5.3.0)

version_file() {
  # This will print where the installed version of a tool is written down.
  local name="${1%@*}"
  echo "$TOOLS_HOME/${name//\//+}.version"
}

install_tools() {
  # This will install the packages named, unless they are there in these versions.
  local wanted=() tool
  for tool in "$@"; do
    [ "$(cat "$(version_file "$tool")" 2>/dev/null)" = "$tool" ] || wanted+=("$tool")
  done
  [ "${#wanted[@]}" = 0 ] && return
  command -v npm >/dev/null || install_packages npm
  mkdir -p "$TOOLS_HOME"
  echo "Installing ${wanted[*]} …"
  # The folder is the tools' own: what else is there stays, and no script of a package runs.
  npm install --prefix "$TOOLS_HOME" --no-audit --no-fund --no-package-lock --ignore-scripts \
    --loglevel error "${wanted[@]}"
  for tool in "${wanted[@]}"; do
    echo "$tool" >"$(version_file "$tool")"
  done
}

install_checkers() {
  # This will install what the browser tests check pages with.
  command -v java >/dev/null || install_packages default-jre-headless
  install_tools "$AXE" "$NU"
}
