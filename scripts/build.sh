#!/usr/bin/env bash
# Builds the page: `scripts/build.sh` makes dist/, optimized and weighed; `scripts/build.sh --dev` makes dist-dev/ in seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

options=(--release --dist dist)
if [ "${1:-}" = --dev ]; then options=(--dist dist-dev); fi

# Trunk takes NO_COLOR=1, as other tools set it, for a mistake.
with_wasm env -u NO_COLOR trunk --skip-version-check --log warn build "${options[@]}"
