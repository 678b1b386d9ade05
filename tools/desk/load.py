"""Many people at once, through locust; in the end, decisions counted: acknowledged and kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.store import Event, address, open_desk
from tools.desk.filling import PASSWORD
from tools.desk.server import Served

LIMIT = 500.0
"""Milliseconds at the 95th percentile."""
_PEOPLE = Path(__file__).with_name("people.py")
_A_SECOND = "2"
_FINISH = "20"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the decisions. ``lost`` were acknowledged and are not there as they were
    said; ``unsaid`` are there, though nobody was told."""

    acknowledged: int
    lost: tuple[int, ...]
    unsaid: tuple[int, ...]


def run(served: Served, people: Sequence[str], minutes: float, folder: Path) -> dict[str, Any]:
    """What locust tells after ``minutes`` of all ``people`` at work."""
    told = folder / "told.json"
    command = [sys.executable, "-m", "locust", "-f", str(_PEOPLE), "--headless", "--only-summary"]
    command += ["-u", str(len(people)), "-r", _A_SECOND, "-t", f"{round(60 * minutes)}s"]
    command += ["--stop-timeout", _FINISH, "--host", served.address, "--loglevel", "WARNING"]
    asked = {"NAMES": json.dumps(people), "PASSWORD": PASSWORD, "TOLD": str(told)}
    environment = {**os.environ, **{f"VANBAN_LOAD_{k}": v for k, v in asked.items()}}
    with (folder / "locust.log").open("wb") as log:
        # It returns 1 where requests failed; those are told below, by name.
        subprocess.run(command, env=environment, stdout=log, stderr=log, check=False)
    if not told.is_file():
        raise RuntimeError((folder / "locust.log").read_text(encoding="utf-8", errors="replace"))
    found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return found


def events(out: Path, database: str) -> tuple[Event, ...]:
    desk = open_desk(address(out, database))
    try:
        return desk.events(limit=10_000_000)
    finally:
        desk.close()


def compare(acknowledged: Sequence[Sequence[Any]], kept: Sequence[Event]) -> Kept:
    """Decisions that people were told of against those in the database."""
    there = {e.id: (e.sha256, e.what, e.kind, e.who) for e in kept}
    said = {row[0]: tuple(row[1:]) for row in acknowledged}
    lost = tuple(sorted(id for id, told in said.items() if there.get(id) != told))
    twice = len(acknowledged) - len(said)  # one event cannot answer two decisions
    lost += (-1,) * twice
    return Kept(len(acknowledged), lost, tuple(sorted(there.keys() - said.keys())))


def tell(told: dict[str, Any], kept: Sequence[Event], log: Path) -> int:
    """Prints it all; 1 where something went wrong, or took too long."""
    print(f"{'':26}{'requests':>9}{'failed':>8}{'p50':>7}{'p95':>7}   ms")
    for row in told["rows"]:
        numbers = (row["requests"], row["failures"], row["middle"] or 0, row["late"] or 0)
        print("{:26}{:9}{:8}{:7.0f}{:7.0f}".format(row["name"][:26], *numbers))
    for line in told["errors"]:
        print(line)
    found = compare(told["acknowledged"], kept)
    kinds = Counter(event.kind for event in kept)
    print(f"decisions acknowledged {found.acknowledged}, in the database {len(kept)} {dict(kinds)}")
    print(f"lost {len(found.lost)}, conflicts shown (409) {told['conflicts']}")
    print(f"without an answer {told['unanswered']}, of them kept {len(found.unsaid)}")
    broken = "Traceback" in log.read_text(encoding="utf-8", errors="replace")
    print("the desk's log has errors" if broken else "the desk's log has no errors")
    total = told["rows"][-1]
    slow = (total["late"] or 0) > LIMIT
    unexplained = len(found.unsaid) > told["unanswered"]
    return int(bool(found.lost) or bool(total["failures"]) or slow or broken or unexplained)
