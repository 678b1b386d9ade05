"""Published documents as rows: what the workbook and the report both show.

Rows hold facts and stable codes, never words of a language; ``labels`` names them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compile.collation import SortKey, sort_key

Published = dict[str, Any]
"""One line of ``documents.jsonl``."""

FIELD_ORDER = (
    "issuer_parent", "issuer", "province", "number", "symbol", "number_symbol", "place", "date",
    "urgency", "secrecy", "doc_type", "subject", "addressees", "signer_authority", "signer_title",
    "signer_name", "recipients", "incoming_number", "incoming_date",
)  # fmt: skip
"""As they stand on paper, top to bottom; fields that are new come after."""

# What XML 1.0 can't hold (control characters, lone surrogates, two non-characters).
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNSAFE_IN_LINK = re.compile(r"[ \"#%<>\[\]^`{|}]")
_UNSAFE_IN_ANCHOR = re.compile(r"[^A-Za-z0-9.]")


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One outline item of one letter; ``anchor`` is its address in the report page."""

    document: Published
    item: dict[str, Any]
    anchor: str

    @property
    def evidence(self) -> dict[str, Any]:
        """The first words that earned the point, or nothing."""
        found: list[dict[str, Any]] = self.item["evidence"]
        return found[0] if found else {"page": None, "box": None, "quote": ""}


@dataclass(frozen=True, slots=True)
class Matrix:
    """Letters × items of one outline. ``items`` are (id, title) in the outline's order."""

    outline: str
    items: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Published, dict[str, VerdictRow]], ...]

    def tally(self, item: str) -> dict[str, int]:
        """How many letters answer ``item`` in full, thinly, not at all."""
        counts = {"full": 0, "thin": 0, "none": 0}
        for _, verdicts in self.rows:
            if item in verdicts:
                counts[verdicts[item].item["content"]] += 1
        return counts


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something for a person. ``kind``: file, page, kind, field, item, reference, unapplied;
    ``key``: which one of its kind; ``value``: what stands there now (a code, for all but
    fields, references and unapplied)."""

    document: Published
    kind: str
    key: str
    value: str
    why: str
    page: int | None
    confidence: float | None
    anchor: str


def clean(text: str) -> str:
    """Without characters that XML and browsers refuse; line breaks and tabs stay."""
    return _ILLEGAL.sub("\ufffd", text)


def shown(value: object) -> str:
    """A field's value as text; lists one entry a line."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return clean("\n".join(str(part) for part in value))
    return clean(str(value))


def field_of(document: Published, name: str) -> dict[str, Any]:
    """The published ``Value``, or an empty dict where the letter has none."""
    found: dict[str, Any] | None = document["fields"].get(name)
    return found or {}


def fields_of(document: Published) -> list[tuple[str, dict[str, Any]]]:
    """All fields of a letter, in ``FIELD_ORDER``."""
    fields: dict[str, dict[str, Any]] = document["fields"]
    known = [name for name in FIELD_ORDER if name in fields]
    return [(name, fields[name]) for name in (*known, *sorted(fields.keys() - set(known)))]


def value_of(document: Published, name: str) -> str:
    return shown(field_of(document, name).get("value"))


def name_of(document: Published) -> str:
    """What people call the letter's sender: the issuer, else the file."""
    return value_of(document, "issuer") or clean(str(document["file"]))


def signer_of(document: Published) -> str:
    """``KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn A`` on up to three lines."""
    parts = (value_of(document, f"signer_{part}") for part in ("authority", "title", "name"))
    return "\n".join(part for part in parts if part)


def letter_order(document: Published) -> tuple[SortKey, SortKey, SortKey]:
    """By province, then issuer, then file, in Vietnamese alphabetical order."""
    issuer = name_of(document)
    province = value_of(document, "province")
    return sort_key(province or issuer), sort_key(issuer), sort_key(str(document["file"]))


def ordered(documents: Iterable[Published]) -> list[Published]:
    return sorted(documents, key=letter_order)


def anchor(document: Published, kind: str = "l", key: str = "") -> str:
    """The address of something in the report page, ASCII, the same in every run: ``l`` letter,
    ``f`` field, ``v`` verdict, ``r`` reference."""
    file = str(document["file"]).encode("utf-8", "surrogatepass")
    base = f"{kind}-{hashlib.sha256(file).hexdigest()[:10]}"
    if not key:
        return base
    plain = _UNSAFE_IN_ANCHOR.sub(lambda m: f"_{ord(m.group()):x}", key.replace("đ", "dd"))
    return f"{base}-{plain}"


def evidence_link(document: Published, kind: str = "", key: str = "") -> str | None:
    """Where the page of a letter shows something, relative to the output folder: ``item`` with an
    id, ``field`` with a name, ``page`` with a number; None for a letter without a folder."""
    folder = document.get("folder")
    if not folder:
        return None
    plain = _UNSAFE_IN_LINK.sub(lambda m: f"%{ord(m.group()):02X}", clean(str(folder)))
    return f"{plain}/index.html" + (f"#{kind}-{key}" if kind else "")


def decisions(documents: Iterable[Published]) -> list[str]:
    """All decisions asked about, in Vietnamese order."""
    return sorted({k for d in documents for k in d["cites"] if k != "via"}, key=sort_key)


def verdicts(document: Published) -> Iterator[VerdictRow]:
    for item in (document["coverage"] or {"items": []})["items"]:
        yield VerdictRow(document, item, anchor(document, "v", item["id"]))


def matrices(documents: Sequence[Published]) -> list[Matrix]:
    """One matrix an outline, outlines in Vietnamese order; letters in the order given."""
    outlines = {d["coverage"]["outline"] for d in documents if d["coverage"]}
    found = []
    for outline in sorted(outlines, key=sort_key):
        items: dict[str, str] = {}
        rows = []
        for document in documents:
            if document["coverage"] and document["coverage"]["outline"] == outline:
                row = {verdict.item["id"]: verdict for verdict in verdicts(document)}
                rows.append((document, row))
                for id, verdict in row.items():
                    items.setdefault(id, clean(verdict.item["title"]))
        found.append(Matrix(outline, tuple(items.items()), tuple(rows)))
    return found


def pages_of(reference: dict[str, Any]) -> list[int]:
    """The pages where a reference is printed, each once."""
    return sorted({p["page"] for p in reference["places"]} or {reference["page"]})


def doubts(document: Published) -> list[Doubt]:
    """Everything in a letter that a person should look at, what was not read first."""
    return [
        *_problems(document),
        *_doubtful_fields(document),
        *_doubtful_items(document),
        *_doubtful_references(document),
        *_unapplied(document),
    ]


def _problems(document: Published) -> Iterator[Doubt]:
    here = anchor(document)
    for error in document["errors"]:
        page = error["page"]
        kind = "file" if page is None else "page"
        yield Doubt(
            document, kind, str(page or ""), error["code"], error["message"], page, None, here
        )
    if document.get("kind") == "unknown" and document["status"] != "failed":
        sure = document.get("kind_confidence")
        yield Doubt(document, "kind", "kind", "unknown", "", 1, sure, here)


def _doubtful_fields(document: Published) -> Iterator[Doubt]:
    for name, value in fields_of(document):
        if value["review"]:
            yield Doubt(
                document,
                "field",
                name,
                shown(value["value"]),
                value.get("why") or "",
                value["page"],
                value["confidence"],
                anchor(document, "f", name),
            )


def _doubtful_items(document: Published) -> Iterator[Doubt]:
    for verdict in verdicts(document):
        item = verdict.item
        if item["review"]:
            why, page = item.get("why") or "", verdict.evidence["page"]
            yield Doubt(
                document,
                "item",
                item["id"],
                item["content"],
                why,
                page,
                item["confidence"],
                verdict.anchor,
            )


def _doubtful_references(document: Published) -> Iterator[Doubt]:
    for at, reference in enumerate(document["references"]):
        for finding in reference.get("findings", ()):
            yield Doubt(
                document,
                "reference",
                reference["symbol"] or reference.get("name") or "",
                reference["raw"],
                finding,
                reference["page"],
                reference["confidence"],
                anchor(document, "r", str(at)),
            )


def _unapplied(document: Published) -> Iterator[Doubt]:
    for lost in document.get("unapplied", ()):
        yield Doubt(
            document,
            "unapplied",
            lost["what"],
            shown(lost["after"]),
            lost["why"],
            None,
            None,
            anchor(document),
        )
