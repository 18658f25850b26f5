# Sourced by the other scripts, from the repository's root: which tools are used, at which version, and where they are.

trunk_version=0.21.14                                   # 0.22 wants a newer rustc than most have
wasm_bindgen_version=0.2.130                            # equals wasm-bindgen in Cargo.toml
cargo_deny_version=0.20.2

export PATH="$PWD/.setup/bin:$PWD/node_modules/.bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

# has_version TOOL VERSION: TOOL is there, at VERSION.
has_version() { command -v "$1" >/dev/null && "$1" --version 2>/dev/null | grep -qFw -- "$2"; }

# has_wasm_std [TOOLCHAIN]: the toolchain can compile for wasm32.
has_wasm_std() {
  local libraries
  libraries=$(env ${1:+RUSTUP_TOOLCHAIN="$1"} rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null) || return 1
  compgen -G "$libraries/libstd-*.rlib" >/dev/null
}

# with_wasm COMMAND…: runs it with a toolchain that can compile for wasm32: the person's own, or else Debian's.
with_wasm() {
  if has_wasm_std; then "$@"; else RUSTUP_TOOLCHAIN=debian "$@"; fi
}

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" && return
  done
  return 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}
