"""Locked versions against advisories, without a network: ``python -m tools.audit FILE.json …``.

Each FILE holds advisories in the OSV format (https://ossf.github.io/osv-schema): one, a list, an
object with ``vulns``, or one a line; such as the PyPI advisory database that an office carries in.
Prints a line for each locked package that one names, and fails if there is any.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from tools.locked import Pin, pins, runtime


@dataclass(frozen=True, slots=True)
class Hit:
    """``fixed``: the versions that mend it, as far as the advisory says."""

    pin: Pin
    advisory: str
    summary: str
    fixed: tuple[str, ...]


def read_advisories(text: str) -> list[dict[str, Any]]:
    """The advisories of a file. Raises ``ValueError`` where it holds none that can be read: a
    check against nothing must not pass."""
    try:
        told = json.loads(text)
    except ValueError:
        told = [json.loads(line) for line in text.splitlines() if line.strip()]
    if isinstance(told, dict):
        told = told.get("vulns", [told])
    found = [row for row in told if isinstance(row, dict) and "id" in row and "affected" in row]
    if not found or len(found) != len(told):
        raise ValueError("no advisories in the OSV format")
    return found


def hits(advisories: Iterable[Mapping[str, Any]], locked: Sequence[Pin]) -> Iterator[Hit]:
    """Each advisory once for each locked version that it names; withdrawn ones don't count."""
    by_name: dict[str, list[Pin]] = {}
    for pin in locked:
        by_name.setdefault(pin.name, []).append(pin)
    for advisory in advisories:
        if advisory.get("withdrawn"):
            continue
        told: set[Pin] = set()
        for affected in advisory["affected"]:
            package = affected.get("package", {})
            if package.get("ecosystem") != "PyPI":
                continue
            for pin in by_name.get(canonicalize_name(str(package.get("name", ""))), ()):
                if pin not in told and is_affected(pin.version, affected):
                    told.add(pin)
                    summary = str(advisory.get("summary") or advisory.get("details") or "")
                    line = summary.strip().split("\n")[0][:100]
                    yield Hit(pin, str(advisory["id"]), line, _fixes(affected))


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """By the list of versions, or by the ranges; without either, all are."""
    ranges = [r for r in affected.get("ranges", ()) if r.get("type") in ("ECOSYSTEM", "SEMVER")]
    if not affected.get("versions") and not ranges:
        return True
    return version in affected.get("versions", ()) or any(_within(version, r) for r in ranges)


def _within(version: str, span: Mapping[str, Any]) -> bool:
    """OSV's own rule: the events in order, each of which turns it on or off."""
    here, found = Version(version), False
    for event in sorted(span.get("events", ()), key=_place):
        kind, value = next(iter(event.items()))
        at = _version(value)
        if kind == "introduced" and here >= at:
            found = True
        elif (kind == "fixed" and here >= at) or (kind == "last_affected" and here > at):
            found = False
    return found


def _place(event: Mapping[str, Any]) -> tuple[Version, bool]:
    kind, value = next(iter(event.items()))
    return _version(value), kind != "introduced"


def _version(text: object) -> Version:
    """``0`` is before all; what is no version is after all: an advisory in doubt counts."""
    try:
        return Version(str(text))
    except InvalidVersion:
        return Version("999999")


def _fixes(affected: Mapping[str, Any]) -> tuple[str, ...]:
    events = [e for r in affected.get("ranges", ()) for e in r.get("events", ())]
    return tuple(sorted({str(e["fixed"]) for e in events if "fixed" in e}))


def main(arguments: Sequence[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    advisories = []
    for name in arguments:
        try:
            advisories += read_advisories(Path(name).read_text("utf-8"))
        except (OSError, ValueError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 2
    locked, users = pins(), runtime()
    found = list(hits(advisories, locked))
    for hit in found:
        use = "users" if hit.pin.name in users else "developers"
        mend = ", ".join(hit.fixed) or "?"
        print(f"{hit.pin.name} {hit.pin.version} ({use}): {hit.advisory} → {mend}  {hit.summary}")
    told = f"{len(advisories)} advisories, {len(locked)} locked packages, {len(found)} hits"
    print(told, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
