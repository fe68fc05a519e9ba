# shellcheck shell=bash disable=SC2034  # the lists are for whoever sources this file
# Every Debian package that the project uses, named here and nowhere else, and their installation.

# To build and serve. Boost is apart: see install_boost.
build_packages=(
  ca-certificates
  clang-19 lld-19 g++          # g++ brings libstdc++ 12; its own coroutines are miscompiled, so clang compiles
  cmake ninja-build ccache pkg-config
  libsodium-dev libargon2-dev libzxcvbn-dev libsqlite3-dev libmimalloc-dev zlib1g-dev libicu-dev libssl-dev libcurl4-openssl-dev
  libprotobuf-dev protobuf-compiler
  nlohmann-json3-dev libyaml-cpp-dev libwebsocketpp-dev
  libspdlog-dev libfmt-dev libcli11-dev
  catch2                       # header only; here so that ./run and ./test share one build folder
)
test_packages=(clang-tidy-19 clang-format-19 libclang-rt-19-dev shellcheck chromium)
bench_packages=(redis-server postgresql util-linux curl)

boost_package=libboost1.81-dev

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "Packages are missing; run this as root, or install sudo: $*" >&2
    return 1
  fi
}

# Prints those of the named packages that are not installed.
missing_packages() {
  local installed
  # dpkg-query fails when it does not know one of the names: that one is missing.
  installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii  *//p') || true
  comm -23 <(printf '%s\n' "$@" | sort -u) <(sort -u <<<"$installed")
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# Boost 1.81 conflicts with the headers of 1.74, Debian's default: apt has to be allowed to remove those, and only here.
install_boost() {
  if dpkg-query -W -f='${db:Status-Abbrev}' libboost1.74-dev 2>/dev/null | grep -q '^ii'; then
    say "libboost1.74-dev is installed and conflicts with $boost_package: apt replaces it"
  fi
  apt_install "$boost_package"
}

# install_packages NAME...: installs what is missing; asks apt for nothing when all is there.
install_packages() {
  local missing=() boost_missing=()
  mapfile -t missing < <(missing_packages "$@")
  mapfile -t boost_missing < <(missing_packages "$boost_package")
  if ((${#missing[@]} + ${#boost_missing[@]} == 0)); then return; fi
  as_root apt-get update
  if ((${#missing[@]})); then apt_install --no-remove "${missing[@]}"; fi
  if ((${#boost_missing[@]})); then install_boost; fi
}
