# shellcheck shell=bash
# clang-tidy over our own sources. A source is checked again only when it, a header of ours that it includes, the
# checks or the way it is compiled has changed: build/tidy/clean holds one empty file for each clean state.
#
# Three quarters of a check go into the headers of the libraries, so sources that are compiled alike are checked
# together, as one source that includes them. A batch that is not clean, if only because two of its sources use one
# name, is checked again in halves, down to the single source, whose verdict counts.

tidy_folder=build/tidy
tidy_clean=$tidy_folder/clean
# Larger ones gain little, need more memory and clash more often.
tidy_batch_sources=10

own_sources() {
  find gateway observer storage tests -name node_modules -prune -o -name '*.[ch]pp' -print | sort
}

# Prints "FLAGS SOURCE" for each compiled one among them, absolute; FLAGS are what ninja compiles it with, blanks as '\'.
compiled_sources() {
  awk -v root="$PWD/" '
    $1 == "\"command\":" { command = $0 }
    $1 == "\"file\":" {
      source = $2
      gsub(/[",]/, "", source)
      sub(/ -o .*/, "", command)
      gsub(/ /, "\\", command)
      if (substr(source, 1, length(root)) == root && substr(source, length(root)) ~ /^\/(gateway|observer|storage|tests)\//)
        print command, source
    }' build/compile_commands.json | sort -u -k 2,2
}

# Prints "SOURCE HEADER" for every header of ours that ninja saw the source include.
own_headers() {
  ninja -C build -t deps | awk -v root="$PWD/" '
    function absolute(path) { return path ~ /^\// ? path : root "build/" path }
    /^[^ ]/ { source = ""; next }
    NF == 1 {
      path = absolute($1)
      if (source == "") { source = path; next }
      if (index(path, root) == 1) print source, path
    }'
}

# Prints "FLAGS SOURCE KEY" for each compiled source; the key stands for everything that its verdict depends on.
tidy_keys() {
  local rules flags source headers
  rules=$({ clang-tidy-19 --version; cat .clang-tidy tests/.clang-tidy CMakeLists.txt; } | sha256sum)
  headers=$(own_headers)
  while read -r flags source; do
    printf '%s %s %s\n' "$flags" "$source" "$(
      {
        printf '%s' "$rules"
        awk -v source="$source" '$1 == source { print $2 }' <<<"$headers" | sort -u | xargs -r sha256sum
        sha256sum "$source"
      } | sha256sum | cut -d ' ' -f 1
    )"
  done
}

without_clean() {
  local flags source key
  while read -r flags source key; do
    [[ -e $tidy_clean/$key ]] || printf '%s %s %s\n' "$flags" "$source" "$key"
  done
}

# A line a batch: "SOURCE KEY SOURCE KEY ...".
in_batches() {
  sort -s -k 1,1 | awk -v most="$tidy_batch_sources" '
    NR > 1 && ($1 != flags || in_batch == most) { printf "\n"; in_batch = 0 }
    { printf "%s%s %s", in_batch ? " " : "", $2, $3; flags = $1; in_batch++ }
    END { if (NR) printf "\n" }'
}

# check_together FOLDER SOURCE...: as one source, compiled as the first is. It lies in a folder of its own.
check_together() {
  local folder=$1 first=$2 batch checks=.clang-tidy
  shift
  mkdir -p "$folder"
  folder=$(realpath "$folder")
  batch=$folder/batch.cpp
  [[ $first != "$PWD"/tests/* ]] || checks=tests/.clang-tidy
  printf '#include "%s"  // NOLINT\n' "$@" >"$batch"
  {
    echo '['
    grep -m 1 -B 3 -A 1 -F "\"file\": \"$first\"" build/compile_commands.json | sed "s#$first#$batch#g; s#},#}#"
    echo ']'
  } >"$folder/compile_commands.json"
  clang-tidy-19 -p "$folder" --config-file="$checks" --quiet "$batch" >"$folder/log" 2>&1
}

check_alone() {
  echo "checking ${1#"$PWD"/}"
  clang-tidy-19 -p build --quiet "$1" 2>&1
}

# tidy_batch SOURCE KEY SOURCE KEY...
tidy_batch() {
  local all=("$@") sources=() keys=() half failed=0
  while (($# > 0)); do
    sources+=("$1")
    keys+=("$tidy_clean/$2")
    shift 2
  done
  if ((${#sources[@]} == 1)); then
    check_alone "${sources[0]}" || return 1
  elif check_together "$tidy_folder/batches/$(basename "${keys[0]}")" "${sources[@]}"; then
    printf 'checked %s\n' "${sources[@]#"$PWD"/}"
  else
    half=$((${#sources[@]} / 2 * 2))
    tidy_batch "${all[@]:0:half}" || failed=1
    tidy_batch "${all[@]:half}" || failed=1
    return "$failed"
  fi
  touch "${keys[@]}"
}

tidy_all() {
  rm -rf "$tidy_folder/batches"
  mkdir -p "$tidy_clean"
  export -f tidy_batch check_together check_alone
  export tidy_folder tidy_clean
  # shellcheck disable=SC2016  # the inner shell expands it
  compiled_sources | tidy_keys | without_clean | in_batches | xargs -r -P "$jobs" -L 1 bash -c 'tidy_batch "$@"' tidy
}
