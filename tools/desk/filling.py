"""A results folder as a busy office has it: reports, their page pictures, and people."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pipeline.compile.contract import write_documents
from pipeline.store import Desk, address, open_desk
from tests.compile_letters import draw_pages
from tests.desk_letters import LARGE, many

PASSWORD = "mật khẩu của bàn thử"  # noqa: S105 (of a folder that is thrown away)
_WIDE = 1240  # pixels: what a run keeps of an A4 page


def fill(out: Path, database: str, letters: int, people: int) -> tuple[str, ...]:
    """``letters`` reports against thirty items under ``out`` and in the database; who they are is
    returned: the people named, an administrator first. All share ``PASSWORD``."""
    readings = list(many(letters))
    out.mkdir(parents=True, exist_ok=True)
    _draw(readings, out)
    write_documents(readings, out / "documents.jsonl")
    desk = open_desk(address(out, database))
    try:
        desk.save(readings, {"version": "1"}, [LARGE])
        return _people(desk, people)
    finally:
        desk.close()


def _draw(readings: list[dict[str, Any]], out: Path) -> None:
    """One letter's pictures, shared by all: their addresses differ, which is what counts."""
    draw_pages(readings[0], out, _WIDE)
    drawn = out / readings[0]["folder"] / "pages"
    for reading in readings[1:]:
        folder = out / reading["folder"] / "pages"
        folder.mkdir(parents=True, exist_ok=True)
        for page in drawn.iterdir():
            os.link(page, folder / page.name)


def _people(desk: Desk, count: int) -> tuple[str, ...]:
    names = tuple(f"nguoi{n:02d}" for n in range(count))
    for n, name in enumerate(names):
        desk.add_user(name, PASSWORD, "reviewer" if n else "admin")
    return names
