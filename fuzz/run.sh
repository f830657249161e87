#!/bin/sh
# Fuzzes what is read from outside. It needs a nightly compiler and cargo-fuzz.
#   sh fuzz/run.sh                    the same tries of every target each time, as before each change
#   sh fuzz/run.sh SECONDS [TARGET…]  others each time, for so long; what was found before is tried first
# What breaks a target is left in the target folder, with the command to try it again.
set -eu
cd "$(dirname "$0")/.."

seconds=${1:-}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- token document roster xlsform
target="${CARGO_TARGET_DIR:-$PWD/target}/fuzzing"
unset CARGO_TARGET_DIR
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for name in "$@"; do
    if [ -n "$seconds" ]; then
        corpus="$target/corpus/$name"
        limit="-max_total_time=$seconds"
    else
        # A quarter of a minute on two old cores.
        case $name in
        token) tries=500000 ;;
        document) tries=5000 ;;
        roster) tries=30000 ;;
        *) tries=1500 ;;
        esac
        corpus="$scratch/$name"
        limit="-runs=$tries -seed=20260101"
    fi
    mkdir -p "$corpus" "$target/artifacts/$name"
    dictionary=
    [ ! -f "fuzz/dictionaries/$name.dict" ] || dictionary="-dict=fuzz/dictionaries/$name.dict"
    # What takes half a minute or a gigabyte is a fault too.
    cargo +nightly fuzz run --codegen-units 16 --target-dir "$target/build" "$name" "$corpus" "fuzz/seeds/$name" -- \
        $limit -timeout=30 -rss_limit_mb=1024 -max_len=16384 -print_final_stats=1 $dictionary \
        -artifact_prefix="$target/artifacts/$name/"
done
