#!/bin/sh
# Everything that must hold before a change lands. Installs what it can, names what it cannot, stops at the first failure.
set -eu
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }
missing() { printf 'tests/run.sh: %s\n' "$*" >&2; exit 1; }

say 'Tools'
command -v cargo >/dev/null || missing 'install Rust 1.94 or newer with rustup: https://rustup.rs'
cargo fmt --version >/dev/null 2>&1 || missing 'run: rustup component add rustfmt'
cargo clippy --version >/dev/null 2>&1 || missing 'run: rustup component add clippy'
command -v node >/dev/null && command -v npm >/dev/null || missing 'install Node.js 20.19 or newer, with npm'
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    missing 'Node.js is older than 20.19; install a newer one'
for tool in cc make perl; do
    command -v $tool >/dev/null || missing "install $tool (a C compiler, make and perl build OpenSSL and SQLite)"
done
if [ -z "${CHROMIUM:-}" ]; then
    CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
fi
if [ -z "$CHROMIUM" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium
        CHROMIUM=$(command -v chromium)
    else
        missing 'install Chromium (Debian: apt-get install chromium), or set CHROMIUM to its path'
    fi
fi
export CHROMIUM
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        # For its programs: the tests start a cluster of their own.
        apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql
    else
        missing 'install PostgreSQL 15 or newer (Debian: apt-get install postgresql)'
    fi
fi
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv
    else
        missing 'install Python 3.11 or newer with venv (Debian: apt-get install python3-venv)'
    fi
fi
# What printed letters are read back with, and fonts for Arabic and Chinese.
if ! command -v pdftotext >/dev/null || ! command -v pdftoppm >/dev/null || ! fc-list :lang=ar | grep -q . ||
    ! fc-list :lang=zh-cn | grep -q .; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq &&
            apt-get install -y -qq --no-install-recommends poppler-utils fontconfig fonts-hosny-amiri fonts-wqy-microhei
    else
        missing 'install poppler-utils and fonts for Arabic and Chinese (Debian: poppler-utils fontconfig fonts-hosny-amiri fonts-wqy-microhei)'
    fi
fi
# What the deployment's settings are tried with. Debian keeps Tor where only root looks.
PATH=$PATH:/usr/sbin
for tool in caddy tor; do
    if ! command -v $tool >/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq && apt-get install -y -qq --no-install-recommends $tool
        else
            missing "install $tool (Debian: apt-get install $tool)"
        fi
    fi
done
# What sets the clock of a service that is tested.
if ! ls /usr/lib/*/faketime/libfaketime.so.1 >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq --no-install-recommends libfaketime
    else
        missing 'install libfaketime (Debian: apt-get install libfaketime)'
    fi
fi
command -v psql >/dev/null || missing 'install psql (Debian: apt-get install postgresql-client)'
cargo deny --version >/dev/null 2>&1 || cargo install --locked --quiet cargo-deny@0.20.2

say 'Formatting'
cargo fmt --all --check
cargo fmt --manifest-path fuzz/Cargo.toml --check

say 'Dependencies: licences, sources, bans'
cargo deny --log-level error check licenses bans sources
say 'Dependencies: advisories'
if cargo deny --log-level error fetch db; then
    cargo deny --log-level error check advisories
else
    echo 'NOT CHECKED: the RustSec advisory database cannot be reached from here.'
fi

say 'Dependencies: advisories of npm'
npm_audit() {
    if told=$(npm --prefix web audit --json "$@" 2>/dev/null); then
        echo "npm audit${*:+ $*}: nothing found"
    elif printf '%s' "$told" | grep -q auditReportVersion; then
        npm --prefix web audit "$@"
    else
        echo "NOT CHECKED (npm audit${*:+ $*}): the npm registry tells no advisories to this machine."
    fi
}
npm_audit --omit=dev
npm_audit

say 'Front end: install, types, formatting, unit tests, build'
npm --prefix web ci --no-audit --no-fund
npm --prefix web run format:check
npm --prefix web run check
npm --prefix web test
# Into a folder named in full, as a release build does.
npm --prefix web run build -- --outDir "$PWD/web/dist" --emptyOutDir

say 'Clippy'
cargo clippy --workspace --all-targets --locked -- -D warnings

target="${CARGO_TARGET_DIR:-$PWD/target}"
say 'Bill of materials'
cargo cyclonedx --version >/dev/null 2>&1 || cargo install --locked --quiet cargo-cyclonedx@0.5.9
sh tests/sbom/make.sh "$target/sbom"
python3 tests/sbom/check.py "$target/sbom"

say 'Readers of other makers, in Python'
[ -x "$target/readers/bin/python" ] || python3 -m venv "$target/readers"
"$target/readers/bin/pip" install --quiet --disable-pip-version-check -r tests/readers/requirements.txt

say 'Deployment files'
sh tests/deployment/check.sh "$target/readers/bin/python"

say 'Tests'
READERS_PYTHON="$target/readers/bin/python" cargo test --workspace --locked

say 'Formats: what readers of other makers make of them'
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
cargo run --quiet --locked -p chorus-interchange --example corpus -- "$corpus" 100 demo/training.yaml demo/osmi_2014.yaml
"$target/readers/bin/python" tests/readers/pyxform_reads.py "$corpus"
"$target/readers/bin/python" tests/readers/results_read.py "$target/tmp/formats"
"$target/readers/bin/python" tests/readers/change_read.py "$target/tmp/formats-change"
CORPUS="$corpus" FORMATS="$target/tmp/formats" npm --prefix web run test:interchange

say 'The API against its own description'
[ -x "$target/fuzz/bin/python" ] || python3 -m venv "$target/fuzz"
"$target/fuzz/bin/pip" install --quiet --disable-pip-version-check -r tests/fuzz/requirements.txt
CHORUS_BIN="$target/debug/chorus" "$target/fuzz/bin/python" tests/fuzz/api.py

say 'Fuzzing what is read from outside'
if ! cargo +nightly --version >/dev/null 2>&1; then
    echo 'NOT RUN: there is no nightly compiler; run: rustup toolchain install nightly --profile minimal'
elif ! cargo fuzz --version >/dev/null 2>&1 && ! cargo install --locked --quiet cargo-fuzz@0.13.2; then
    echo 'NOT RUN: cargo-fuzz cannot be installed here.'
else
    sh fuzz/run.sh
fi

say 'Browser tests'
CHORUS_BIN="$target/debug/chorus" npm --prefix web run test:browser

say 'Everything passed'
