#!/bin/sh
# Makes the passwords and keys that docker-compose.yml hands to the services, once: sh config/make-secrets.sh [FOLDER]
set -eu
umask 077
folder=${1:-$(dirname "$0")/../secrets}
folder=${folder%/}
if [ -e "$folder" ]; then
    echo "make-secrets.sh: $folder is there already. What it holds cannot be made again, so it stays as it is." >&2
    exit 1
fi

# Made aside and put in place whole, so that half a set is never taken for one.
aside=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$aside"' EXIT
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

random >"$aside/database_superuser"
{
    echo '# Settings of the service: config/default.toml explains them. Add [mail], [openid] and [[help]] at the end.'
    printf 'secret = "%s"\n\n[database]\n' "$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n')"
    for room in accounts issuance collection sealed; do
        password=$(random)
        printf '%s' "$password" >"$aside/database_$room"
        printf '%s = "postgres://chorus_%s:%s@postgres/chorus"\n' "$room" "$room" "$password"
    done
} >"$aside/chorus.toml"

# A container sees these files with the owner and the mode that they have here, and its user is another than yours. So it is the
# folder that keeps everybody else on this machine out, and each container is handed only its own files.
chmod 0644 "$aside"/*
mv "$aside" "$folder"
trap - EXIT
echo "Made $folder. Keep a copy of chorus.toml where the database is not: without its secret, open waves can hand out no tokens."
