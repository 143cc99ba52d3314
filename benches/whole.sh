#!/usr/bin/env bash
# Times whole processes beside the limit program (examples/limit.rs), in turn,
# and prints the medians of the ratios: wall and CPU.
#
# usage: benches/whole.sh FOLDER [ROUNDS]
# FOLDER holds Markdown posts; 215 and 10,000 files are made out of them.
set -euo pipefail
cd "$(dirname "$0")/.."
posts=$(cd "${1:-fixtures}" && pwd) rounds=${2:-7}
cargo build --quiet --release --bin eventlint --example limit
python3 benches/whole.py target/release/eventlint target/release/examples/limit "$posts" "$rounds"
