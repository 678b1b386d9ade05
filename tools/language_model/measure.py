"""Counts words mended and words spoilt, over pages whose print is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from pipeline.cache import Cache
from pipeline.compile.contract import read_documents
from pipeline.journey.entries import PageRecord
from pipeline.reading.repair import mended
from pipeline.records import Transcript
from pipeline.text import nfc, squash

_ALIKE = 50.0
"""Percent below which two lines, or two words, are not taken for one."""


def pages(out: Path, texts: Path) -> Iterator[tuple[Transcript, str]]:
    """(page as read, its print) of every letter under ``OUT`` that ``<name>.txt`` is there for."""
    printed = {p.name.partition(".")[0]: p for p in sorted(texts.glob("*.txt"))}
    cache = Cache(out / "cache")
    for document in read_documents(out / "documents.jsonl"):
        path = printed.get(Path(document["file"]).name.partition(".")[0])
        if path is None:
            continue
        folder = cache.path(document["sha256"], "p1", "", "json.gz").parent
        for number, text in enumerate(path.read_text("utf-8").split("\f"), start=1):
            for kept in sorted(folder.glob(f"p{number}-*.json.gz"))[:1]:
                record = cache.load(PageRecord, kept)
                if record is not None:
                    yield record.transcript, text


def count(page: Transcript, printed: str) -> Counter[str]:
    """``words``, ``wrong`` before and ``left`` after; ``mended``, ``spoilt``, ``other``: wrong
    before and after; ``unknown``: changed where no print could be found; ``errors``,
    ``errors_after`` and ``length`` in characters of the words that were found in print."""
    mends = mended([(w.raw, w.confidence) for w in page.words])
    found: Counter[str] = Counter()
    for word, mend, wanted in zip(page.words, mends, aligned(page, printed), strict=True):
        raw = nfc(word.raw)
        new = mend.text if mend else raw
        found["words"] += 1
        if wanted is None:
            found["unknown"] += mend is not None
            continue
        found["wrong"] += raw != wanted
        found["left"] += new != wanted
        found["length"] += len(wanted)
        found["errors"] += Levenshtein.distance(raw, wanted)
        found["errors_after"] += Levenshtein.distance(new, wanted)
        if mend is not None:
            found[_outcome(raw, new, wanted)] += 1
    return found


def _outcome(raw: str, new: str, wanted: str) -> str:
    if new == wanted:
        return "mended"
    return "spoilt" if raw == wanted else "other"


def aligned(page: Transcript, printed: str) -> list[str | None]:
    """The printed word for each word read; None where none was found. Lines may stand in another
    order."""
    lines = [line for raw in printed.split("\n") if (line := squash(nfc(raw)))]
    result: list[str | None] = [None] * len(page.words)
    at = {word.span.start: n for n, word in enumerate(page.words)}
    for line in page.lines:
        places = [at[w.span.start] for w in page.words_in(line.span)]
        read = [nfc(page.words[n].raw) for n in places]
        best = process.extractOne(" ".join(read), lines, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best is not None:
            for place, word in zip(places, _paired(read, best[0].split()), strict=True):
                result[place] = word
    return result


def _paired(read: Sequence[str], printed: Sequence[str]) -> list[str | None]:
    result: list[str | None] = [None] * len(read)
    for op in Levenshtein.opcodes(read, printed):
        here, there = range(op.src_start, op.src_end), printed[op.dest_start : op.dest_end]
        if len(here) == len(there):
            for place, word in zip(here, there, strict=True):
                result[place] = word
        elif op.tag == "replace":
            for place in here:
                near = process.extractOne(
                    read[place], there, scorer=fuzz.ratio, score_cutoff=_ALIKE
                )
                result[place] = near[0] if near else None
    return result
