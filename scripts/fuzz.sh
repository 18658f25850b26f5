#!/usr/bin/env bash
# Runs each fuzz target for FUZZ_SECONDS (600): `scripts/fuzz.sh [TARGET …]`. The stable compiler serves: its own coverage passes are
# switched on with RUSTC_BOOTSTRAP, and no sanitizer is used, since there is no unsafe code to watch.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

seconds=${FUZZ_SECONDS:-600}
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(reader numbers dates)
suites=${CONFORMANCE:-../shared/conformance}

if ! cargo fuzz --version >/dev/null 2>&1; then
  echo "fuzz: compiling cargo-fuzz into .setup/, once."
  env -u CARGO_TARGET_DIR -u RUSTFLAGS cargo install --quiet --debug cargo-fuzz --version 0.13.1 --root .setup --force
fi
export PATH="$PWD/.setup/bin:$PATH" RUSTC_BOOTSTRAP=1

# The first inputs: the small files of others, where they are, and this repository's own.
seed() {
  mkdir -p "fuzz/corpus/$1"
  find tests/fixtures ${suites:+"$suites/csv-suite"} -type f -size -32k \( -name '*.csv' -o -name '*.tsv' -o -name '*.txt' \) 2>/dev/null |
    while read -r file; do
      # The reader's inputs begin with three bytes that choose options: none said, whole pieces.
      { [ "$1" = reader ] && printf '\377\016\377'; cat "$file"; } > "fuzz/corpus/$1/$(printf '%s' "$file" | cksum | cut -d' ' -f1)" || true
    done
}

for target in "${targets[@]}"; do
  seed "$target"
  echo "fuzz: $target for $seconds s"
  cargo fuzz run --sanitizer none "$target" "fuzz/corpus/$target" -- \
    -max_total_time="$seconds" -max_len=16384 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=1
done
echo "fuzz: ${#targets[@]} targets, no crash."
