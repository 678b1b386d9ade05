"""Wording that a report has from the guideline, or shares with other reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.compile.adaptation.flow import flow_of
from pipeline.compile.adaptation.shingles import Passage, Shingled, shared, shingle
from pipeline.compile.tables import Published, name_of, shown, value_of
from pipeline.knowledge.header import header_words


@dataclass(frozen=True, slots=True)
class Reuse:
    """``share``: of the report's own syllables, those that ``source`` has in the same words. Who
    took from whom is not said: compare the dates."""

    file: str
    name: str
    date: str
    source: str
    source_name: str
    source_date: str
    share: float
    passages: tuple[Passage, ...]


def reuse_from(
    source: Published, reports: Iterable[Published], titles: Iterable[str] = ()
) -> tuple[Reuse, ...]:
    """What each report has in common with ``source`` (a guideline, a model report), in the
    order given; a report that shares nothing has a row with share 0."""
    masks = tuple(titles)
    origin = prepared(source, masks)
    return tuple(_reuse(r, prepared(r, masks), source, origin) for r in reports if r is not source)


def reuse_among(reports: Sequence[Published], titles: Iterable[str] = ()) -> tuple[Reuse, ...]:
    """All ordered pairs of reports that share a passage."""
    masks = tuple(titles)
    texts = [prepared(report, masks) for report in reports]
    found = []
    for here, there in _candidates(texts):
        reuse = _reuse(reports[here], texts[here], reports[there], texts[there])
        if reuse.passages:
            found.append(reuse)
    return tuple(found)


def prepared(document: Published, titles: Sequence[str] = ()) -> Shingled:
    """A report ready for comparison: titles of the outline, names, citations and the motto are
    no wording of its own."""
    words = header_words()
    masks = [*words.mottoes, *words.creeds, *titles]
    for field in document["fields"].values():
        masks += [shown(field["value"]), field["raw"] or ""]
    for reference in document["references"]:
        masks += [reference["raw"] or "", reference.get("about") or ""]
    return shingle(flow_of(document), [m for m in masks if m])


def _candidates(texts: Sequence[Shingled]) -> Iterator[tuple[int, int]]:
    """Pairs with at least one run of syllables in common, both ways, in order."""
    holders: dict[tuple[str, ...], list[int]] = {}
    for at, text in enumerate(texts):
        for gram in text.index:
            holders.setdefault(gram, []).append(at)
    pairs = {(a, b) for group in holders.values() for a in group for b in group if a != b}
    return iter(sorted(pairs))


def _reuse(report: Published, text: Shingled, source: Published, origin: Shingled) -> Reuse:
    found = shared(text, origin)
    said = sum(p.syllables for p in found)
    return Reuse(
        str(report["file"]),
        name_of(report),
        value_of(report, "date"),
        str(source["file"]),
        name_of(source),
        value_of(source, "date"),
        said / text.size if text.size else 0.0,
        found,
    )
