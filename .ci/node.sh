# shellcheck shell=bash
# Node.js: whatever the machine has if it is new enough; else Debian's, which is too old for Vite but can fetch the official
# build, as npm carries it.

oldest_node=20.19.0
own_node_package=node-linux-$([[ $(uname -m) == aarch64 ]] && echo arm64 || echo x64)
own_node_version=20.20.2
own_node_bin=build/node/node_modules/$own_node_package/bin

node_is_new_enough() {
  local version
  command -v npm >/dev/null || return 1
  version=$(node --version 2>/dev/null) || return 1
  [[ $(printf '%s\n' "$oldest_node" "${version#v}" | sort -V | head -n 1) == "$oldest_node" ]]
}

# Puts the Node.js of this project first in PATH, for the calling shell, if there is one.
use_own_node() {
  if [[ -x $own_node_bin/node ]]; then PATH=$PWD/$own_node_bin:$PATH; fi
}

install_node() {
  use_own_node
  if node_is_new_enough; then return; fi
  if ! command -v npm >/dev/null; then
    as_root apt-get update
    apt_install nodejs npm
  fi
  if node_is_new_enough; then return; fi
  say "Node.js $(node --version) is too old, $oldest_node is needed: fetching $own_node_version into build/node"
  mkdir -p build/node
  npm --prefix build/node install --no-save "$own_node_package@$own_node_version"
  use_own_node
  if ! node_is_new_enough; then
    echo "No Node.js of at least $oldest_node could be installed; please install one." >&2
    return 1
  fi
}
