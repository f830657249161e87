"""config/make-secrets.sh: makes what docker-compose.yml hands out, once, for nobody else to read."""

import base64
import re
import stat
import subprocess
import tempfile
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from files import ROOT, Faults, compose

faults = Faults("config/make-secrets.sh")
ROOMS = ["accounts", "issuance", "collection", "sealed"]


def make(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(["sh", ROOT / "config/make-secrets.sh", folder], capture_output=True, text=True)


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


with tempfile.TemporaryDirectory() as scratch:
    folder, other = Path(scratch, "secrets"), Path(scratch, "other")
    first = make(folder)
    faults.unless(first.returncode == 0, f"fails: {first.stderr}")
    made = contents(folder)
    faults.unless(set(made) == set(compose()["secrets"]), f"makes {sorted(made)}")

    # The folder is what keeps others out. In it the files are open, because the containers' users are others than yours.
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.iterdir()]}
    faults.unless(modes.pop("secrets") == 0o700, "others may look into the folder")
    faults.unless(set(modes.values()) == {0o644}, f"files are {modes}")

    settings = tomllib.loads(made["chorus.toml"])
    secret = settings["secret"]
    faults.unless(len(secret) == 43 and len(base64.urlsafe_b64decode(secret + "=")) == 32, "the secret is not 32 bytes")
    urls = {room: urlsplit(settings["database"][room]) for room in ROOMS}
    faults.unless(set(settings["database"]) == set(ROOMS), "not the four rooms")
    faults.unless([url.username for url in urls.values()] == [f"chorus_{room}" for room in ROOMS], "not four roles")
    faults.unless(all(url.password == made[f"database_{room}"] for room, url in urls.items()), "passwords differ")
    faults.unless({(url.hostname, url.path) for url in urls.values()} == {("postgres", "/chorus")}, "another database")
    passwords = [text for name, text in made.items() if name.startswith("database_")]
    faults.unless(len(set(passwords)) == 5 and all(re.fullmatch(r"[0-9a-f]{48}", text) for text in passwords), "weak passwords")

    second = make(folder)
    faults.unless(second.returncode != 0 and "is there already" in second.stderr, "makes them a second time")
    faults.unless(contents(folder) == made, "changes what is there")
    make(other)
    faults.unless(not set(contents(other).values()) & set(made.values()), "makes the same twice")
    faults.unless({path.name for path in Path(scratch).iterdir()} == {"secrets", "other"}, "leaves something behind")
    for text in made.values():
        faults.unless(text not in first.stdout + first.stderr, "prints a secret")

faults.end("makes six files once, in a folder that nobody else may enter.")
