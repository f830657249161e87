"""Checks that the two lists of tests/sbom/make.sh are CycloneDX, speak of this service, name what it plainly has, and nothing twice.

Usage: python tests/sbom/check.py FOLDER"""

import json
import sys
from pathlib import Path

EXPECTED = {
    "chorus.cdx.json": ("chorus", ["actix-web", "chorus-token", "libsqlite3-sys", "openssl", "sea-orm", "utoipa"]),
    "chorus-web.cdx.json": ("web", ["@cloudflare/blindrsa-ts", "@fluent/bundle", "@noble/ed25519", "svelte", "vite"]),
}


def main(folder):
    for file, (name, components) in EXPECTED.items():
        list_ = json.loads((folder / file).read_text())
        assert list_["bomFormat"] == "CycloneDX" and list_["specVersion"] == "1.5", file
        assert list_["metadata"]["component"]["name"] == name, list_["metadata"]["component"]
        found = [component["name"] for component in list_["components"]]
        assert not (missing := set(components) - set(found)), f"{file} lacks {missing}"
        nameless = [component for component in list_["components"] if not component.get("version")]
        assert not nameless, f"{file}: without a version: {nameless[:3]}"
        urls = [component["purl"] for component in list_["components"]]
        assert len(set(urls)) == len(urls), f"{file} names something twice"
        print(f"{file}: {len(found)} components")


main(Path(sys.argv[1]))
