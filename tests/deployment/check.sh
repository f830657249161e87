#!/bin/sh
# Everything about docker-compose.yml and what it starts that can be checked without a container engine:
# sh tests/deployment/check.sh PYTHON, with the packages of tests/readers/requirements.txt.
set -eu
cd "$(dirname "$0")/../.."
export PATH="$PATH:/usr/sbin" PYTHONDONTWRITEBYTECODE=1
python=$(command -v "$1")
scratch=$(mktemp -d /tmp/deployment.XXXXXX)
trap 'rm -rf "$scratch"' EXIT

for script in config/*.sh config/*/*.sh tests/*.sh tests/deployment/*.sh; do
    sh -n "$script"
done
"$python" -m check_jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
"$python" tests/deployment/services.py
"$python" tests/deployment/images.py
"$python" tests/deployment/passwords.py
"$python" tests/deployment/roles.py
"$python" tests/deployment/proxy.py

# Tor looks Chorus up by name, which only the containers' network knows, and wants its folders to be its user's own.
mkdir -m 0700 "$scratch/tor"
sed -e "s|/var/lib/tor|$scratch/tor|" -e 's|chorus:8080|127.0.0.1:8080|' config/onion/torrc >"$scratch/torrc"
tor --verify-config --quiet --defaults-torrc /dev/null -f "$scratch/torrc"
sh tests/deployment/onion.sh
echo 'config/onion: Tor takes the settings.'
