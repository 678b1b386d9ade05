"""Published documents as rows of the tables."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from pipeline.store.corrections import Published
from pipeline.store.schema import CITES, DOCUMENTS, FIELDS, PAGES, REFS, VERDICTS

Row = dict[str, Any]
# Databases take neither (a file name on disk can hold the first, a text layer the second).
_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


def rows_of(document: Published, run: int) -> list[tuple[Table, list[Row]]]:
    """Everything of one document, table by table."""
    file = storable(document["file"])
    coverage = document["coverage"] or {"outline": None, "score": None, "items": []}
    cites = {k: v for k, v in document["cites"].items() if k != "via"}
    tables = (
        (DOCUMENTS, [_document(document, coverage, run)]),
        (FIELDS, [{"name": k, **_field(v)} for k, v in document["fields"].items()]),
        (REFS, [{"nr": n, **_reference(r)} for n, r in enumerate(document["references"])]),
        (CITES, [{"decision": k, "verdict": v} for k, v in cites.items()]),
        (VERDICTS, [_verdict(coverage["outline"], item) for item in coverage["items"]]),
        (PAGES, [{"page": n, "text": t} for n, t in enumerate(document["text"], start=1)]),
    )
    return [(t, [_storable_row({"file": file, **r}) for r in rows]) for t, rows in tables]


def dumped(value: object) -> str:
    """JSON that a person can read in the database."""
    return storable(json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True))


def storable(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text)


def _storable_row(row: Row) -> Row:
    return {k: storable(v) if isinstance(v, str) else v for k, v in row.items()}


def _evidence(place: Mapping[str, Any]) -> Row:
    box: Sequence[float | None] = place.get("box") or (None,) * 4
    return {"page": place.get("page"), **dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))}


def _document(document: Published, coverage: Mapping[str, Any], run: int) -> Row:
    row = {k: document[k] for k in ("sha256", "status", "pages")}
    row |= {k: document.get(k) for k in ("kind", "folder")}
    row |= {"outline": coverage["outline"], "score": coverage["score"]}
    return {**row, "run": run, "json": dumped(document)}


def _field(value: Mapping[str, Any]) -> Row:
    shown = value["value"]
    text = "\n".join(shown) if isinstance(shown, list) else shown
    row = {k: value[k] for k in ("raw", "confidence", "source", "review")}
    return {**row, "value": text, "why": value.get("why"), **_evidence(value)}


def _reference(reference: Mapping[str, Any]) -> Row:
    names = ("symbol", "type", "date", "issuer", "raw", "confidence", "mentions")
    return {**{k: reference[k] for k in names}, **_evidence(reference)}


def _verdict(outline: str, item: Mapping[str, Any]) -> Row:
    names = ("title", "heading", "content", "printed_heading", "moved", "score", "confidence")
    first = item["evidence"][0] if item["evidence"] else {}
    row = {"outline": outline, "item": item["id"], **{k: item[k] for k in names}}
    row |= {"review": item["review"], "why": item.get("why"), "quote": first.get("quote")}
    return {**row, **_evidence(first)}
