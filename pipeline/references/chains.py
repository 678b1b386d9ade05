"""Chains through a corpus: a letter that cites another letter which carries a decision out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from sys import intern

from pipeline.knowledge.decisions import Decision
from pipeline.records import Cites, Document, Letter, Link, Reference
from pipeline.references.bodies import same_body
from pipeline.references.groups import symbol_key
from pipeline.text import squash

Entry = tuple[str, Letter | None, Sequence[Reference], Sequence[Cites]]
"""File name, letter, references and citing of one letter of a corpus."""
_Known = tuple[str | None, str | None]
"""A letter's issuer and date."""


def link_corpus(
    corpus: Sequence[Entry], decisions: Sequence[Decision] | None = None
) -> list[tuple[Cites, ...]]:
    """The citing of every letter, now that all of them are known: one that cites a letter of the
    corpus which hangs on a decision hangs on it through that letter. Verdicts are never lowered,
    and ``direct`` stays as it is. Chains of any length are followed, in rounds.
    ``decisions``: which are asked about, None for all that were. ``corpus`` may come from disk: it
    is gone through a few times from front to back."""
    wanted = None if decisions is None else [d.symbol for d in decisions]
    files = [entry[0] for entry in corpus]
    state = [
        tuple(c for c in entry[3] if wanted is None or c.decision in wanted) for entry in corpus
    ]
    cited = _cited_letters(corpus)
    changed = True
    while changed:
        changed = False
        before = list(state)
        for n, cites in enumerate(before):
            grown = tuple(_grown(c, n, files, cited, before) for c in cites)
            if grown != cites:
                state[n] = grown
                changed = True
    return state


def link(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The same over documents."""
    corpus = [(d.file, d.letter, d.references, d.cites) for d in documents]
    linked = link_corpus(corpus)
    return tuple(replace(d, cites=c) for d, c in zip(documents, linked, strict=True))


def _cited_letters(corpus: Sequence[Entry]) -> list[list[tuple[Reference, int]]]:
    """For each letter, the letters of the corpus that it cites, with the reference."""
    by_symbol: dict[str, list[int]] = {}
    known: list[_Known] = []  # all that must be at hand of every letter
    for n, (_, letter, _, _) in enumerate(corpus):
        issuer = _text(letter, "issuer")
        known.append((issuer and intern(issuer), _text(letter, "date")))
        number = _text(letter, "number_symbol")
        if number and number[0].isdigit():
            by_symbol.setdefault(symbol_key(number), []).append(n)
    found = []
    for n, (_, _, references, _) in enumerate(corpus):
        mine: list[tuple[Reference, int]] = []
        for reference in references:
            if reference.symbol is None:
                continue
            for other in by_symbol.get(symbol_key(reference.symbol), ()):
                if other != n and _means(reference, known[other]):
                    mine.append((reference, other))
        found.append(mine)
    return found


def _means(reference: Reference, known: _Known) -> bool:
    """Whether a reference with a letter's symbol means that letter: same issuer, same date, as
    far as both are known; a symbol alone, without either, proves nothing."""
    issuer, date = known
    if reference.issuer and issuer and not same_body(reference.issuer, issuer):
        return False
    if (
        reference.date
        and date
        and not (reference.date.startswith(date) or date.startswith(reference.date))
    ):
        return False
    return bool((reference.issuer and issuer) or (reference.date and date))


def _grown(
    cites: Cites,
    n: int,
    files: Sequence[str],
    cited: Sequence[Sequence[tuple[Reference, int]]],
    state: Sequence[Sequence[Cites]],
) -> Cites:
    """``cites`` of letter ``n`` with links through letters that hang on the same decision."""
    if cites.verdict == "direct":
        return cites
    links = list(cites.via)
    for reference, other in cited[n]:
        theirs = next((c for c in state[other] if c.decision == cites.decision), None)
        if theirs is None or not _carries(theirs, files[n]):
            continue
        file = files[other]
        same = [i for i, k in enumerate(links) if k.how == "text" and k.through == reference.symbol]
        if same:
            links[same[0]] = replace(links[same[0]], file=file)
            continue
        mention = reference.mentions[0]
        place = mention.places[0] if mention.places else None
        links.insert(
            sum(k.how == "text" for k in links),
            Link(cites.decision, "text", reference.symbol, squash(mention.raw), place, file),
        )
    if tuple(links) == cites.via:
        return cites
    return Cites(cites.decision, "indirect", tuple(links))


def _carries(theirs: Cites, reader: str) -> bool:
    """Whether a cited letter hangs on the decision by itself, or through others than the
    reader: two letters that only cite each other prove nothing."""
    return theirs.verdict == "direct" or any(link.file != reader for link in theirs.via)


def _text(letter: Letter | None, name: str) -> str | None:
    value = letter.fields.get(name) if letter else None
    return value.value if value and isinstance(value.value, str) else None
