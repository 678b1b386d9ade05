"""Published documents as rows of the tables."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, insert, select, text

from pipeline.store.schema import CITES, DOCUMENTS, FIELDS, PAGES, REFS, VERDICTS
from pipeline.store.types import Published

Row = dict[str, Any]
# Databases take neither (a file name on disk can hold the first, a text layer the second).
_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


def rows_of(shown: Published, read: str, run: int) -> list[tuple[Table, list[Row]]]:
    """Everything of one document, table by table: as people left it (``shown``), and what the
    machine read, as JSON (``read``)."""
    references = [{"nr": n, **_reference(r)} for n, r in enumerate(shown["references"])]
    cites = {k: v for k, v in shown["cites"].items() if k != "via"}
    pages = [{"page": n, "text": t} for n, t in enumerate(shown["text"], start=1)]
    tables = (
        *shown_rows(shown),
        (DOCUMENTS, [{**_document(shown, run), "json": read}]),
        (REFS, references),
        (CITES, [{"decision": k, "verdict": v} for k, v in cites.items()]),
        (PAGES, pages),
    )
    return [(table, storable_rows(shown["file"], rows)) for table, rows in tables]


def shown_rows(shown: Published) -> list[tuple[Table, list[Row]]]:
    """What a decision can change."""
    coverage = shown["coverage"] or {"outline": None, "items": []}
    return [
        (FIELDS, [{"name": k, **_field(v)} for k, v in shown["fields"].items()]),
        (VERDICTS, [_verdict(coverage["outline"], n, i) for n, i in enumerate(coverage["items"])]),
    ]


def storable_rows(file: str, rows: Sequence[Row]) -> list[Row]:
    return [storable_row({"file": file, **row}) for row in rows]


def storable_row(row: Row) -> Row:
    return {k: storable(v) if isinstance(v, str) else v for k, v in row.items()}


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Adds rows, all at once. The driver for PostgreSQL would send each row by itself."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), rows)
        return
    name = table.name
    like = f"json_populate_recordset(CAST(NULL AS {name}), CAST(:rows AS json))"
    statement = f"INSERT INTO {name} SELECT * FROM {like}"  # noqa: S608 (names of our own tables)
    connection.execute(text(statement), {"rows": json.dumps(rows, allow_nan=False)})


def pairs(connection: Connection, key: Column[Any], value: Column[Any]) -> dict[Any, Any]:
    """Two columns of a table."""
    return {row[0]: row[1] for row in connection.execute(select(key, value))}


def dumped(value: object) -> str:
    """JSON that a person can read in the database."""
    return storable(json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True))


def storable(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text)


def _evidence(place: Mapping[str, Any]) -> Row:
    box: Sequence[float | None] = place.get("box") or (None,) * 4
    return {"page": place.get("page"), **dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))}


def _document(document: Published, run: int) -> Row:
    coverage = document["coverage"] or {"outline": None, "score": None}
    row = {k: document[k] for k in ("sha256", "status", "pages")}
    row |= {k: document.get(k) for k in ("kind", "folder")}
    return {**row, "outline": coverage["outline"], "score": coverage["score"], "run": run}


def _field(value: Mapping[str, Any]) -> Row:
    shown = value["value"]
    text = "\n".join(shown) if isinstance(shown, list) else shown
    row = {k: value[k] for k in ("raw", "confidence", "source", "review")}
    return {**row, "value": text, "why": value.get("why"), **_evidence(value)}


def _reference(reference: Mapping[str, Any]) -> Row:
    names = ("symbol", "type", "date", "issuer", "raw", "confidence", "mentions")
    return {**{k: reference[k] for k in names}, **_evidence(reference)}


def _verdict(outline: str, nr: int, item: Mapping[str, Any]) -> Row:
    names = ("title", "heading", "content", "printed_heading", "moved", "score", "confidence")
    first = item["evidence"][0] if item["evidence"] else {}
    row = {"outline": outline, "nr": nr, "item": item["id"], **{k: item[k] for k in names}}
    row["source"] = item.get("source", "read")
    row |= {"review": item["review"], "why": item.get("why"), "quote": first.get("quote")}
    return {**row, **_evidence(first)}
