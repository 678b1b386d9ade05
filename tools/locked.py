"""The packages that are locked, with their hashes, and which of them a user's install takes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-fast.lock")
RUNTIME_EXTRAS = ("fast", "cluster")
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)(?P<rest>.*)$")
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    """``name`` in its canonical form; ``marker``: where it is wanted (empty: everywhere)."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def read_lock(text: str) -> list[Pin]:
    """The pins of a requirements file, by name. Raises ``ValueError`` for a line that pins
    nothing: a version that floats is no lock."""
    joined = re.sub(r"\\\s*\n", " ", text)
    found = []
    for line in joined.splitlines():
        plain = line.split(" #")[0].strip()
        if not plain or plain.startswith(("#", "--")):
            continue
        match = _PIN.match(plain)
        if match is None:
            raise ValueError(f"no pin: {plain[:80]}")
        marker = match["rest"].split("--hash")[0].partition(";")[2].strip()
        hashes = tuple(sorted(_HASH.findall(match["rest"])))
        name = canonicalize_name(match["name"])
        found.append(Pin(name, match["version"], marker, hashes))
    return sorted(found, key=lambda pin: (pin.name, pin.version))


def pins(root: Path = ROOT) -> list[Pin]:
    """Those of all lock files; a package that is in two of them counts once."""
    found = {pin for name in LOCKS for pin in read_lock((root / name).read_text("utf-8"))}
    return sorted(found, key=lambda pin: (pin.name, pin.version))


def runtime(root: Path = ROOT) -> frozenset[str]:
    """The names of all that a user's install takes, by what installed packages say they need.
    What is not installed here (another system's) can't be followed, and is counted itself."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in RUNTIME_EXTRAS:
        wanted += project["optional-dependencies"][extra]
    return frozenset(_closure(Requirement(line) for line in wanted))


def _closure(wanted: Iterable[Requirement]) -> Iterator[str]:
    waiting = [(canonicalize_name(r.name), frozenset(r.extras)) for r in wanted]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        name, extras = one
        yield name
        for line in _requires(name):
            need = Requirement(line)
            if _applies(need, extras):
                waiting.append((canonicalize_name(need.name), frozenset(need.extras)))


def _requires(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def _applies(need: Requirement, extras: frozenset[str]) -> bool:
    return need.marker is None or any(
        need.marker.evaluate({"extra": extra}) for extra in (*extras, "")
    )
