"""A letter as lists, the matrix and the queue show it: rows made from a published document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.store.doubting import Question
from pipeline.store.rows import Row, dumped, storable_row
from pipeline.store.types import Doubt, LetterRow, Published
from pipeline.text import fold

_SHOWN = ("number_symbol", "date", "issuer", "subject")


def letter_row(
    shown: Published, first: bool, asked: Sequence[Question], decided: int
) -> dict[str, Any]:
    """Of the table ``letters``. ``first``: of the files with these bytes, this stands for all."""
    values = {name: _value(shown, name) for name in (*_SHOWN, "province")}
    coverage = shown["coverage"]
    issuer = values["issuer"] or shown["file"]
    place = values.pop("province") or issuer
    return storable_row({
        "file": shown["file"],
        "sha256": shown["sha256"],
        "first": first,
        "status": shown["status"],
        "kind": shown.get("kind") or "unknown",
        **values,
        "outline": coverage["outline"] if coverage else None,
        "score": coverage["score"] if coverage else None,
        "doubts": sum(q.open for q in asked),
        "decided": decided,
        "cells": _cells(coverage) if coverage else None,
        "folded": fold("\n".join([shown["file"], *(v for v in values.values() if v)])),
        "sort": "\n".join((fold(place), fold(issuer), shown["file"])),
    })  # fmt: skip


def letter_of(row: Mapping[Any, Any]) -> LetterRow:
    return LetterRow(**{name: row[name] for name in LetterRow.__dataclass_fields__})


def doubt_row(question: Question) -> Row:
    """Of the table ``doubts``."""
    doubt = question.doubt
    kept = ("sha256", "what", "file", "confidence", "source", "why", "page", "quote", "worth")
    return storable_row({
        **{name: getattr(doubt, name) for name in kept},
        "open": question.open,
        "value": dumped(doubt.value),
        "disagrees": dumped(doubt.disagrees),
        "box": dumped(doubt.box) if doubt.box else None,
    })  # fmt: skip


def doubt_of(row: Mapping[Any, Any]) -> Doubt:
    told = {k: v for k, v in row.items() if k not in ("open", "value", "disagrees", "box")}
    value, disagrees = json.loads(row["value"]), json.loads(row["disagrees"])
    box = json.loads(row["box"]) if row["box"] else None
    key = f"{row['sha256']}/{row['what']}"
    return Doubt(key=key, value=value, disagrees=disagrees, box=box, **told)


def _cells(coverage: Mapping[str, Any]) -> str:
    """``{item: [content, review, corrected]}``."""
    return dumped({
        item["id"]: [item["content"], item["review"], item.get("source") == "corrected"]
        for item in coverage["items"]
    })  # fmt: skip


def _value(document: Published, name: str) -> str | None:
    value = document["fields"].get(name, {}).get("value")
    return value if isinstance(value, str) else None
