"""Header fields against their labels: right, honest, or wrong and sure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz.distance import Levenshtein

from pipeline.evaluation.gold import Gold
from pipeline.text import fold, nfc, squash

Verdict = Literal["right", "asked", "wrong"]
FIELDS = (
    "number", "symbol", "number_symbol", "date", "place", "issuer_parent", "issuer", "province",
    "doc_type", "subject", "addressees", "signer_authority", "signer_title", "signer_name",
    "recipients", "urgency", "incoming_number", "incoming_date",
)  # fmt: skip
_SUBJECT_TOLERANCE = 0.05  # share of edits that a subject may be off: OCR slips are no error here
_LIST_TOLERANCE = 0.10
_JUNK = re.compile(r"[^0-9a-z/]+")


@dataclass(frozen=True, slots=True)
class FieldScore:
    """``asked``: not right, but marked for a person or said to be unknown; ``wrong``: not right
    and sure of it. ``state`` says whether blank/unreadable/absent agree with the label."""

    field: str
    verdict: Verdict
    got: str
    wanted: str
    confidence: float
    source: str
    state_right: bool
    has_value: bool


def score_fields(document: Mapping[str, Any], gold: Gold) -> list[FieldScore]:
    """One score for each field that the labels speak of."""
    rows = []
    for field in FIELDS:
        if field not in gold.labels or gold.skips(field):
            continue
        value = document["fields"].get(field)
        if value is None:
            value = {"value": None, "source": "absent", "confidence": 0.0, "review": True}
        rows.append(_score(field, value, gold))
    return rows


def _score(field: str, value: Mapping[str, Any], gold: Gold) -> FieldScore:
    wanted = gold.labels[field]
    got = value["value"]
    known = got not in (None, [], "")
    empty = wanted in (None, [], "")
    right = (not known) if empty else known and _same(field, value, wanted, gold)
    verdict: Verdict = "right" if right else "asked" if value["review"] else "wrong"
    state = gold.labels.get(f"{field}_state")
    if field == "number_symbol":
        state = gold.labels.get("number_state")
    state_right = value["source"] == state if state else (not known) == empty
    shown = (_show(got), _show(wanted))
    confidence = float(value["confidence"])
    return FieldScore(field, verdict, *shown, confidence, value["source"], state_right, known)


def _same(field: str, value: Mapping[str, Any], wanted: Any, gold: Gold) -> bool:
    got = value["value"]
    if field in ("number", "symbol", "number_symbol", "date", "incoming_number", "incoming_date"):
        return squash(nfc(str(got))) == squash(nfc(str(wanted)))
    if field in ("addressees", "recipients"):
        return _close(_joined(got), _joined(wanted), _LIST_TOLERANCE)
    if field == "subject":
        drop = re.compile(r"^(v/v|ve viec)\s*")
        a, b = (drop.sub("", fold(str(s))) for s in (got, wanted))
        return _close(_plain(a), _plain(b), _SUBJECT_TOLERANCE)
    fair = [str(wanted), *gold.labels.get(f"{field}_accept", ())]
    if field == "issuer":
        # Labels may give the printed form; the official name then only adds where it is from.
        said = [str(got), str(value.get("raw") or "")]
        return any(_plain(s) == _plain(f) for s in said for f in fair)
    return any(_plain(str(got)) == _plain(f) for f in fair)


def _plain(text: str) -> str:
    return _JUNK.sub("", fold(text))


def _joined(value: Any) -> str:
    return _plain(" ".join(value) if isinstance(value, (list, tuple)) else str(value))


def _close(a: str, b: str, tolerance: float) -> bool:
    return Levenshtein.distance(a, b) <= tolerance * max(1, len(b))


def _show(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, (list, tuple)) else str(value)
    return squash(text) if value is not None else "–"
