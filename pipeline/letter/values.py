"""Values: how a field says what it knows, from where, and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.knowledge.syllables import syllables
from pipeline.records import Box, Page, Place, Span, Transcript, Value, ValueSource, Word, map_box

_SYLLABLE = 0.15
_POINTS = " .,:;'`\"“”‘’()[]|_-–—"


def weakest(transcript: Transcript, span: Span | None) -> float:
    """The least word confidence of a span; scraps of one sign are not asked."""
    if span is None:
        return 1.0
    solid = [
        w for w in transcript.words_in(span) if sum(map(str.isalnum, transcript.quote(w.span))) > 1
    ]
    return min((w.confidence for w in solid), default=1.0)


def weakest_said(transcript: Transcript, words: Iterable[Word]) -> float:
    """The least confidence of words of running text. The engine often doubts what is a syllable
    of the language all the same: it is worth ``_SYLLABLE`` more then."""
    found = []
    for word in words:
        text = transcript.quote(word.span).strip(_POINTS)
        if sum(map(str.isalnum, text)) > 1:
            found.append(word.confidence + (_SYLLABLE if text.lower() in syllables() else 0.0))
    return min((*found, 1.0))


def place_of(transcript: Transcript, span: Span | None) -> Place | None:
    """The first place of a span; None of no span."""
    places = transcript.locate(span) if span is not None else ()
    return places[0] if places else None


def place_of_box(page: Page, box: Box | None) -> Place:
    """A straight-frame box as a place on paper."""
    return Place(page.number, map_box(page.to_paper, box) if box else None)


def read(
    transcript: Transcript,
    value: str | tuple[str, ...],
    span: Span | None,
    confidence: float,
    *,
    raw: str | None = None,
    why: str | None = None,
) -> Value:
    """A value that stands in the transcript; ``raw`` defaults to the words there."""
    shown = raw if raw is not None else (transcript.quote(span) if span else None)
    where = place_of(transcript, span)
    return Value(value, "read", _bounded(confidence), shown, where, span, why=why)


def inferred(
    value: str, confidence: float, why: str, *, span: Span | None = None, place: Place | None = None
) -> Value:
    return Value(value, "inferred", _bounded(confidence), None, place, span, why=why)


def without(
    source: ValueSource,
    confidence: float,
    why: str | None = None,
    *,
    place: Place | None = None,
    span: Span | None = None,
    raw: str | None = None,
) -> Value:
    """A value that is blank, unreadable or absent."""
    return Value(None, source, _bounded(confidence), raw, place, span, why=why)


def reviewed(value: Value, below: float) -> Value:
    """The value with its review mark: doubt, or something that could not be read."""
    doubtful = value.confidence < below or value.source == "unreadable"
    return replace(value, review=value.review or doubtful)


def doubted(value: Value, factor: float, why: str) -> Value:
    """The value with less confidence, sent to a person, and the reason added."""
    reasons = why if value.why is None else f"{value.why}; {why}"
    return replace(value, confidence=_bounded(value.confidence * factor), review=True, why=reasons)


def _bounded(confidence: float) -> float:
    return round(min(0.99, max(0.01, confidence)), 4)
