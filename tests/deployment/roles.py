"""config/postgres/roles.sh in a real PostgreSQL, started as docker-compose.yml starts it: the rooms get in with the passwords of
chorus.toml, the server has been told to forget, and no password goes by a command line."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from files import ROOT, Faults, compose

faults = Faults("config/postgres")
service = compose()["services"]["postgres"]
flags = service["command"][1:]
settings = dict(flag.removeprefix("-c").split("=") for flag in flags)

# PostgreSQL refuses to run as root: then it runs as `nobody`. Here its superuser bears the name of its process's user.
root = os.geteuid() == 0
user = "nobody" if root else pwd.getpwuid(os.geteuid()).pw_name
drop = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if root else {}
debian = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None)
programs = debian.parent if debian else Path(shutil.which("initdb")).parent


def run(folder: Path, *words, **options) -> subprocess.CompletedProcess:
    variables = {"PATH": f"{folder}/watched:{programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"} | options.pop("variables", {})
    return subprocess.run([str(word) for word in words], cwd=folder, env=variables, capture_output=True, text=True, **drop, **options)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def ask(url, password: str, sql: str) -> subprocess.CompletedProcess:
    words = ["-X", "-w", "-A", "-t", "-h", "127.0.0.1", "-p", port, "-U", url.username, "-d", url.path[1:], "-c", sql]
    return run(folder, "psql", *words, variables={"PGPASSWORD": password})


def check() -> None:
    secrets = folder / "secrets"
    variables = {"POSTGRES_USER": user, "POSTGRES_DB": "chorus", "PGHOST": str(folder), "PGPORT": str(port),
                 "CHORUS_SECRETS": str(secrets), "CHORUS_ROLES": str(folder / "postgres.sql"), "TMPDIR": str(folder)}
    made = run(folder, "psql", "-X", "-w", "-d", "postgres", "-c", "CREATE DATABASE chorus", variables=variables)
    faults.unless(made.returncode == 0, f"no database: {made.stderr}")

    # A password that is missing must end it: PostgreSQL would take an empty one.
    (secrets / "database_sealed").rename(folder / "aside")
    missing = run(folder, "sh", "roles.sh", variables=variables)
    faults.unless(missing.returncode != 0 and "database_sealed is missing" in missing.stderr, "goes on without a password")
    (folder / "aside").rename(secrets / "database_sealed")

    made = run(folder, "sh", "roles.sh", variables=variables)
    faults.unless(made.returncode == 0, f"roles.sh fails: {made.stderr}")
    words = (folder / "words").read_text()
    faults.unless("--file" in words, "psql was not watched")

    rooms = tomllib.loads((secrets / "chorus.toml").read_text())["database"]
    for room, url in ((room, urlsplit(url)) for room, url in rooms.items()):
        faults.unless(url.password not in words, f"{room}: the password is on a command line")
        inside = ask(url, url.password, "SELECT current_schema(), (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)")
        faults.unless(inside.stdout == f"chorus_{room}|f\n", f"{room}: {inside.stdout}{inside.stderr}")
        outside = ask(url, "wrong", "SELECT 1")
        faults.unless("password authentication failed" in outside.stderr, f"{room}: gets in with another password")
        for name, value in settings.items():
            told = ask(url, url.password, f"SHOW {name}").stdout.strip()
            faults.unless(told == value, f"{name} is {told}, not {value}")
    again = run(folder, "sh", "roles.sh", variables=variables)
    faults.unless(again.returncode != 0 and "already exists" in again.stderr, "makes the roles a second time")
    log = (folder / "log").read_text()
    faults.unless("already exists" in log, "the server's log is not where this test looks")
    faults.unless(not any(urlsplit(url).password in log for url in rooms.values()), "the server logs a password")


# A socket's path may have 107 bytes, and `nobody` must come in.
folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
try:
    subprocess.run(["sh", ROOT / "config/make-secrets.sh", folder / "secrets"], check=True, capture_output=True)
    shutil.copy(ROOT / "config/postgres.sql", folder)
    shutil.copy(ROOT / "config/postgres/roles.sh", folder)
    # Writes down how psql is called, and calls it.
    (folder / "watched").mkdir()
    watched = folder / "watched/psql"
    watched.write_text(f'#!/bin/sh\necho "$@" >>{folder}/words\nPATH={programs}:$PATH exec psql "$@"\n')
    watched.chmod(0o755)
    if root:
        for path in [folder, *folder.rglob("*")]:
            shutil.chown(path, user)
    initialised = run(folder, "initdb", "-D", "data", "-U", user, "--no-sync", *service["environment"]["POSTGRES_INITDB_ARGS"].split())
    faults.unless(initialised.returncode == 0, f"initdb fails: {initialised.stderr}")
    port = free_port()
    options = " ".join([*flags, "-clisten_addresses=127.0.0.1", f"-cport={port}", f"-cunix_socket_directories={folder}", "-cfsync=off"])
    started = run(folder, "pg_ctl", "-D", "data", "-l", "log", "-w", "-o", options, "start", timeout=60)
    faults.unless(started.returncode == 0, f"does not start: {started.stdout}")
    if not faults.found:
        try:
            check()
        finally:
            run(folder, "pg_ctl", "-D", "data", "-m", "immediate", "stop", timeout=60)
finally:
    shutil.rmtree(folder)
faults.end("four roles get in with the passwords made for them, to a server that forgets.")
