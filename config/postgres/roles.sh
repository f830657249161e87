#!/bin/sh
# Makes the roles and schemas of Chorus when the database is first started. psql reads the passwords from their files itself, since
# whoever lists processes can read a command line.
set -eu
secrets=${CHORUS_SECRETS:-/run/secrets}
script=${TMPDIR:-/tmp}/roles.psql
{
    for room in accounts issuance collection sealed; do
        file=$secrets/database_$room
        [ -s "$file" ] && [ -r "$file" ] || { echo "roles.sh: $file is missing, empty or not to be read" >&2; exit 1; }
        printf '\\set %s_password `cat %s`\n' "$room" "$file"
    done
    printf '\\i %s\n' "${CHORUS_ROLES:-/etc/chorus/postgres.sql}"
} >"$script"
# A statement that fails would be logged with its password.
export PGOPTIONS='-clog_min_error_statement=panic -clog_statement=none'
psql --no-psqlrc --no-password --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --file "$script"
rm "$script"
