#!/usr/bin/env bash
# For machines that rustup's server is closed to: Debian's Rust for the web, and the standard library compiled from its own source for
# wasm32, put where Debian's compiler looks for it. Afterwards rustup knows it as the toolchain "debian". About two minutes, once.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

target=wasm32-unknown-unknown
libraries=/usr/lib/rustlib/$target/lib

as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web
# Its linker is a link to LLVM's, in a package of its own that is named after LLVM's version.
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$(basename "$(readlink /usr/bin/rust-lld)")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/src"
printf '[package]\nname = "std-for-wasm"\nversion = "0.0.0"\nedition = "2021"\n' > "$work/Cargo.toml"
: > "$work/src/lib.rs"

# Bitcode, because the release profiles link across crates.
(cd "$work" && env -u CARGO_TARGET_DIR -u RUSTUP_TOOLCHAIN RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes RUSTC=/usr/bin/rustc \
  /usr/bin/cargo build --release --target "$target" -Zbuild-std=std,panic_abort)

rm -f "$work/target/$target/release/deps/"libstd_for_wasm-*
as_root mkdir -p "$libraries"
as_root find "$libraries" -name '*.rlib' -delete
as_root cp "$work/target/$target/release/deps/"*.rlib "$libraries/"
rustup toolchain link debian /usr

# What was compiled against another standard library does not fit this one.
rm -rf "${CARGO_TARGET_DIR:-target}/$target"
