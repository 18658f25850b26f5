#!/usr/bin/env bash
# Everything that can be checked, from formatting to the built page in a real browser. Each step runs, whatever became of the one before;
# a step that cannot run counts as failed. The last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

n_passed=0
n_failed=0
mkdir -p test-results

count() { n_passed=$((n_passed + $1)); n_failed=$((n_failed + $2)); }

finish() {
  echo
  echo "$n_passed passed, $n_failed failed"
  if [ "$n_failed" = 0 ] && [ "$n_passed" -gt 0 ]; then exit 0; else exit 1; fi
}

# step NAME COMMAND…: one check, passed if the command succeeds.
step() {
  local name=$1 started=$SECONDS
  shift
  echo "── $name"
  if "$@"; then count 1 0; echo "── $name: passed ($((SECONDS - started)) s)"; else count 0 1; echo "── $name: FAILED ($((SECONDS - started)) s)"; fi
}

# Counts every test of cargo's, and builds the examples, one of which the browser tests start; a run that fails without a failed test (it did not compile) is one failure.
native_tests() {
  local log=test-results/cargo-test.log status passed failed
  echo "── native tests"
  cargo test --locked --workspace --features page --no-fail-fast 2>&1 | tee "$log"
  status=$?
  read -r passed failed < <(awk '/^test result: / { passed += $4; failed += $6 } END { print passed + 0, failed + 0 }' "$log")
  if [ "$status" != 0 ] && [ "$failed" = 0 ] || [ "$passed" = 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  count "$passed" "$failed"
}

size_limits() {
  local log=test-results/sizes.log kept missed
  echo "── sizes"
  node scripts/sizes.mjs dist | tee "$log"
  kept=$(grep -c '^size .* ok$' "$log")
  missed=$(grep -c '^size ' "$log")
  missed=$((missed - kept))
  if [ "$kept" = 0 ] && [ "$missed" = 0 ]; then missed=1; fi
  count "$kept" "$missed"
}

browser_tests() {
  local report=test-results/e2e.json passed failed
  echo "── the built page in Chromium"
  rm -f "$report"
  playwright test -c tests/e2e
  # One that passed at its second try counts as passed: Playwright names it as flaky.
  read -r passed failed < <(node -e '
    const { expected, unexpected, flaky } = JSON.parse(require("fs").readFileSync(process.argv[1])).stats;
    console.log(expected + flaky, unexpected);' "$report" || echo 0 1)
  if [ "$passed" = 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  count "$passed" "$failed"
}

if ! scripts/setup.sh; then
  echo "The set-up failed: nothing could be tested."
  count 0 1
  finish
fi

step "formatting" cargo fmt --all --check
step "lints, native" cargo clippy --quiet --locked --workspace --all-targets --all-features -- -D warnings
step "lints, wasm32" with_wasm cargo clippy --quiet --locked --target wasm32-unknown-unknown --all-features --lib --bins -- -D warnings
step "licenses, bans and sources of the dependencies" cargo deny --all-features --log-level error check licenses bans sources
native_tests
rm -rf dist
# The limits on sizes are the next step: they do not keep the page from being tested.
step "the page builds" env SIZES=report scripts/build.sh
size_limits
browser_tests
finish
