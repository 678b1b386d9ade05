"""Outline files: what a guideline asks of a report, as YAML that people can read and correct."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.records import Outline, OutlineItem
from pipeline.text import nfc, squash

_ID = re.compile(r"[^\s.]+(\.[^\s.]+)*")
_KEYS = frozenset(
    ("name", "title", "guideline", "decision", "deadline", "applies_to", "items", "repairs")
)
_ITEM_KEYS = frozenset(("id", "title", "optional", "weight", "wordings"))
_KINDS = frozenset(("report", "plan", "dispatch", "guideline", "other"))


def load_outline(path: Path | str) -> Outline:
    """The outline in the file at ``path``. Raises ``BadKnowledge`` whose ``where`` names the
    file and the path inside it."""
    file = Path(path)
    data = read_yaml(file)
    check = _Check(str(file))
    top = check.mapping(data, "$", _KEYS, required=("name", "title", "items"))
    items: list[OutlineItem] = []
    for n, row in enumerate(check.sequence(top["items"], "$.items")):
        item = _item(check, row, f"$.items[{n}]")
        known = {i.id for i in items}
        if item.id in known:
            check.fail(f"$.items[{n}].id", f"trùng / twice: {item.id}")
        if item.parent is not None and item.parent not in known:
            check.fail(f"$.items[{n}].id", f"thiếu mục cha / no parent before it: {item.parent}")
        items.append(item)
    if not items:
        check.fail("$.items", "trống / empty")
    kinds = check.texts(top.get("applies_to"), "$.applies_to")
    for n, kind in enumerate(kinds):
        if kind not in _KINDS:
            check.fail(f"$.applies_to[{n}]", kind)
    return Outline(
        name=check.text(top["name"], "$.name"),
        title=check.text(top["title"], "$.title"),
        guideline=check.maybe_text(top.get("guideline"), "$.guideline"),
        decision=check.maybe_text(top.get("decision"), "$.decision"),
        deadline=check.day(top.get("deadline"), "$.deadline"),
        applies_to=kinds,
        items=tuple(items),
        repairs=check.texts(top.get("repairs"), "$.repairs"),
    )


@cache
def all_outlines() -> tuple[Outline, ...]:
    """All outlines under ``models/outlines``, by file name."""
    return tuple(load_outline(p) for p in sorted((models_folder() / "outlines").glob("*.yaml")))


def dump_outline(outline: Outline) -> str:
    """The outline as YAML; ``load_outline`` gives it back unchanged."""
    data = {
        "name": outline.name,
        "title": outline.title,
        "guideline": outline.guideline,
        "decision": outline.decision,
        "deadline": date.fromisoformat(outline.deadline) if outline.deadline else None,
        "applies_to": list(outline.applies_to),
        "items": [
            {
                "id": i.id,
                "title": i.title,
                "optional": i.optional,
                "weight": i.weight,
                "wordings": list(i.wordings),
            }
            for i in outline.items
        ],
        "repairs": list(outline.repairs),
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


def _item(check: _Check, row: Any, where: str) -> OutlineItem:
    row = check.mapping(row, where, _ITEM_KEYS, required=("id", "title"))
    id_ = check.text(row["id"], f"{where}.id")  # an unquoted 1.10 would be the number 1.1
    if not _ID.fullmatch(id_):
        check.fail(f"{where}.id", id_)
    weight = row.get("weight", 1.0)
    if isinstance(weight, bool) or not isinstance(weight, int | float) or weight < 0:
        check.fail(f"{where}.weight", repr(weight))
    optional = row.get("optional", False)
    if not isinstance(optional, bool):
        check.fail(f"{where}.optional", repr(optional))
    return OutlineItem(
        id=id_,
        title=check.text(row["title"], f"{where}.title"),
        optional=optional,
        weight=float(weight),
        wordings=check.texts(row.get("wordings"), f"{where}.wordings"),
    )


class _Check:
    """Takes YAML apart and fails with the path of what is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, where: str, what: str) -> None:
        raise BadKnowledge(where=f"{self.file} {where}", what=what)

    def mapping(
        self, data: Any, where: str, keys: frozenset[str], required: tuple[str, ...]
    ) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail(where, f"cần các khóa / a mapping is wanted, not {type(data).__name__}")
        for key in data:
            if key not in keys:
                self.fail(f"{where}.{key}", "khóa lạ / unknown key")
        for key in required:
            if key not in data:
                self.fail(f"{where}.{key}", "thiếu / missing")
        return dict(data)

    def sequence(self, data: Any, where: str) -> list[Any]:
        if not isinstance(data, list):
            self.fail(where, f"cần danh sách / a list is wanted, not {type(data).__name__}")
        return list(data)

    def text(self, data: Any, where: str) -> str:
        if not isinstance(data, str) or not data.strip():
            self.fail(where, f"cần chữ, trong ngoặc kép / quoted text is wanted, not {data!r}")
        return squash(nfc(data))

    def maybe_text(self, data: Any, where: str) -> str | None:
        return None if data is None else self.text(data, where)

    def texts(self, data: Any, where: str) -> tuple[str, ...]:
        rows = [] if data is None else self.sequence(data, where)
        return tuple(self.text(row, f"{where}[{n}]") for n, row in enumerate(rows))

    def day(self, data: Any, where: str) -> str | None:
        if data is None or isinstance(data, date):
            return None if data is None else data.isoformat()[:10]
        try:
            return date.fromisoformat(str(data)).isoformat()
        except ValueError:
            self.fail(where, str(data))
        return None
