"""The Dockerfiles: in step with what is built and tested here, all that they copy is there, and nothing runs as root."""

import fnmatch
import json
import re
import subprocess
import tomllib

from files import ROOT, Faults, compose, text

faults = Faults("Dockerfiles")


def instructions(path: str) -> list[list[str]]:
    """The lines of a Dockerfile, each an instruction and what follows."""
    lines = re.sub(r"\\\n\s*", "", text(path)).splitlines()
    return [line.split(maxsplit=1) for line in lines if line.strip() and not line.startswith("#")]


def version(words: str) -> tuple[int, ...]:
    return tuple(int(part) for part in words.split("."))


def follows(tag: str, range_: str) -> bool:
    """Whether the newest version of an image's tag, such as 22 or 22.12, is in a range of npm's, such as ^20.19.0 || >=22.12.0."""
    newest = (*version(tag), 10_000, 10_000)[:3]
    for part in range_.split("||"):
        operator, least = re.fullmatch(r"(\^|>=)(\d+\.\d+\.\d+)", part.strip()).groups()
        if newest >= version(least) and (operator == ">=" or newest[0] == version(least)[0]):
            return True
    return False


def stages(path: str) -> dict[str, str]:
    """The base of each stage, by its name; the last one may have none."""
    bases = {}
    for word, rest in instructions(path):
        if word == "FROM":
            base, _, name = rest.partition(" AS ")
            bases[name] = base
    return bases


def check_copies(path: str, context: str) -> None:
    for word, rest in instructions(path):
        if word not in ("COPY", "ADD"):
            continue
        options = [part for part in rest.split() if part.startswith("--")]
        sources = [part for part in rest.split() if not part.startswith("--")][:-1]
        stage = next((option.removeprefix("--from=") for option in options if option.startswith("--from=")), None)
        if stage is not None:
            faults.unless(stage in stages(path), f"{path}: copies from {stage}, which is no stage")
            continue
        for source in sources:
            faults.unless((ROOT / context / source).exists(), f"{path}: copies {source}, which does not exist")


def check_user(path: str) -> None:
    last = instructions(path)
    last = last[max(index for index, (word, _) in enumerate(last) if word == "FROM"):]
    users = [rest for word, rest in last if word == "USER"]
    faults.unless(bool(users) and users[-1].split(":")[0] not in ("root", "0"), f"{path}: runs as root")


builds = {name: service["build"]["context"] for name, service in compose()["services"].items() if "build" in service}
for context in builds.values():
    dockerfile = f"{context}/Dockerfile".removeprefix("./")
    faults.unless((ROOT / dockerfile).is_file(), f"{dockerfile} does not exist")
    check_copies(dockerfile, context)
    check_user(dockerfile)
    for base in stages(dockerfile).values():
        faults.unless(":" in base and not base.endswith(":latest"), f"{dockerfile}: {base} has no version")

# The program's own image.
rust = re.fullmatch(r"rust:([\d.]+)-\w+", stages("Dockerfile")["build"])
wanted = tomllib.loads(text("Cargo.toml"))["workspace"]["package"]["rust-version"]
faults.unless(rust is not None and (*version(rust[1]), 0)[:3] >= (*version(wanted), 0)[:3], f"Dockerfile: Rust is not {wanted} or newer")
node = re.fullmatch(r"node:([\d.]+)-[\w-]+", stages("Dockerfile")["node"])
wanted = json.loads(text("web/package.json"))["engines"]["node"]
faults.unless(node is not None and follows(node[1], wanted), f"Dockerfile: Node.js is not {wanted}")

BUILD = "cargo build --release --locked"
runs = [rest for word, rest in instructions("Dockerfile") if word == "RUN"]
faults.unless(BUILD in runs, f"Dockerfile: is not built by `{BUILD}`")
faults.unless(re.search(rf"^{BUILD}$", text("README.md"), re.MULTILINE) is not None, f"README.md: does not say `{BUILD}`")

program = next(rest for word, rest in instructions("Dockerfile") if word == "COPY" and "/release/" in rest)
folder = next(rest for word, rest in instructions("Dockerfile") if word == "WORKDIR")
name = tomllib.loads(text("Cargo.toml"))["package"]["default-run"]
faults.unless(f"{folder}/target/release/{name} " in program, "Dockerfile: the program is not where it is built")


def fonts(words: str) -> set[str]:
    return set(re.findall(r"\bfonts-[\w-]+", words))


installs = " ".join(line for line in text("tests/run.sh").splitlines() if "apt-get install -y" in line)
faults.unless(fonts(" ".join(runs)) == fonts(installs) != set(), "Dockerfile: its fonts are not those of tests/run.sh")

# Everything in the repository may be needed to build: .dockerignore leaves out nothing of it.
tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
for pattern in text(".dockerignore").split():
    lost = [path for path in tracked if fnmatch.fnmatch(path, pattern) or fnmatch.fnmatch(path, f"{pattern}/*")]
    faults.unless(not lost, f".dockerignore: {pattern} leaves out {lost[:1]}")

faults.end(f"{len(builds)} images are in step with Cargo.toml, web/package.json and tests/run.sh.")
