"""What people decided, laid over what machines read: pure functions, no database."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pipeline.records import ContentVerdict, HeadingVerdict

Published = dict[str, Any]
"""One line of ``documents.jsonl``."""
Corrected = str | list[str] | None

_WHAT = re.compile(r"fields\.(?P<field>\w+)|coverage\.(?P<item>.+)\.(?P<part>content|heading)")
_PARTS = {"content": get_args(ContentVerdict), "heading": get_args(HeadingVerdict)}


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision of a person about one letter. ``what`` is ``fields.number`` or
    ``coverage.III.4.content`` (or ``.heading``); ``when`` is an ISO time, given by the caller;
    ``sha256`` is of the letter's bytes, so that a renamed file keeps its corrections.

    Raises ``ValueError`` for a ``what`` or a verdict that does not exist."""

    file: str
    sha256: str
    what: str
    before: Corrected
    after: Corrected
    who: str
    when: str
    why: str = ""

    def __post_init__(self) -> None:
        path = _WHAT.fullmatch(self.what)
        if not path:
            raise ValueError(f"nothing to correct is called {self.what!r}")
        if (part := path["part"]) and self.after not in _PARTS[part]:
            raise ValueError(f"{self.after!r} is no verdict on {part}")


def apply(document: Published, corrections: Sequence[Correction]) -> Published:
    """The document as people left it; the one given stays as it is. Those of other letters are
    passed over, and of two on the same thing the later in the sequence wins. Applying twice
    changes nothing more.

    Verdicts and fields are marked ``corrected``; scores stay what they were computed to be, and
    ``coverage.corrected`` says that they may not fit any more. A correction that finds no place
    in this reading (the outline changed) is listed under ``unapplied``, never dropped."""
    result = copy.deepcopy(document)
    latest = {c.what: c for c in corrections if c.sha256 == document["sha256"]}
    lost = []
    for correction in latest.values():
        path = _WHAT.fullmatch(correction.what)
        assert path  # noqa: S101 (a Correction can't be made otherwise)
        if path["field"]:
            _correct_field(result["fields"], path["field"], correction)
        elif not _correct_item(result["coverage"], path["item"], path["part"], correction):
            lost.append(_told(correction))
    _mend_number_symbol(result["fields"], latest)
    if lost:
        result["unapplied"] = lost
    else:
        result.pop("unapplied", None)
    return result


def _by(corrections: Iterable[Correction]) -> str:
    """Who, when and why: ``Người sửa: Lan, 2026-11-20T09:00 (đọc trên bản giấy)``."""
    return "; ".join(
        f"Người sửa: {c.who}, {c.when}{f' ({c.why})' if c.why else ''}" for c in corrections
    )


def _told(correction: Correction) -> dict[str, Any]:
    return {"what": correction.what, "after": correction.after, "why": _by([correction])}


def _correct_field(fields: dict[str, Any], name: str, correction: Correction) -> None:
    nowhere = {"raw": None, "page": None, "box": None}
    fields[name] = {
        **fields.get(name, nowhere),
        "value": correction.after,
        "confidence": 1.0,
        "source": "corrected",
        "review": False,
        "why": _by([correction]),
    }


def _correct_item(
    coverage: dict[str, Any] | None, id: str, part: str, correction: Correction
) -> bool:
    """Whether the item was there to be corrected."""
    for item in coverage["items"] if coverage else ():
        if item["id"] == id:
            told = {**item.get("corrected", {}), part: _by([correction])}
            item |= {part: correction.after, "corrected": told, "source": "corrected"}
            item |= {"confidence": 1.0, "review": False}
            item["why"] = "; ".join(told[p] for p in sorted(told))
            assert coverage is not None  # noqa: S101 (it had the item)
            coverage["corrected"] = True
            return True
    return False


def _mend_number_symbol(fields: dict[str, Any], latest: dict[str, Correction]) -> None:
    """``number_symbol`` is put together from its corrected parts, unless a person set it too."""
    parts = [latest[what] for what in ("fields.number", "fields.symbol") if what in latest]
    whole = fields.get("number_symbol")
    if not parts or not whole or "fields.number_symbol" in latest:
        return
    number, symbol = (fields.get(name, {}).get("value") for name in ("number", "symbol"))
    # Party texts join with a dash (34-CT/TW), all others with a slash.
    party = re.match(r"\d+\w?-", str(whole["value"] or ""))
    whole["value"] = f"{number}{'-' if party else '/'}{symbol}" if number and symbol else None
    both = [fields[name] for name in ("number", "symbol") if name in fields]
    whole |= {"source": "inferred", "why": _by(parts), "review": any(v["review"] for v in both)}
    whole["confidence"] = min(v["confidence"] for v in both)
