"""What the checks of the deployment share."""

import pathlib
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]


def text(path: str) -> str:
    return (ROOT / path).read_text()


def compose() -> dict:
    return yaml.safe_load(text("docker-compose.yml"))


class Faults:
    """Collects what is wrong, so that one run tells everything."""

    def __init__(self, about: str):
        self.about, self.found = about, []

    def unless(self, holds: bool, fault: str) -> None:
        if not holds:
            self.found.append(fault)

    def end(self, fine: str) -> None:
        for fault in self.found:
            print(f"{self.about}: {fault}", file=sys.stderr)
        if self.found:
            sys.exit(1)
        print(f"{self.about}: {fine}")
