"""Does a letter hang on a decision, and by what chain?"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.knowledge.decisions import Decision, load_decisions
from pipeline.records import Cites, Letter, Link, Reference, Transcript
from pipeline.references.bodies import same_body
from pipeline.references.groups import symbol_key
from pipeline.references.movements import movement_in, names_movement
from pipeline.references.view import View, view_of
from pipeline.text import squash

_AROUND = 30  # characters quoted before a movement's name


def cites(
    references: Sequence[Reference],
    transcript: Transcript,
    letter: Letter | None = None,
    decisions: Sequence[Decision] | None = None,
) -> tuple[Cites, ...]:
    """How a letter hangs on each decision (None: all known ones): ``direct`` by its symbol,
    ``indirect`` through a text that carries it out or through the movement's name."""
    view = view_of(transcript)
    known = load_decisions() if decisions is None else decisions
    return tuple(_one(references, transcript, view, d) for d in known)


def is_decision(reference: Reference, decision: Decision) -> bool:
    """Whether ``reference`` means ``decision``. The same number of another year or issuer is
    another text; a date that differs in one part only is a slip (and a finding)."""
    if not reference.symbol or symbol_key(reference.symbol) != symbol_key(decision.symbol):
        return False
    if reference.issuer and decision.issuer and not same_body(reference.issuer, decision.issuer):
        return False
    if not reference.date or not decision.date:
        return True
    there, here = reference.date.split("-"), decision.date.split("-")
    same = sum(a == b for a, b in zip(there, here, strict=False))
    return same >= min(len(there), 2)


def implements(reference: Reference, decision: Decision) -> bool:
    """Whether a cited text carries ``decision`` out, by what the letter says of it."""
    if reference.symbol is None or is_decision(reference, decision):
        return False
    if reference.date and reference.date < (decision.date or "")[: len(reference.date)]:
        return False  # older than the decision
    for text in decision.implemented_by:
        if symbol_key(text.symbol) == symbol_key(reference.symbol):
            issued = not (reference.issuer and text.issuer) or same_body(
                reference.issuer, text.issuer
            )
            if issued and reference.date in (None, text.date):
                return True
    if reference.about is None:
        return False
    movement = decision.movement
    return movement is not None and names_movement(reference.about, movement)


def _one(
    references: Sequence[Reference], transcript: Transcript, view: View, decision: Decision
) -> Cites:
    direct = [r for r in references if is_decision(r, decision)]
    if direct:
        links = tuple(_link(decision, r, "symbol") for r in direct)
        return Cites(decision.symbol, "direct", links)
    chain = [_link(decision, r, "text") for r in references if implements(r, decision)]
    named = movement_in(view, decision.movement) if decision.movement else None
    if named:
        start = max(0, named.start - _AROUND)
        start = view.low.find(" ", start, named.start) + 1 if start else 0
        span = view.span(named.start, named.end)
        quote = squash(transcript.quote(view.span(start or named.start, named.end)))
        place = next(iter(transcript.locate(span)), None)
        chain.append(Link(decision.symbol, "movement", None, quote, place))
    return Cites(decision.symbol, "indirect" if chain else "none", tuple(chain))


def _link(decision: Decision, reference: Reference, how: str) -> Link:
    mention = reference.mentions[0]
    place = mention.places[0] if mention.places else None
    quote = squash(mention.raw)
    if how == "symbol":
        return Link(decision.symbol, "symbol", None, quote, place)
    if reference.about:
        quote = f"{quote} {reference.about}"
    return Link(decision.symbol, "text", reference.symbol, quote, place)
