# shellcheck shell=bash
# Builds the C++ programs and the pages; what did not change is not built again.

# A unit with Beast coroutines takes up to 2 GB to compile, so more jobs than this need more memory than most machines have.
max_jobs=2
jobs=$(nproc)
((jobs <= max_jobs)) || jobs=$max_jobs

# build_cpp FOLDER "CMAKE OPTIONS" TARGET...
build_cpp() {
  local folder=$1 options=()
  read -ra options <<<"$2"
  shift 2
  # Later changes to the CMake files make ninja configure again by itself.
  if [[ ! -f $folder/build.ninja ]]; then
    cmake -S . -B "$folder" -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "${options[@]}"
  fi
  # Another checkout of the project beside this one, the copy of --mutate for example, finds what this one compiled.
  CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 ninja -C "$folder" -j "$jobs" "$@"
}

# One hash over the named files and folders, without what npm and the code generators put there.
content_hash() {
  find "$@" \( -name node_modules -o -name dist -o -name gen -o -name artefacts \) -prune -o -type f -print0 |
    sort -z | xargs -0 sha256sum | sha256sum
}

# unless_unchanged STAMP HASH COMMAND...: runs the command if the hash is not the one of its last success.
unless_unchanged() {
  local stamp=build/stamps/$1 hash=$2
  shift 2
  if [[ -f $stamp && $(<"$stamp") == "$hash" ]]; then return; fi
  "$@"
  mkdir -p build/stamps
  printf '%s' "$hash" >"$stamp"
}

# install_npm FOLDER: exactly what the folder's package-lock.json says.
install_npm() {
  local folder=$1
  [[ -d $folder/node_modules ]] || rm -f "build/stamps/npm-${folder//\//-}"
  unless_unchanged "npm-${folder//\//-}" "$(content_hash "$folder/package-lock.json")" npm --prefix "$folder" ci
}

build_web() {
  install_npm web
  [[ -f web/dist/index.html ]] || rm -f build/stamps/web
  unless_unchanged web "$(content_hash web proto)" npm --prefix web run build
}
