"""Every locked package with its licence: ``python -m tools.licences``.

Fails where a user's install would take one under the GPL, LGPL, AGPL or SSPL, or one whose licence
nobody knows. What only developers use is listed apart. ``--markdown`` prints a table for people.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata

from tools.locked import Pin, pins, runtime

# What packages do not say in their metadata, or that are not installed on this system; read in
# their own LICENSE files.
KNOWN = {
    "appnope": "BSD-2-Clause", "atheris": "Apache-2.0", "axe-playwright-python": "MIT",
    "colorama": "BSD-3-Clause", "pywin32": "PSF-2.0",
}  # fmt: skip
_FORBIDDEN = re.compile(r"\b(A?GPL|LGPL|SSPL)|GNU (Affero|Lesser|Library|General)", re.I)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Licence:
    pin: Pin
    text: str
    runtime: bool

    @property
    def fault(self) -> str:
        """Why it can't be shipped; empty where it can."""
        if not self.runtime:
            return ""
        if not self.text:
            return "unknown"
        # "MIT OR GPL-2.0": the user may choose.
        choices = re.split(r"\s+OR\s+", self.text)
        return "forbidden" if all(_FORBIDDEN.search(one) for one in choices) else ""


def licence_of(name: str) -> str:
    """As the package says it: an SPDX expression, else its classifiers, else its own words."""
    if name in KNOWN:
        return KNOWN[name]
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    if expression := told.get("License-Expression"):
        return str(expression)
    rows = [c for c in told.get_all("Classifier") or [] if c.startswith("License ::")]
    names = sorted({row.split(" :: ")[-1] for row in rows} - {"OSI Approved"})
    if names:
        return ", ".join(names)
    words = str(told.get("License") or "").strip()
    return (
        words if len(words) <= _LONGEST and "\n" not in words else words.split("\n")[0][:_LONGEST]
    )


def licences() -> list[Licence]:
    """One row a package, by name."""
    taken = runtime()
    return [Licence(pin, licence_of(pin.name), pin.name in taken) for pin in pins()]


def rows(found: Sequence[Licence], *, markdown: bool) -> Iterator[str]:
    if markdown:
        yield "| package | version | licence | for |\n|---|---|---|---|"
    for one in found:
        use = "users" if one.runtime else "developers"
        cells = (one.pin.name, one.pin.version, one.text or "?", use)
        yield f"| {' | '.join(cells)} |" if markdown else "{:<34} {:<14} {:<44} {}".format(*cells)


def main(arguments: Sequence[str]) -> int:
    found = licences()
    for row in rows(found, markdown="--markdown" in arguments):
        print(row)
    faults = [one for one in found if one.fault]
    for one in faults:
        print(f"{one.pin.name}: {one.fault}: {one.text}", file=sys.stderr)
    users = sum(one.runtime for one in found)
    print(f"{len(found)} packages, {users} for users, {len(faults)} faults", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
