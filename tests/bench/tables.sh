# shellcheck shell=bash
# Turns the results into Markdown.

# median KEY SERVER COLUMN: of all rounds.
median() {
  awk -v key="$1" -v server="$2" -v column="$3" '$1 == key && $2 == server { print $(column + 2) }' "$results" |
    sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

# ratio A B: with two digits.
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

thousands() { awk -v n="$1" 'BEGIN { printf "%.1f k", n / 1000 }'; }

rate_row() {
  local server=$1 words=$2 cells='' in_flight rate
  for in_flight in 1 16; do
    rate=$(median "rate-$in_flight" "$server" 1)
    cells+=" $(thousands "$rate") | $(ratio "$(median "rate-$in_flight" regard 1)" "$rate") |"
  done
  printf '| %s |%s\n' "$words" "$cells"
}

print_rates() {
  cat <<'TABLE'
Acknowledged events a second, 100 clients, 200 bytes. *Ratio* is Regard's rate divided by the line's.

| | one in flight | ratio | 16 in flight | ratio |
| --- | ---: | ---: | ---: | ---: |
TABLE
  rate_row regard "**Regard**: committed, chained, indexed"
  rate_row echo "bare Beast echo: nothing kept"
  rate_row sqlite "raw SQLite: 100 or 1,600 rows a commit, no network"
  rate_row redis "Redis stream, \`appendfsync always\`"
  rate_row postgres "PostgreSQL INSERT, one transaction a turn"
}

delay_row() {
  local server=$1 words=$2 cells='' column
  for column in 1 2 3 4; do cells+=" $(median delay "$server" "$column") |"; done
  printf '| %s |%s\n' "$words" "$cells"
}

print_delays() {
  printf '\nDelay at 1,000 events a second, in microseconds.\n\n'
  printf '| | acknowledged p50 | p99 | at two observers p50 | p99 |\n| --- | ---: | ---: | ---: | ---: |\n'
  delay_row regard "**Regard**"
  delay_row redis "Redis, XREAD BLOCK"
  delay_row fdatasync "bare fdatasync of 4 KiB"
  printf '\nRegard acknowledges in %s times a bare fdatasync (p50).\n' \
    "$(ratio "$(median delay regard 1)" "$(median delay fdatasync 1)")"
}

print_commits() {
  local column cells=()
  for column in 1 2 3 4 5; do cells+=("$(median commit store "$column")"); done
  printf '\nA commit of 100 events takes %s us (p50), %s us (p99); one that a checkpoint was in the way of, %s us (p50), %s us\n' \
    "${cells[@]:0:4}"
  printf '(p99; %s of 5,000 commits).\n' "${cells[4]}"
}

print_tables() {
  printf '\n### Measured on %s, %s\n\n' "$(date +%Y-%m-%d)" "$(sed -n 's/^model name\t: //p' /proc/cpuinfo | head -n 1)"
  printf 'Medians of %s runs of %s ms; server on one core, load generator on another.\n\n' "$rounds" "$duration_ms"
  print_rates
  print_delays
  print_commits
  printf '\nMemory of an idle connection, of %s: Regard %s bytes, bare Beast echo %s bytes.\n' "$idle_connections" \
    "$(median idle regard 1)" "$(median idle echo 1)"
}
