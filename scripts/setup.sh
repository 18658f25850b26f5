#!/usr/bin/env bash
# Brings what building and testing need, each only where it is missing: `scripts/setup.sh [build]`, where `build` leaves out what only
# the tests need. Nothing is changed outside the repository but a Rust target and, where they are missing, Debian packages.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

say() { printf '%s\n' "setup: $*"; }
stop() { printf '%s\n' "setup: $*" >&2; exit 1; }

install_packages() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# install_cargo_tool CRATE VERSION WHY [CARGO OPTION…]: a debug build, which compiles in a third of the time and is fast enough.
install_cargo_tool() {
  local crate=$1 version=$2 why=$3 started=$SECONDS
  shift 3
  say "compiling $crate $version into .setup/: $why. This takes a few minutes, once."
  env -u CARGO_TARGET_DIR -u RUSTFLAGS cargo install --quiet --debug "$crate" --version "$version" --root .setup --force "$@"
  say "$crate is there after $((SECONDS - started)) s."
}

need_basics() {
  command -v rustc >/dev/null && command -v cargo >/dev/null || stop "Rust is missing: install it with rustup first."
  command -v node >/dev/null && command -v npm >/dev/null || stop "Node with npm is missing: install Node 20 or newer first."
  if ! command -v cc >/dev/null; then
    say "installing a C compiler from Debian, because Rust links with it."
    install_packages build-essential
  fi
}

need_wasm_std() {
  if has_wasm_std || has_wasm_std debian; then return; fi
  say "adding the target wasm32-unknown-unknown with rustup, because page and engine are WebAssembly."
  if command -v rustup >/dev/null && rustup target add wasm32-unknown-unknown && has_wasm_std; then return; fi
  say "rustup could not bring it, so Debian's own Rust is installed and its standard library compiled for wasm32."
  scripts/setup_debian_wasm.sh
  has_wasm_std debian || stop "there is no standard library for wasm32: neither rustup nor Debian's packages gave one."
}

need_npm_packages() {
  local wanted
  wanted=$(sha256sum package-lock.json .npmrc | sha256sum)
  if [ -d node_modules ] && [ "$(cat .setup/npm-ci 2>/dev/null)" = "$wanted" ]; then return; fi
  say "installing the npm packages of package-lock.json: wasm-opt, ECharts, esbuild, the typeface and Playwright."
  npm ci --no-fund --no-audit --loglevel=error
  mkdir -p .setup
  printf '%s\n' "$wanted" > .setup/npm-ci
}

need_chromium() {
  if find_chromium >/dev/null; then return; fi
  say "installing Chromium from Debian, because the tests drive the page in a real browser."
  install_packages chromium
}

need_basics
need_wasm_std
has_version wasm-bindgen "$wasm_bindgen_version" ||
  install_cargo_tool wasm-bindgen-cli "$wasm_bindgen_version" "it writes the JavaScript around the WebAssembly, and must equal the wasm-bindgen crate"
has_version trunk "$trunk_version" || install_cargo_tool trunk "$trunk_version" "it builds the page and the engine into dist/" --locked
need_npm_packages
cargo fetch --quiet --locked
if [ "${1:-}" != build ]; then
  has_version cargo-deny "$cargo_deny_version" ||
    install_cargo_tool cargo-deny "$cargo_deny_version" "it checks the licenses and sources of what the project depends on" --locked
  need_chromium
fi
