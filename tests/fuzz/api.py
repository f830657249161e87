"""Holds the running service against its own OpenAPI document: schemathesis asks everything that the document offers, as nobody, as each
role, and as a respondent with an invitation and with a token, and fails on any answer that the document does not name.

Usage: CHORUS_BIN=target/debug/chorus python tests/fuzz/api.py [FOLDER FOR REPORTS]
With SEED and EXAMPLES (of each call, 10 by default) set it looks elsewhere, or longer."""

import json
import os
import subprocess
import sys
import time
import urllib.error
from pathlib import Path

from service import Organiser, Service, answers, token

SEED = os.environ.get("SEED", "20260101")
# Whose calls are whose, by tag. One's own calls are gone through one constraint after the other and then at random; those of others,
# which are refused before anything is read, a few times at random.
OWN = {
    "nobody": ["respondent", "mail server"],
    "organiser": ["organiser"],
    "evaluator": ["evaluator"],
    "administrator": ["accounts"],
}
EXAMPLES = int(os.environ.get("EXAMPLES", "10"))
EXAMPLES_OF_OTHERS = EXAMPLES // 3
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "missing_required_header",
    "ignored_auth",
]
# Calls that take something away get a programme of their own, so that the others still find what they ask for.
TAKES_AWAY = ["closeWave", "deleteWave", "deleteProgramme", "putProgramme", "openWave", "endPanel"]
# It takes away the very key that asks, so that all later calls would learn nothing but 401. Each key asks it once, at the end.
LAST = "signOut"
KNOWN = {
    "path.instrument": ["phq8", "training-evaluation"],
    "path.series": ["absence", "turnover"],
    "path.name": ["spare"],
    "query.measure": ["openness", "talk", "barriers", "rating", "more"],
    "query.by": ["shift", "site", "region"],
    "query.where": ["shift:day", "region:out"],
    "query.format": ["json", "csv", "json-stat", "xlsx", "frictionless", "html", "pdf"],
    "query.design": ["groups", "pairs", "clusters", "wedge"],
    "query.language": ["en", "de"],
}


def configuration(known, spare):
    """What schemathesis is to know: ids that exist, and what it must leave alone."""
    lines = [f"hooks = {json.dumps(str(Path(__file__).with_name('hooks.py')))}", "[phases.stateful]", "enabled = false"]
    # Which of two faults is told first, a missing header or a wrong body, is not promised.
    lines += ["[checks.missing_required_header]", 'expected-statuses = ["4xx"]']
    # They take the same document as `createProgramme`, whose every constraint is gone through already.
    lines += ["[[operations]]", 'include-operation-id = ["putProgramme", "addWave", "convertQuestionnaire"]']
    lines += ["[operations.phases.coverage]", "enabled = false"]
    # It would learn the names of the accounts by which it asks, and remove them.
    for phase in ["examples", "coverage", "fuzzing"]:
        lines += [f"[phases.{phase}.extra-data-sources]", "responses = false"]
    bound = {"path.wave": known[1], "path.programme": [known[0]], "query.from": known[1], "query.to": known[1]} | KNOWN
    sets = bound | {"spare.wave": spare[1], "spare.programme": spare[0]}
    for name, values in sets.items():
        lines += [f"[dictionaries.{name.replace('.', '-')}]", f"values = {json.dumps(values)}"]
    lines += ["[parameters]"]
    lines += [f'"{name}" = {{ dictionary = "{name.replace(".", "-")}", probability = 0.8 }}' for name in bound]
    lines += ["[[operations]]", f"include-operation-id = {json.dumps(TAKES_AWAY)}", "[operations.parameters]"]
    lines += [f'"path.{name}" = {{ dictionary = "spare-{name}", probability = 0.8 }}' for name in ["wave", "programme"]]
    return "\n".join(lines) + "\n"


def flags(name, values):
    return [part for value in values for part in (name, value)]


def fuzz(service, config, who, authorization, which, thoroughly=True, reports=None):
    """One run over some calls. Says whether nothing was found."""
    arguments = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config), "run"]
    arguments += [f"{service.url}/api/openapi.json", "--checks", ",".join(CHECKS), "--seed", SEED, "--no-color"]
    arguments += ["--max-examples", str(EXAMPLES if thoroughly else EXAMPLES_OF_OTHERS), "--generation-database", "none"]
    arguments += ["--phases", "examples,coverage,fuzzing" if thoroughly else "fuzzing"]
    arguments += ["--continue-on-failure", "--warnings", "off", "--request-timeout", "20", "--suppress-health-check", "all"]
    arguments += ["--header", f"Authorization: {authorization}"] if authorization else []
    arguments += which
    began = time.monotonic()
    run = subprocess.run(arguments, capture_output=True, text=True, cwd=service.folder.name)
    summary = [line.strip() for line in run.stdout.splitlines() if line.strip()[:1].isdigit() and "generated" in line]
    print(f"{who}: {'; '.join(summary)}; {time.monotonic() - began:.0f} s", flush=True)
    if reports:
        Path(reports, f"{who.replace(' ', '-')}.txt").write_text(run.stdout + run.stderr)
    if run.returncode:
        print(run.stdout, run.stderr, sep="\n")
    return run.returncode == 0


def takes_it(service, wave, held):
    """Sees to it that a token is good, by a response that is not: else nothing behind the token would be tried."""
    try:
        service.call("POST", f"waves/{wave}/responses", held, b"{}")
    except urllib.error.HTTPError as refused:
        if refused.code == 422:
            return
    raise SystemExit("the token is not taken")


def main():
    reports = sys.argv[1] if len(sys.argv) > 1 else None
    service = Service(os.environ["CHORUS_BIN"])
    try:
        organiser = Organiser(service)
        programme, waves = organiser.create()
        spares = [organiser.create() for _ in range(3)]
        spare = ([id for id, _ in spares], [wave for _, waves in spares for wave in waves])
        for wave in waves[:2]:
            organiser.change(wave, "open")
            links, _ = organiser.codes(wave, 60)
            organiser.answer(wave, links, answers(60))
            organiser.change(wave, "close")
        organiser.change(waves[2], "open")
        _, (asking, answering) = organiser.codes(waves[2], 2)
        held = f'PrivateToken token="{token(service, waves[2], answering)}"'
        takes_it(service, waves[2], held)
        service.account("spare", "evaluator")
        config = Path(service.folder.name, "schemathesis.toml")
        config.write_text(configuration((programme, waves), spare))

        runs = []
        for who, tags in OWN.items():
            bearer = None if who == "nobody" else "Bearer " + service.account(who, who)
            but_last = ["--exclude-operation-id", LAST]
            runs += [(who, bearer, flags("--include-tag", tags) + but_last)]
            runs += [(f"{who} elsewhere", bearer, flags("--exclude-tag", tags) + but_last, False)]
            # Signing out with a key that is none is no error: what was wished for is so.
            signing_out = flags("--include-operation-id", [LAST]) + flags("--exclude-checks", ["ignored_auth"])
            runs += [(f"{who} signing out", bearer, signing_out)]
        runs += [("invited", f"Invitation {asking}", flags("--include-operation-id", ["requestToken"]))]
        runs += [("with a token", held, flags("--include-operation-id", ["respond"]))]
        good = [fuzz(service, config, *run, reports=reports) for run in runs]
    finally:
        well = service.stop()
    if service.said():
        print("the service logged:", service.said(), sep="\n")
    if not (all(good) and well):
        raise SystemExit("the API does not keep to its document")
    print("The API keeps to its document.")


if __name__ == "__main__":
    main()
