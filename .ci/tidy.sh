# shellcheck shell=bash
# clang-tidy over our own sources. A source is checked again only when it, a header of ours that it includes, the
# checks or the way it is compiled has changed: build/tidy-cache holds one empty file for each clean state.

tidy_cache=build/tidy-cache

own_sources() {
  find gateway observer storage tests -name node_modules -prune -o -name '*.[ch]pp' -print | sort
}

# The compiled ones among them, absolute.
compiled_sources() {
  local files
  files=$(sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' build/compile_commands.json)
  grep -E "^$PWD/(gateway|observer|storage|tests)/" <<<"$files" | sort -u
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

# Prints "KEY SOURCE" for each compiled source; the key stands for everything that its verdict depends on.
tidy_keys() {
  local rules source headers
  rules=$({ clang-tidy-19 --version; cat .clang-tidy tests/.clang-tidy CMakeLists.txt; } | sha256sum)
  headers=$(own_headers)
  while read -r source; do
    printf '%s %s\n' "$(
      {
        printf '%s' "$rules"
        awk -v source="$source" '$1 == source { print $2 }' <<<"$headers" | sort -u | xargs -r sha256sum
        sha256sum "$source"
      } | sha256sum | cut -d ' ' -f 1
    )" "$source"
  done
}

tidy_one() {
  [[ -e $tidy_cache/$1 ]] && return
  echo "checking ${2#"$PWD"/}"
  clang-tidy-19 -p build --quiet --warnings-as-errors='*' "$2" 2>&1 || return 1
  touch "$tidy_cache/$1"
}

tidy_all() {
  mkdir -p "$tidy_cache"
  export -f tidy_one
  export tidy_cache
  # shellcheck disable=SC2016  # the inner shell expands them
  compiled_sources | tidy_keys | xargs -P "$jobs" -L 1 bash -c 'tidy_one "$1" "$2"' tidy
}
