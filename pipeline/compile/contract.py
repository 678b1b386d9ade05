"""``documents.jsonl``: the published interface, one JSON object a letter.

The keys are fixed by ``document.schema.json`` beside this file; more may be added, none renamed.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.compile.shelved import shelve
from pipeline.errors import NoInput
from pipeline.records import (
    Box,
    Cites,
    Coverage,
    Document,
    ItemVerdict,
    Place,
    Quantity,
    Reference,
    Signature,
    Value,
)

SCHEMA = Path(__file__).with_name("document.schema.json")


def publish(document: Document) -> dict[str, Any]:
    """The JSON object of one letter. All text in NFC, boxes rounded to a tenth of a millimetre."""
    letter = document.letter
    cites: dict[str, Any] = {c.decision: c.verdict for c in document.cites}
    cites["via"] = [link for c in document.cites for link in _links(c)]
    return {
        "file": document.file,
        "sha256": document.sha256,
        "status": document.status,
        "errors": [{"code": e.code, "message": e.message, "page": e.page} for e in document.errors],
        "pages": document.pages,
        "kind": letter.kind if letter else "unknown",
        "kind_confidence": _probability(letter.kind_confidence if letter else 0.0),
        "folder": document.folder,
        "text": [unicodedata.normalize("NFC", page) for page in document.text],
        "fields": {k: _value(v) for k, v in sorted(letter.fields.items())} if letter else {},
        "references": [_reference(r) for r in document.references],
        "cites": cites,
        "coverage": _coverage(document.coverage) if document.coverage else None,
        "quantities": [_quantity(q) for q in document.quantities],
        "signatures": [_signature(s) for s in document.signatures],
        "seconds": {k: round(v, 3) for k, v in sorted(document.seconds.items())},
    }


def write_documents(documents: Iterable[dict[str, Any]], path: Path) -> None:
    """One line a document, sorted by ``file``; the file is replaced in one step."""
    shelve(sorted(documents, key=lambda d: (str(d["file"]), str(d["sha256"]))), path)


def read_documents(path: Path) -> list[dict[str, Any]]:
    """The documents that a run left. Raises ``FileNotFoundError`` where there was none."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_results(out: Path) -> list[dict[str, Any]]:
    """The documents of the run that left ``out``. Raises ``NoInput`` where there was none."""
    file = out / "documents.jsonl"
    try:
        return read_documents(file)
    except FileNotFoundError as error:
        raise NoInput(what=str(file)) from error


def _probability(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def _box(box: Box | None) -> list[float] | None:
    return [round(v, 5) for v in box] if box else None


def _place(place: Place | None) -> dict[str, Any]:
    return {"page": place.page if place else None, "box": _box(place.box) if place else None}


def _value(value: Value) -> dict[str, Any]:
    shown = list(value.value) if isinstance(value.value, tuple) else value.value
    row = {
        "value": shown,
        "raw": value.raw,
        **_place(value.place),
        "confidence": _probability(value.confidence),
        "source": value.source,
        "review": value.review,
    }
    return {**row, "why": value.why} if value.why else row


def _reference(reference: Reference) -> dict[str, Any]:
    places = [_place(p) for m in reference.mentions for p in m.places]
    first = reference.mentions[0]
    row: dict[str, Any] = {
        "symbol": reference.symbol,
        "type": reference.type,
        "date": reference.date,
        "issuer": reference.issuer,
        "issuer_inferred": reference.issuer_inferred,
        "name": reference.name,
        "about": reference.about,
        "raw": first.raw,
        "page": places[0]["page"] if places else 1,
        "box": places[0]["box"] if places else None,
        "confidence": _probability(reference.confidence),
        "mentions": len(reference.mentions),
        "places": places,
    }
    if repairs := [r for m in reference.mentions for r in m.repairs]:
        row["repairs"] = repairs
    if reference.findings:
        row["findings"] = list(reference.findings)
    return row


def _links(cites: Cites) -> list[dict[str, Any]]:
    return [
        {
            "decision": link.decision,
            "how": link.how,
            "through": link.through,
            "quote": link.quote,
            **_place(link.place),
            **({"file": link.file} if link.file else {}),
        }
        for link in cites.via
    ]


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "outline": coverage.outline,
        "score": _probability(coverage.score),
        "scores": [
            {"part": s.id or None, "lenient": s.lenient, "strict": s.strict}
            for s in coverage.scores
        ],
        "order_changed": coverage.order_changed,
        "items": [_item(item) for item in coverage.items],
        "extra_sections": [{"title": e.title, **_place(e.place)} for e in coverage.extra_sections],
    }


def _item(item: ItemVerdict) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "heading": item.heading,
        "content": item.content,
        "printed_heading": item.printed_heading,
        "moved": item.moved,
        "score": _probability(item.score),
        "confidence": _probability(item.confidence),
        "review": item.review,
        "why": item.why,
        "evidence": [{**_place(e.place), "quote": e.quote} for e in item.evidence],
    }


def _signature(signature: Signature) -> dict[str, Any]:
    return {
        "signer": signature.signer,
        "organisation": signature.organisation,
        "time": signature.time,
        "time_source": signature.time_source,
        "intact": signature.intact,
        "covers_all": signature.covers_all,
        "changed": signature.changed,
        "trusted": signature.trusted,
        "field": signature.field,
        "page": signature.page,
        "box": _box(signature.box),
        "trouble": signature.trouble,
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "count": quantity.count,
        "count_max": quantity.count_max,
        "unit": quantity.unit,
        "award": quantity.award,
        "raw": quantity.raw,
        **_place(quantity.place),
        "section": quantity.section,
        "ceiling": quantity.ceiling,
    }
