#!/bin/sh
# Healthy once there is an address and Chorus can be found. Tor looks up Chorus's address only when it reads its settings, so it is
# told to read them again when that has changed.
set -eu
state=${CHORUS_STATE:-/tmp/chorus}
now=$(getent hosts chorus)
if [ "$now" != "$(cat "$state" 2>/dev/null || :)" ]; then
    kill -HUP "${CHORUS_TOR:-1}"
    printf '%s\n' "$now" >"$state"
fi
test -s "${CHORUS_ONION:-/var/lib/tor/chorus}/hostname"
