"""A running service for the API's fuzzer: staff of every role, and waves in every state. It knows Chorus by its command line and its
API alone, and speaks RFC 9578 by itself, as a second implementation would."""

import base64
import hashlib
import json
import os
import subprocess
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

# The days of a programme's waves; all ask the same.
DAYS = ["2026-01-10", "2026-03-10", "2026-06-10", "2026-09-10"]


class Service:
    """`chorus serve` on a free port, with a data folder that goes with it."""

    def __init__(self, program):
        self.program = program
        self.folder = tempfile.TemporaryDirectory(prefix="chorus-fuzz-")
        self.data = Path(self.folder.name, "data")
        self.log = Path(self.folder.name, "log").open("wb")
        arguments = [program, "serve", "--listen", "127.0.0.1:0", "--data-dir", self.data]
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=self.log, env=plain(), text=True)
        line = self.process.stdout.readline()
        if not line.startswith("Listening on "):
            raise SystemExit(f"the service did not start: {line}{self.said()}")
        self.url = line.removeprefix("Listening on ").strip()

    def said(self):
        return Path(self.folder.name, "log").read_text()

    def stop(self):
        """Ends it, and says whether it was still well."""
        well = self.process.poll() is None
        self.process.terminate()
        return self.process.wait(timeout=30) == 0 and well

    def account(self, name, role):
        arguments = [self.program, "account", "create", name, "--role", role, "--data-dir", self.data]
        made = subprocess.run(arguments, check=True, capture_output=True, text=True, env=plain())
        return made.stdout.strip().splitlines()[-1]

    def call(self, method, path, key=None, body=None, media="application/json"):
        headers = {"Content-Type": media} | ({"Authorization": key} if key else {})
        request = urllib.request.Request(f"{self.url}/api/v1/{path}", body, headers, method=method)
        with urllib.request.urlopen(request) as reply:
            return reply.read()


def plain():
    """The environment without settings of Chorus."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CHORUS_")}


class Organiser:
    """Sets programmes up."""

    def __init__(self, service):
        self.service = service
        self.bearer = "Bearer " + service.account("setting-up", "organiser,evaluator")

    def create(self):
        """A programme, and its waves in order."""
        document = json.loads(Path(__file__).with_name("programme.json").read_text())
        [wave] = document["waves"]
        document["waves"] = [{**wave, "title": day, "date": day} for day in DAYS]
        reply = self.service.call("POST", "programmes", self.bearer, json.dumps(document).encode())
        created = json.loads(reply)
        return created["id"], [wave["id"] for wave in created["waves"]]

    def change(self, wave, what):
        self.service.call("POST", f"waves/{wave}/{what}", self.bearer, b"")

    def codes(self, wave, people):
        roster = "contact\n" + "".join(f"person-{at}@example.org\n" for at in range(people))
        links = self.service.call("POST", f"waves/{wave}/invitations", self.bearer, roster.encode(), "text/csv")
        return links.decode(), [line.split("#")[1].split(",")[0] for line in links.decode().splitlines()[1:]]

    def answer(self, wave, links, rows):
        """Has everybody answer, each by their own link."""
        folder = Path(self.service.folder.name)
        (folder / "links.csv").write_text(links)
        (folder / "answers.csv").write_text(rows)
        arguments = [self.service.program, "replay", "--server", self.service.url, "--wave", wave]
        files = ["--links", folder / "links.csv", "--answers", folder / "answers.csv"]
        run = subprocess.run(arguments + files, capture_output=True, env=plain(), text=True)
        if run.returncode:
            raise SystemExit(f"nobody could answer: {run.stderr}")


def answers(people):
    """Rows of answers in which every group has enough."""
    rows = ["shift,site,talk,barriers,rating"]
    for at in range(people):
        shift, site = ("day", "night")[at % 2], ("north", "south")[at // 2 % 2]
        rows.append(f"{shift},{site},{('no', 'maybe', 'yes')[at % 3]},{('cost', 'cost;time')[at % 2]},{at % 11}")
    return "\n".join(rows) + "\n"


def token(service, wave, code):
    """A token of a wave, asked for with an invitation. Nobody is to be hidden here, so that nothing is blinded: the blind is 1."""
    public = json.loads(service.call("GET", f"waves/{wave}"))
    manifest = public["manifest"]
    key = unpadded(manifest["token_public_key"])
    issuer, context = manifest["issuer"].encode(), unpadded(public["manifest_hash"])
    challenge = b"\0\2" + len(issuer).to_bytes(2, "big") + issuer + b"\x20" + context + b"\0\0"
    message = b"\0\2" + os.urandom(32) + hashlib.sha256(challenge).digest() + hashlib.sha256(key).digest()
    request = b"\0\2" + hashlib.sha256(key).digest()[-1:] + pss_encoded(message)
    path, media = f"waves/{wave}/token-request", "application/private-token-request"
    signature = service.call("POST", path, f"Invitation {code}", request, media)
    return base64.urlsafe_b64encode(message + signature).decode()


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def pss_encoded(message):
    """EMSA-PSS (RFC 8017, section 9.1.1) with SHA-384 and a salt of 48 bytes, for a modulus of 2048 bits."""
    salt = os.urandom(48)
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = bytes(158) + b"\1" + salt
    mask = b"".join(hashlib.sha384(digest + at.to_bytes(4, "big")).digest() for at in range(5))
    masked = bytearray(a ^ b for a, b in zip(block, mask))
    masked[0] &= 0x7F
    return bytes(masked) + digest + b"\xbc"
