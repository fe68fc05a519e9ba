# shellcheck shell=bash
# Node.js: whatever the machine has if it is new enough; else Debian's, which is too old for Vite but can fetch, from npm,
# the pinned official build named in .ci/node/package-lock.json.

oldest_node=20.19.0
own_node=build/node/node_modules/node-linux-$([[ $(uname -m) == aarch64 ]] && echo arm64 || echo x64)/bin

node_is_new_enough() {
  local version
  command -v npm >/dev/null || return 1
  version=$(node --version 2>/dev/null) || return 1
  [[ $(printf '%s\n' "$oldest_node" "${version#v}" | sort -V | head -n 1) == "$oldest_node" ]]
}

# Puts the Node.js of this project first in PATH, for the calling shell, if there is one.
use_own_node() {
  if [[ -x $own_node/node ]]; then PATH=$PWD/$own_node:$PATH; fi
}

install_node() {
  if node_is_new_enough; then return; fi
  if ! command -v npm >/dev/null; then
    as_root apt-get update
    apt_install nodejs npm
  fi
  if node_is_new_enough; then return; fi
  say "Node.js $(node --version) is too old, $oldest_node is needed: fetching a newer one into build/node"
  mkdir -p build/node
  cp .ci/node/package.json .ci/node/package-lock.json build/node/
  npm --prefix build/node ci
  use_own_node
  node_is_new_enough || {
    echo "No Node.js of at least $oldest_node could be installed; please install one." >&2
    return 1
  }
}
