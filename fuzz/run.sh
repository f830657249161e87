#!/bin/sh
# Fuzzes every target for so many seconds: sh fuzz/run.sh SECONDS [TARGET…]. It needs a nightly compiler and cargo-fuzz. What was found
# before is kept in the target folder and tried first; what breaks a target is left there, with the command to try it again.
set -eu
cd "$(dirname "$0")/.."

seconds=${1:?usage: sh fuzz/run.sh SECONDS [TARGET…]}
shift
[ $# -gt 0 ] || set -- token document roster xlsform
target="${CARGO_TARGET_DIR:-$PWD/target}/fuzzing"
unset CARGO_TARGET_DIR

for name in "$@"; do
    mkdir -p "$target/corpus/$name" "$target/artifacts/$name"
    dictionary=
    [ ! -f "fuzz/dictionaries/$name.dict" ] || dictionary="-dict=fuzz/dictionaries/$name.dict"
    # What takes half a minute or a gigabyte is a fault too.
    cargo +nightly fuzz run --codegen-units 16 --target-dir "$target/build" "$name" "$target/corpus/$name" "fuzz/seeds/$name" -- \
        -max_total_time="$seconds" -seed=20260101 -timeout=30 -rss_limit_mb=1024 -max_len=16384 -print_final_stats=1 $dictionary \
        -artifact_prefix="$target/artifacts/$name/"
done
