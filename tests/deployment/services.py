"""docker-compose.yml: no service has a right that it does not need, only the proxy is reached from outside, and no secret lies open."""

import re

from files import ROOT, Faults, compose, text

# A service may have no key that gives back what it should not have.
FORBIDDEN = ["cap_add", "privileged", "network_mode", "pid", "ipc", "userns_mode", "devices", "env_file", "extra_hosts", "expose"]
# Decision 0006: what the server must be told.
FORGETTING = {"archive_mode": "off", "wal_recycle": "off", "wal_keep_size": "0", "log_checkpoints": "off",
              "track_commit_timestamp": "off", "max_wal_senders": "0", "max_replication_slots": "0"}
PERSISTENT = {"chorus": "/data", "postgres": "/var/lib/postgresql/data", "proxy": "/data", "onion": "/var/lib/tor"}
ROOMS = ["accounts", "issuance", "collection", "sealed"]

faults = Faults("docker-compose.yml")
file = compose()
services = file["services"]
faults.unless(set(services) == set(PERSISTENT), f"services are {sorted(services)}")

for name, service in services.items():
    def holds(condition: bool, fault: str) -> None:
        faults.unless(condition, f"{name}: {fault}")

    holds(service.get("cap_drop") == ["ALL"], "keeps capabilities")
    holds(service.get("read_only") is True, "may write to its root")
    holds("no-new-privileges:true" in service.get("security_opt", []), "may gain privileges")
    holds("/tmp" in service.get("tmpfs", []), "has no /tmp in memory")
    holds(service.get("ulimits", {}).get("core") == 0, "may leave core dumps")
    holds(service.get("restart") == "unless-stopped", "is not started again")
    for key in FORBIDDEN:
        holds(key not in service, f"has {key}")

    options = service.get("logging", {}).get("options", {})
    holds(service.get("logging", {}).get("driver") == "json-file", "logs elsewhere")
    holds(options.get("max-size") == "1m" and options.get("max-file") == "1", "keeps long logs")

    test = service.get("healthcheck", {}).get("test", [])
    holds(test[:1] == ["CMD"] and len(test) > 1 and not service["healthcheck"].get("disable"), "has no health check")
    holds(bool(service.get("ports")) == (name == "proxy"), "only the proxy publishes ports, and it does")
    holds((service.get("profiles") == ["onion"]) == (name == "onion"), "only the onion service waits to be asked for")

    # The image's user, or one named here; images.py looks into ours.
    holds("build" in service or service.get("user") not in (None, "root", "0"), "runs as root")
    holds(service.get("user") not in ("root", "0", 0), "runs as root")
    if "image" in service:
        holds(re.search(r":\d", service["image"]) is not None, "has an image without a version")

    volumes = [volume.split(":") for volume in service.get("volumes", [])]
    for source, target, *mode in volumes:
        if source.startswith("."):
            holds(mode == ["ro"], f"may write to {source}")
            holds((ROOT / source).is_file(), f"{source} does not exist")
        else:
            holds(source in file["volumes"], f"{source} is no volume of this file")
    kept = [target for source, target, *_ in volumes if not source.startswith(".")]
    holds(kept == [PERSISTENT.get(name)], f"keeps {kept}")

    for key, value in service.get("environment", {}).items():
        secret = re.search(r"PASSWORD|SECRET|KEY|TOKEN|DATABASE", key) and not key.endswith("_FILE")
        holds(not secret, f"{key} can be read by `docker inspect`")
    words = " ".join(map(str, [service.get("command"), service.get("environment")]))
    holds(not re.search(r"://[^/\s]*:[^/\s]*@|password\s*=", words), "has a password inline")
    for secret in service.get("secrets", []):
        holds(secret in file["secrets"], f"{secret} is no secret of this file")

faults.unless(all(secret.get("file") == f"secrets/{name}" for name, secret in file["secrets"].items()),
              "a secret lies elsewhere than in secrets/")
faults.unless(services["chorus"]["command"] == ["chorus", "serve", "--config", "/run/secrets/chorus.toml"],
              "chorus: does not read its settings from the secret")
faults.unless(services["chorus"]["healthcheck"]["test"] == ["CMD", "chorus", "health"], "chorus: another health check")
faults.unless(services["chorus"]["secrets"] == ["chorus.toml"], "chorus: reads more than its own settings")
faults.unless(services["postgres"]["secrets"] == [f"database_{room}" for room in ["superuser", *ROOMS]],
              "postgres: does not get the five passwords")
faults.unless(not any("secrets" in services[name] for name in ("proxy", "onion")), "proxy or onion: gets a secret")

flags = dict(flag.removeprefix("-c").split("=") for flag in services["postgres"]["command"][1:])
faults.unless(services["postgres"]["command"][0] == "postgres" and flags == FORGETTING, f"postgres: is told {flags}")

members = {network: {name for name, service in services.items() if network in service["networks"]} for network in file["networks"]}
faults.unless(members == {"web": {"chorus", "proxy", "onion"}, "database": {"chorus", "postgres"}}, f"networks join {members}")
faults.unless((file["networks"]["database"] or {}).get("internal") is True, "the database's network reaches outside")
faults.unless(services["proxy"]["ports"] == ["80:8080", "443:8443"], "proxy: publishes other ports")

# Neither the repository nor an image may take in what make-secrets.sh made.
for ignored in (".gitignore", ".dockerignore"):
    lines = [line.strip("/") for line in text(ignored).splitlines()]
    faults.unless("secrets" in lines and ".env" in lines, f"{ignored} does not leave out secrets and .env")

faults.end(f"{len(services)} services have no right that they do not need.")
