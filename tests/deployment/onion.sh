#!/bin/sh
# config/onion/health.sh: has Tor look Chorus up again when its address changes, and only then. Stand-ins for Tor and for names.
set -eu
scratch=$(mktemp -d)
tor=
end() {
    [ -z "$tor" ] || kill "$tor" 2>/dev/null || :
    rm -rf "$scratch"
}
trap end EXIT
fail() { echo "onion.sh: $*" >&2; exit 1; }

mkdir "$scratch/bin" "$scratch/onion"
printf '#!/bin/sh\ncat "%s/address"\n' "$scratch" >"$scratch/bin/getent"
chmod +x "$scratch/bin/getent"
: >"$scratch/reloads"
# Whoever runs this may ignore hangups (nohup), and a shell cannot trap what it was told to ignore.
env --default-signal=HUP sh -c 'trap "echo again >>\"$1/reloads\"" HUP; trap ": >\"$1/seen\"" USR1; : >"$1/ready"; while :; do sleep 0.05; done' tor "$scratch" &
tor=$!
while [ ! -e "$scratch/ready" ]; do sleep 0.05; done
health() {
    PATH=$scratch/bin:$PATH CHORUS_STATE=$scratch/state CHORUS_TOR=$tor CHORUS_ONION=$scratch/onion \
        sh config/onion/health.sh 2>/dev/null
}
# Of two signals that wait, a shell sees the one with the smaller number first: what was sent before is counted once this is seen.
reloads() {
    rm -f "$scratch/seen"
    kill -USR1 "$tor"
    while [ ! -e "$scratch/seen" ]; do sleep 0.05; done
    [ "$(wc -l <"$scratch/reloads")" -eq "$1" ] || fail "Tor read its settings $(wc -l <"$scratch/reloads") times, not $1"
}

! health || fail 'healthy though Chorus cannot be found'
echo 127.0.0.2 >"$scratch/address"
! health || fail 'healthy without an onion address'
echo example.onion >"$scratch/onion/hostname"
health || fail 'not healthy'
reloads 1
echo 127.0.0.3 >"$scratch/address"
health || fail 'not healthy at another address'
reloads 2
