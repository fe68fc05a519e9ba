# shellcheck shell=bash
# Steps: each is announced, timed, and keeps its long output in build/log/.

log_dir=build/log

# Words for the person at the terminal, also from inside a step, whose own output goes to its log.
exec {terminal}>&1
say() { printf 'regard: %s\n' "$*" >&"$terminal"; }

die() {
  printf 'regard: failed: %s\n' "$*" >&2
  exit 1
}

log_of() { printf '%s/%s.log' "$log_dir" "${1// /-}"; }

# run_logged NAME COMMAND...: sets `status` and `duration_s`. Never call it in a condition: bash would then ignore
# every failing line of the command but the last.
run_logged() {
  local name=$1 started_s=$SECONDS
  shift
  mkdir -p "$log_dir"
  printf 'regard: %-22s ' "$name"
  set +e
  (
    set -e
    "$@"
  ) >"$(log_of "$name")" 2>&1 </dev/null
  status=$?
  set -e
  duration_s=$((SECONDS - started_s))
  if ((status == 0)); then
    printf 'done, %d s\n' "$duration_s"
  else
    printf 'FAILED, %d s\n' "$duration_s"
  fi
}

# Without what ctest says of the tests that pass: in a long list it would push out what a failing one said.
show_log_tail() {
  local log
  log=$(log_of "$1")
  printf -- '--- the end of %s\n' "$log" >&2
  grep --text --invert-match --extended-regexp '^ +Start +[0-9]+:|  Passed +[0-9.]+ sec$' "$log" | tail -n 60 >&2 || true
  printf -- '---\n' >&2
}

# step NAME COMMAND...: for what cannot be done without; a failure ends the script and names the step.
step() {
  run_logged "$@"
  if ((status != 0)); then
    show_log_tail "$1"
    die "$1"
  fi
}
