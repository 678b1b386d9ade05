"""Who wrote, as the letter says itself at its end: ``Trên đây là Báo cáo … của Sở Tư pháp …``, and
as its signer is called: ``TM. ỦY BAN NHÂN DÂN``, ``GIÁM ĐỐC SỞ Y TẾ``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.knowledge.header import header_words
from pipeline.knowledge.issuers import Body, body_named, expand, starts_body
from pipeline.knowledge.places import Province
from pipeline.letter.issuer import of_place, without_province
from pipeline.text import fold, squash

_SENTENCE = re.compile(r"[^.;/]{8,400}")
_OF = re.compile(r"\bcủa\s+(?=\w)", re.IGNORECASE)
_LONGEST = 14
"""Words that a body's name has at most, its province included."""
_LIKE = 97.0
_TAIL = 6000
"""Characters from the end among which the closing sentence stands, recipients and signature too."""


@dataclass(frozen=True, slots=True)
class Told:
    """``body`` with the province that stands beside it; ``quote``: the words."""

    body: Body
    province: Province | None
    quote: str

    def official(self, here: Province | None) -> str | None:
        """Its full name; a provincial body without a province of its own is of ``here``."""
        if not self.body.local:
            return self.body.name
        own = self.province or here
        return of_place(self.body.name, own) if own is not None else None


def told_at_end(text: str) -> Told | None:
    """The body whose letter the closing sentence says this is; the last such sentence counts, as
    an enclosed letter comes after it only with a header of its own."""
    openings = tuple(fold(words) for words in header_words().closings)
    found = None
    for match in _SENTENCE.finditer(squash(text[-_TAIL:])):
        sentence = match.group().strip(' -–+*"“')
        if not fold(sentence).startswith(openings):
            continue
        for of in _OF.finditer(sentence):
            found = _body_at(sentence[of.end() :]) or found
    return found


def told_by_signer(signed: str) -> Told | None:
    """The body in authority and title of who signs."""
    words = expand(squash(signed.replace(".", ". "))).split()
    for start in range(len(words)):
        if starts_body(" ".join(words[start:])) and (told := _body_at(" ".join(words[start:]))):
            return told
    return None


def _body_at(text: str) -> Told | None:
    """The longest name of a body that ``text`` begins with."""
    for words in _beginnings(text):
        core, found = without_province(expand(words))
        match = body_named(core, _LIKE) if len(core.split()) > 1 else None
        if match is not None and (found is None or match[0].local):
            return Told(match[0], found.province if found else None, words)
    return None


def _beginnings(text: str) -> Iterator[str]:
    words = text.split()[:_LONGEST]
    for size in range(len(words), 0, -1):
        yield " ".join(words[:size]).strip(" ,:")
