"""What other letters of a corpus say of a letter: they cite it with number, symbol and date.

Only a citation that surely means the letter is heard: the whole symbol with the same issuer in the
same year, or with the same day. What they say never becomes a value; a part that could not be read
is told beside it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.letter.elsewhere import Said, month_beside
from pipeline.records import Letter, Reference
from pipeline.text import bare, fold

_SURE = 0.8
"""Confidence from which a reference is believed to be read right."""
_SHOWN = 3


_Key = tuple[str, str | None]
"""Symbol without number, and number or day."""
_Citations = dict[_Key, list[tuple[int, "_Cited"]]]
"""With the place of the letter that cites."""


@dataclass(frozen=True, slots=True)
class InCorpus:
    """A letter among others; ``file`` is its name."""

    file: str
    letter: Letter
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cited:
    """A reference taken apart: its number, the rest of its symbol, and who cites it."""

    number: str
    code: str
    date: str | None
    issuer: str | None
    file: str


def cited_by(corpus: Sequence[InCorpus]) -> Iterator[list[Said]]:
    """For each letter what the others say of it, one witness for all that agree."""
    # Most citations are of laws and decrees: kept are those that may mean a letter of the corpus.
    wanted = {_listens_to(one.letter) for one in corpus}
    found: _Citations = defaultdict(list)
    for n, one in enumerate(corpus):
        for reference in one.references:
            if (cited := _taken_apart(reference, one.file)) is None:
                continue
            for known in (cited.number, cited.date):
                if (key := (cited.code, known)) in wanted:
                    found[key].append((n, cited))
    return (_heard(n, one.letter, found) for n, one in enumerate(corpus))


def _listens_to(letter: Letter) -> _Key | None:
    """By what the citations of a letter are found: a letter may know only one of number and day.
    Never by its symbol alone, which it shares with many."""
    symbol, number = _text(letter, "symbol"), _text(letter, "number")
    if symbol is None:
        return None
    return _key(symbol), _plain(number) if number is not None else _text(letter, "date")


def _heard(n: int, letter: Letter, found: _Citations) -> list[Said]:
    symbol, key = _text(letter, "symbol"), _listens_to(letter)
    if symbol is None or key is None:
        return []
    meant = [c for m, c in found.get(key, ()) if m != n and _means(c, letter)]
    said = Counter((c.number, c.date) for c in meant)
    ranked = sorted(said, key=lambda s: (-said[s], s[0], s[1] or ""))
    if not ranked or (len(ranked) > 1 and said[ranked[0]] == said[ranked[1]]):
        return []  # they contradict each other
    number, date = ranked[0]
    files = sorted({c.file for c in meant if (c.number, c.date) == ranked[0]})
    more = f" và {len(files) - _SHOWN} tệp khác" if len(files) > _SHOWN else ""
    where = f"văn bản khác viện dẫn ({', '.join(files[:_SHOWN])}{more})"
    return [Said(where, number=number, symbol=symbol, date=date)]


def _means(cited: _Cited, letter: Letter) -> bool:
    """Whether a reference with the letter's symbol means the letter. Its number or its date, if
    only one of them, may be unreadable."""
    number, date, issuer = (_text(letter, f) for f in ("number", "date", "issuer"))
    same_issuer = issuer is not None and cited.issuer is not None and _same(issuer, cited.issuer)
    if cited.issuer is not None and not same_issuer:
        return False
    if number is None:
        return same_issuer and date is not None and cited.date == date
    if _plain(number) != cited.number:
        return False
    if date is None:
        beside = month_beside(letter.fields["date"])
        return same_issuer and bool(cited.date and beside and cited.date.startswith(beside))
    if cited.date is None:
        return False  # the same number comes again every year
    return cited.date == date or (same_issuer and cited.date[:4] == date[:4])


def _taken_apart(reference: Reference, file: str) -> _Cited | None:
    if reference.symbol is None or reference.confidence < _SURE or reference.findings:
        return None
    match = re.match(r"(\d{1,5}[a-zđ]?)\s*[/-]\s*(?=\S)", reference.symbol, re.IGNORECASE)
    if match is None:
        return None
    issuer = None if reference.issuer_inferred else reference.issuer
    code = _key(reference.symbol[match.end() :])
    date = reference.date if reference.date and len(reference.date) == 10 else None
    return _Cited(_plain(match[1]), code, date, issuer, file)


def _same(issuer: str, cited: str) -> bool:
    return fold(issuer) == fold(cited)


def _plain(number: str) -> str:
    return number.lstrip("0").lower() or "0"


def _key(symbol: str) -> str:
    return bare(symbol).upper().replace(" ", "")


def _text(letter: Letter, field: str) -> str | None:
    value = letter.fields.get(field)
    return value.value if value is not None and isinstance(value.value, str) else None
