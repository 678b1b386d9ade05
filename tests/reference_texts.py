"""Texts for the tests of references: what is found in them, and the letter that they stand in."""

from __future__ import annotations

from pipeline.records import Letter, Reference, Value
from pipeline.references import find, find_in


def symbols(text: str) -> list[str | None]:
    return [r.symbol for r in find(text)]


def one(text: str) -> Reference:
    found = find(text)
    assert len(found) == 1, [r.symbol or r.name for r in found]
    return found[0]


def letter(**fields: str) -> Letter:
    values = {k: Value(v, "read", 1.0) for k, v in fields.items()}
    return Letter("report", 1.0, values, ())


SON_LA = letter(
    issuer="Sở Nội vụ tỉnh Sơn La",
    issuer_parent="Ủy ban nhân dân tỉnh Sơn La",
    province="Sơn La",
    number_symbol="127/BC-SNV",
    doc_type="Báo cáo",
)


def found_in(text: str, by: Letter = SON_LA) -> tuple[Reference, ...]:
    from pipeline.language import plain_transcript

    return find_in(plain_transcript(text), by)
