#!/bin/sh
# Writes what the service is made of, as CycloneDX 1.5 in JSON: sh tests/sbom/make.sh FOLDER. It reads lock files, builds nothing, and
# needs cargo-cyclonedx (cargo install --locked cargo-cyclonedx@0.5.9) and npm.
#   FOLDER/chorus.cdx.json       the program and every crate in it
#   FOLDER/chorus-web.cdx.json   the pages and every package that they are built from
set -eu
folder=${1:?usage: sh tests/sbom/make.sh FOLDER}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")/../.."

# It writes a file beside every Cargo.toml; the one of the program has all that the others have.
name=chorus-sbom-$$
trap 'find . -name target -prune -o -name node_modules -prune -o -name "$name.json" -exec rm {} +' EXIT
cargo cyclonedx --quiet --format json --spec-version 1.5 --target all --override-filename "$name"
mv "$name.json" "$folder/chorus.cdx.json"
npm --prefix web sbom --sbom-format cyclonedx --package-lock-only > "$folder/chorus-web.cdx.json"
