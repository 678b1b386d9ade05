"""What a run leaves, without the seconds it took: two runs are the same if these are."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

_SECONDS = re.compile(rb'"seconds": ?\{[^}]*\}')
_TOLD = {".json", ".jsonl"}


def results(out: Path) -> dict[str, bytes]:
    """Every file but the cache and the database, by name."""
    found = {}
    for path in sorted(p for p in out.rglob("*") if p.is_file()):
        name = path.relative_to(out)
        if name.parts[0] == "cache" or path.suffix == ".db":
            continue
        data = path.read_bytes()
        found[name.as_posix()] = (
            _SECONDS.sub(b'"seconds": {}', data) if path.suffix in _TOLD else data
        )
    return found


def rows(out: Path) -> dict[str, dict[str, Any]]:
    """The published letters by file, without their seconds."""
    lines = (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    return {row["file"]: {k: v for k, v in row.items() if k != "seconds"} for row in found}


def codes(out: Path) -> dict[str, list[tuple[str, int | None]]]:
    """What went wrong with each letter: code and page."""
    return {
        name: [(e["code"], e["page"]) for e in row["errors"]]
        for name, row in rows(out).items()
        if row["errors"]
    }


def is_sound(database: Path) -> bool:
    """Whether SQLite finds nothing wrong with a database, and nothing is left to roll back: a
    journal may lie beside it that was opened, and never written to."""
    with sqlite3.connect(database) as base:
        answer = base.execute("PRAGMA integrity_check").fetchall()
        answer += base.execute("PRAGMA foreign_key_check").fetchall()
    base.close()
    journal = _journal(database)
    return answer == [("ok",)] and not (journal.exists() and journal.stat().st_size)


def is_whole(database: Path) -> bool:
    """The same, and no journal at all lies beside it."""
    return is_sound(database) and not _journal(database).exists()


def _journal(database: Path) -> Path:
    return database.with_name(f"{database.name}-journal")


def leftovers(*folders: Path) -> list[str]:
    """Files that were to live for a moment only."""
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix in (".part", ".tmp") or path.name.startswith("vanban-"):
                found.append(path.name)
    return found
