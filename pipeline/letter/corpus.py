"""A letter among the others of its corpus: what they say of it, laid over what it says itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.letter.agree import settle
from pipeline.letter.cited_by import InCorpus, cited_by
from pipeline.letter.register_order import Doubt, order
from pipeline.letter.values import doubted
from pipeline.letter.weigh import noted
from pipeline.records import Letter, Value

_BROKEN = 0.85
"""How sure a number or a date still is that breaks the register's order: back-dated letters and
second registers exist."""


def hear_corpus(corpus: Sequence[InCorpus]) -> list[Letter]:
    """All letters, in the order given, after each has heard the others; those of which nobody
    speaks are the same objects."""
    heard = zip(corpus, hear_each(corpus), strict=True)
    return [one.letter if letter is None else letter for one, letter in heard]


def hear_each(corpus: Sequence[InCorpus]) -> Iterator[Letter | None]:
    """Each letter after it has heard the others; None for those of which nobody speaks. ``corpus``
    may come from disk: it is gone through several times, and no letter of it is kept."""
    registers = order(_Named(corpus))
    for n, (one, witnesses) in enumerate(zip(corpus, cited_by(corpus), strict=True)):
        if not witnesses and n not in registers:
            yield None
            continue
        changed = settle(one.letter.fields, witnesses) if witnesses else {}
        values = {**one.letter.fields, **changed}
        for doubt in registers.get(n, ()):
            values[doubt.field] = _laid(values[doubt.field], doubt)
        if n in registers:
            values["number_symbol"] = _whole(values)
        yield replace(one.letter, fields=values)


def _laid(value: Value, doubt: Doubt) -> Value:
    return doubted(value, _BROKEN, doubt.why) if doubt.broken else noted(value, doubt.why)


def _whole(values: dict[str, Value]) -> Value:
    """Number and symbol together need a look where one of them does."""
    whole, number = values["number_symbol"], values["number"]
    if whole.value is None or not number.review:
        return whole
    return replace(whole, review=True, confidence=min(whole.confidence, number.confidence))


@dataclass(frozen=True, slots=True)
class _Named:
    """As ``order`` takes them, as often as it likes."""

    corpus: Sequence[InCorpus]

    def __iter__(self) -> Iterator[tuple[str, Letter]]:
        return ((one.file, one.letter) for one in self.corpus)
