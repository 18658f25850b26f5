#!/usr/bin/env bash
# How fast and how good the learners are: criterion for the native core, then the built wasm in Chromium beside its peers. A run takes
# about half an hour; SIZES="10000" ROUNDS=1 YDF=0 CSV_MB=10 makes it short, CRITERION=0 leaves the native benches out. A whole run is
# written to docs/BENCHMARKS.md, a shorter one into the target folder only.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

say() { printf '%s\n' "bench: $*"; }

folder=${CARGO_TARGET_DIR:-target}/bench
site=$folder/site
python=.setup/bench-python/bin/python

need_python_peers() {
  if cmp -s benches/peers/requirements.txt .setup/bench-python/installed; then return; fi
  say "installing scikit-learn and LightGBM into .setup/, because the learners are put beside them."
  python3 -m venv .setup/bench-python
  "$python" -m pip install --quiet --disable-pip-version-check -r benches/peers/requirements.txt
  cp benches/peers/requirements.txt .setup/bench-python/installed
}

# DuckDB is 150 MB of packages: only here, and not among those that every build installs.
need_npm_peers() {
  local wanted
  wanted=$(sha256sum benches/peers/package-lock.json .npmrc | sha256sum)
  if [ "$(cat .setup/bench-npm/installed 2>/dev/null)" = "$wanted" ]; then return; fi
  say "installing duckdb-wasm into .setup/, because the reading of files is put beside it."
  mkdir -p .setup/bench-npm
  cp .npmrc benches/peers/package.json benches/peers/package-lock.json .setup/bench-npm/
  npm ci --prefix .setup/bench-npm --no-fund --no-audit --loglevel=error
  printf '%s\n' "$wanted" > .setup/bench-npm/installed
}

# engine_flag NAME: what index.html says of the engine's wasm, so that what is measured is built as what is shipped.
engine_flag() {
  tr '\n' ' ' < index.html | grep -o '<link[^>]*data-bin="engine"[^>]*>' | grep -o "$1=\"[^\"]*\"" | cut -d'"' -f2
}

build_wasm() {
  local profile features
  profile=$(engine_flag data-cargo-profile-release)
  features=$(engine_flag data-wasm-opt-params)
  with_wasm cargo build --quiet --locked --profile "$profile" --features bench --bin bench --target wasm32-unknown-unknown
  wasm-bindgen --target web --no-typescript --out-dir "$site" "${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/$profile/bench.wasm"
  # shellcheck disable=SC2086
  wasm-opt "-O${WASM_OPT:-$(engine_flag data-wasm-opt)}" $features "$site/bench_bg.wasm" -o "$site/bench_bg.wasm"
  cargo build --quiet --locked --profile "$profile" --features bench --bin bench
  native=${CARGO_TARGET_DIR:-target}/$profile/bench
}

scripts/setup.sh
need_python_peers
need_npm_peers
mkdir -p "$site"
say "building: the engine's code natively and for the browser."
build_wasm
cp benches/peers/site/* node_modules/papaparse/papaparse.min.js node_modules/jszip/dist/jszip.min.js node_modules/ydf-training/dist/training.* "$site"
duckdb=.setup/bench-npm/node_modules/@duckdb/duckdb-wasm/dist
cp "$duckdb/duckdb-eh.wasm" "$duckdb/duckdb-browser-eh.worker.js" "$site"
NODE_PATH=.setup/bench-npm/node_modules esbuild benches/peers/site/duckdb-worker.js --bundle --format=esm --log-level=warning \
  --allow-overwrite --outfile="$site/duckdb-worker.js"

if [ "${CRITERION:-1}" != 0 ]; then cargo bench --locked --bench '*'; fi
node benches/peers/measure.mjs "$folder" "$python" "$native"
node benches/peers/report.mjs "$folder"
