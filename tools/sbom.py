"""The bill of materials: ``python -m tools.sbom FILE`` writes CycloneDX 1.6 as JSON.

Made of the lock files alone, so that the same lock gives the same bytes: no time, no random number
(the serial number is a hash of the content), no path of this machine.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.files import write_atomically
from tools.licences import Licence, licences

_SPDX = re.compile(r"^[A-Za-z0-9.+()-]+( (AND|OR|WITH) [A-Za-z0-9.+()-]+)*$")
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://cyclonedx.org/schema/bom-1.6")


def sbom(found: Sequence[Licence]) -> dict[str, Any]:
    components = [_component(one) for one in found]
    told = json.dumps(components, sort_keys=True).encode()
    main = {
        "type": "application", "bom-ref": "vanban", "name": "vanban", "version": __version__,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }  # fmt: skip
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_SPACE, hashlib.sha256(told).hexdigest())}",
        "version": 1,
        "metadata": {"component": main},
        "components": components,
        "dependencies": [
            {"ref": "vanban", "dependsOn": [c["bom-ref"] for c in components if _shipped(c)]}
        ],
    }


def _component(one: Licence) -> dict[str, Any]:
    purl = f"pkg:pypi/{one.pin.name}@{one.pin.version}"
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": one.pin.name,
        "version": one.pin.version,
        "purl": purl,
        "scope": "required" if one.runtime else "excluded",
        # Of the files that may be installed, one for each system.
        "hashes": [{"alg": "SHA-256", "content": h.partition(":")[2]} for h in one.pin.hashes],
    }
    if one.text:
        spdx = _SPDX.match(one.text) and " " in one.text
        made["licenses"] = [{"expression": one.text}] if spdx else [{"license": {"name": one.text}}]
    return made


def _shipped(component: dict[str, Any]) -> bool:
    return bool(component["scope"] == "required")


def as_json(found: Sequence[Licence]) -> bytes:
    return (json.dumps(sbom(found), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    found = licences()
    write_atomically(Path(arguments[0]), as_json(found))
    print(f"{arguments[0]}: {len(found)} components", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
