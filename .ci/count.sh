# shellcheck shell=bash
# Each prints "PASSED FAILED" as the named tool reported it in its log; "0 0" if it did not get that far.

count_none() { echo 0 0; }

# "97% tests passed, 2 tests failed out of 60"
count_ctest() {
  awk '/ tests? failed out of [0-9]+$/ { failed = $(NF - 5); total = $NF } END { print total - failed, failed + 0 }' "$1"
}

# "      Tests  1 failed | 41 passed (42)"
count_vitest() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
    $1 == "Tests" { for (i = 2; i < NF; ++i) count[$(i + 1)] = $i }
    END { print count["passed"] + 0, count["failed"] + 0 }'
}

# node --test: "# pass 12", "# fail 1", "# cancelled 0" (or with another sign in front)
count_node_tests() {
  awk '
    NF == 3 && $2 == "pass" { passed += $3 }
    NF == 3 && ($2 == "fail" || $2 == "cancelled") { failed += $3 }
    END { print passed + 0, failed + 0 }' "$1"
}
