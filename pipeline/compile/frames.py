"""Published documents as tables for analysts: facts and stable codes, one table a question.

Each function gives rows as dictionaries with the columns that ``columns.TABLES`` names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compile.missing import Roll, Standing
from pipeline.compile.pages.states import state_of
from pipeline.compile.register.rows import Register
from pipeline.compile.signatures import say_signatures
from pipeline.compile.tables import (
    Published,
    clean,
    decisions,
    doubts,
    fields_of,
    name_of,
    pages_of,
    shown,
    value_of,
    verdicts,
)
from pipeline.compile.totals import totals

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the tables are made of. ``documents`` in the order of the tables."""

    documents: Sequence[Published]
    register: Register
    rolls: Sequence[Roll] = ()


def letters(facts: Facts) -> Iterator[Row]:
    for d in facts.documents:
        coverage = d["coverage"] or {}
        yield {
            **_of(d),
            "sha256": d["sha256"],
            "status": d["status"],
            "kind": d.get("kind", "unknown"),
            "kind_confidence": d.get("kind_confidence"),
            "pages": d["pages"],
            "folder": d.get("folder"),
            "outline": coverage.get("outline"),
            "score": coverage.get("score"),
            "order_changed": coverage.get("order_changed"),
            "errors": "\n".join(f"{e['code']}: {e['message']}" for e in d["errors"]),
            "doubts": len(doubts(d)),
            "signatures": say_signatures(d, "vi") or None,
        }


def fields(facts: Facts) -> Iterator[Row]:
    for d in facts.documents:
        for name, value in fields_of(d):
            yield {
                **_of(d),
                "field": name,
                "value": shown(value["value"]) if value["value"] is not None else None,
                "source": value["source"],
                "raw": value["raw"],
                **_place(value),
                "confidence": value["confidence"],
                "review": value["review"],
                "why": value.get("why"),
            }


def coverage(facts: Facts) -> Iterator[Row]:
    for d in facts.documents:
        for row in verdicts(d):
            item = row.item
            yield {
                **_of(d),
                "outline": d["coverage"]["outline"],
                "item": item["id"],
                "title": item["title"],
                "content": item["content"],
                "state": state_of(d, item),
                "heading": item["heading"],
                "printed_heading": item["printed_heading"],
                "moved": item["moved"],
                "score": item["score"],
                "confidence": item["confidence"],
                "review": item["review"],
                "why": item.get("why"),
                "quote": "\n".join(e["quote"] for e in item["evidence"]) or None,
                **_place(row.evidence),
            }


def references(facts: Facts) -> Iterator[Row]:
    for d in facts.documents:
        for r in d["references"]:
            yield {
                **_of(d),
                "symbol": r["symbol"],
                "name": r.get("name"),
                "type": r["type"],
                "date": r["date"],
                "cited_issuer": r["issuer"],
                "raw": r["raw"],
                **_place(r),
                "mention_pages": ", ".join(map(str, pages_of(r))),
                "mentions": r["mentions"],
                "confidence": r["confidence"],
                "findings": "\n".join(r.get("findings", ())) or None,
            }


def chains(facts: Facts) -> Iterator[Row]:
    for d in facts.documents:
        for decision in decisions([d]):
            links = [k for k in d["cites"].get("via", ()) if k["decision"] == decision]
            for link in links or [{}]:
                yield {
                    **_of(d),
                    "decision": decision,
                    "cites": d["cites"][decision],
                    "how": link.get("how"),
                    "through": link.get("through"),
                    "quote": link.get("quote"),
                    **_place(link),
                }


def quantities(facts: Facts) -> Iterator[Row]:
    for d in facts.documents:
        for q in d["quantities"]:
            yield {
                **_of(d),
                **{name: q[name] for name in ("count", "count_max", "unit", "award")},
                "ceiling": bool(q.get("ceiling")),
                "section": q["section"],
                "raw": q["raw"],
                **_place(q),
            }


def sums(facts: Facts) -> Iterator[Row]:
    for total in totals([row.document for row in facts.register.rows if row.counts]):
        yield {
            "province": total.province or None,
            "award": total.counted.award or None,
            "unit": total.counted.unit,
            "ceiling": total.counted.ceiling,
            "least": total.least,
            "most": total.most,
            "letters": total.letters,
        }


def to_check(facts: Facts) -> Iterator[Row]:
    for d in facts.documents:
        for doubt in doubts(d):
            yield {
                **_of(d),
                "what": doubt.kind,
                "key": doubt.key,
                "value": doubt.value,
                "why": doubt.why,
                "page": doubt.page,
                "confidence": doubt.confidence,
            }


def register(facts: Facts) -> Iterator[Row]:
    for row in facts.register.rows:
        d, twin = row.document, row.twin
        names = ("number_symbol", "date", "incoming_number", "incoming_date")
        yield {
            **_of(d),
            **{name: value_of(d, name) or None for name in names},
            "kind": d.get("kind", "unknown"),
            "pages": d["pages"],
            "campaign": row.campaign,
            "by_date": row.by_date,
            "by_stamp": row.by_stamp,
            "verdict": row.verdict,
            "basis": row.basis if row.verdict else None,
            "days_after": row.days,
            "counts": row.counts,
            "twin": twin.how if twin else None,
            "twin_file": twin.file if twin else None,
            "likeness": twin.likeness if twin else None,
            "checks": ", ".join(row.checks) or None,
        }


def reporters(facts: Facts) -> Iterator[Row]:
    for roll in facts.rolls:
        for standing in roll.standings:
            yield {
                "campaign": roll.campaign.name,
                "list": roll.reporters.name,
                "reporter": standing.reporter.name,
                "province": standing.reporter.province,
                "standing": standing.state,
                "report_files": _files(standing.letters),
                "lacking": ", ".join(standing.lacking) or None,
                "questions": _questions(standing),
                "below": _files(standing.below),
            }


def _questions(standing: Standing) -> str | None:
    told = (f"{q.doubt}: {clean(str(q.document['file']))}" for q in standing.questions)
    return "\n".join(told) or None


def _files(documents: Iterable[Published]) -> str | None:
    return "\n".join(clean(str(d["file"])) for d in documents) or None


def _of(document: Published) -> Row:
    issuer, province = value_of(document, "issuer"), value_of(document, "province")
    name = name_of(document) if issuer else None
    return {"file": document["file"], "issuer": name, "province": province or None}


def _place(found: dict[str, Any]) -> Row:
    """Page and box; the box in fractions of the page from its top left corner."""
    box = found.get("box") or (None, None, None, None)
    return {"page": found.get("page"), **dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))}


ROWS: dict[str, Callable[[Facts], Iterator[Row]]] = {
    "letters": letters,
    "register": register,
    "reporters": reporters,
    "fields": fields,
    "coverage": coverage,
    "references": references,
    "chains": chains,
    "quantities": quantities,
    "totals": sums,
    "doubts": to_check,
}
