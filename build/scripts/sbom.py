"""A software bill of materials in CycloneDX 1.6, from requirements.lock: the same lock gives the same bytes.

python build/scripts/sbom.py [TARGET]
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>.*)$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(lock: str, version: str) -> dict[str, Any]:
    """The bill for the text of a lock file and the version of this project."""
    components = sorted(map(_component, _pins(lock)), key=lambda c: str(c["purl"]))
    about = {"type": "application", "name": "mingzhang", "version": version, "licenses": [{"license": {"id": "MIT"}}]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**about, "bom-ref": "mingzhang"}},
        "components": components,
        "dependencies": [{"ref": "mingzhang", "dependsOn": [c["bom-ref"] for c in components]}],
    }


def _pins(lock: str) -> list[re.Match[str]]:
    lines = lock.replace("\\\n", " ").splitlines()
    return [match for line in lines if (match := _PIN.match(line))]


def _component(pin: re.Match[str]) -> dict[str, Any]:
    name, version = pin["name"].lower(), pin["version"]
    purl = f"pkg:pypi/{name}@{version}"
    hashes = ",".join(f"sha256:{digest}" for digest in _HASH.findall(pin["rest"]))
    marker = pin["rest"].partition("--hash")[0].strip(" ;")
    properties = [{"name": "mingzhang:accepted-files", "value": hashes}]
    properties += [{"name": "mingzhang:when", "value": marker}] if marker else []
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "properties": properties,
    }


def main() -> None:
    """Writes the bill to TARGET, else to standard output."""
    text = (ROOT / "build" / "mingzhang" / "__init__.py").read_text(encoding="utf-8")
    version = re.search(r'__version__ = "([^"]+)"', text)
    assert version is not None
    made = bill((ROOT / "requirements.lock").read_text(encoding="utf-8"), version[1])
    shown = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    if len(sys.argv) > 1:
        target = Path(sys.argv[1])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(shown, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(shown)


if __name__ == "__main__":
    main()
