"""What a run leaves: the published facts first, then everything that is made from them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline import __version__, messages, store
from pipeline.compile import contract
from pipeline.compile.annotations import write_annotations
from pipeline.compile.shelved import shelve
from pipeline.errors import NOTES
from pipeline.files import write_remade
from pipeline.journey.compiling import compile_all
from pipeline.journey.entries import Analysis, Entry, Judgement, Run
from pipeline.journey.letters import analysis_of, judgement_of, outlines_for
from pipeline.journey.pages import load_transcript
from pipeline.letter.written import with_written
from pipeline.records import Document, Problem, Reference, Transcript

ANNOTATIONS = "annotations.json"
_READINGS = "readings.jsonl"


def publish_all(run: Run, entries: list[Entry]) -> Sequence[dict[str, Any]]:
    """Writes ``documents.jsonl``, the database, the workbook and the pages; people's decisions
    are laid over the readings before anybody sees them. One letter is in memory at a time, until
    something is made of all of them. ``entries`` are emptied: a hundred thousand weigh as much as
    the largest table."""
    outlines = outlines_for(run.settings.outline)
    spooled = run.cache.folder / _READINGS
    run.progress.stage("writing", 2 * len(entries))  # each as read, and with people's decisions
    try:
        entries.sort(key=lambda e: (e.name, e.sha256))
        readings = shelve((_publish(run, e) for e in entries), spooled, durable=False)
        entries.clear()
        base = store.open_store(store.address(run.out, run.settings.database))
        try:
            lay = base.keep(readings, {"version": __version__}, outlines)
        finally:
            base.close()
        laid = (_shown(run, lay(reading)) for reading in readings)
        documents = shelve(laid, run.out / "documents.jsonl")
    finally:
        spooled.unlink(missing_ok=True)
    return compile_all(run.out, documents, run.settings, outlines, run.progress)


def _shown(run: Run, document: dict[str, Any]) -> dict[str, Any]:
    """Put beside its pages, too."""
    if document["folder"]:
        shown = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        target = run.out / document["folder"] / "findings.json"
        write_remade(target, shown.encode("utf-8"))
    run.progress.step()
    return document


def _publish(run: Run, entry: Entry) -> dict[str, Any]:
    """What is published of a letter; its references are laid as annotations beside its pages."""
    run.progress.step()
    source, owner = entry.source, entry.same_as or entry
    if source is None:
        problems = tuple(entry.problems)
        refused = Document(entry.name, entry.sha256, "failed", problems, 0, (), None)
        return contract.publish(refused)
    transcript, seconds = load_transcript(run.cache, owner)
    analysis, judgement = analysis_of(run.cache, owner), judgement_of(run.cache, owner)
    if owner is entry and analysis is not None:
        _annotate(run, entry, transcript, analysis.references)
    return contract.publish(_document(entry, transcript, seconds, analysis, judgement))


def _annotate(
    run: Run, entry: Entry, transcript: Transcript, references: Sequence[Reference]
) -> None:
    """The references of a letter as annotations of its text and of the PDF beside it."""
    folder = run.out / entry.letters_folder
    pdf = next((p.name for p in sorted(folder.glob("*.pdf"))), None)
    write_annotations(transcript, references, folder / ANNOTATIONS, entry.name, pdf)


def _document(
    entry: Entry,
    transcript: Transcript,
    seconds: dict[str, float],
    analysis: Analysis | None,
    judgement: Judgement | None,
) -> Document:
    source, owner = entry.opened, entry.same_as or entry
    problems = _problems(entry, owner, transcript)
    if analysis is not None:
        seconds["analyse"] = analysis.seconds
    if judgement is not None:
        seconds["judge"] = judgement.seconds
    unread = [p for p in transcript.pages if p.status == "unreadable"]
    said = any(p.status == "read" for p in transcript.pages)
    return Document(
        file=entry.name,
        sha256=source.sha256,
        status="failed" if not said else "partial" if unread else "ok",
        errors=problems,
        pages=len(transcript.pages),
        text=with_written(transcript.prose(), analysis.letter) if analysis else transcript.prose(),
        letter=analysis.letter if analysis and said else None,
        references=analysis.references if analysis else (),
        cites=owner.cites,
        coverage=judgement.coverage if judgement else None,
        quantities=judgement.quantities if judgement else (),
        seconds=seconds,
        folder=owner.letters_folder,
        signatures=source.signatures,
    )


def _problems(entry: Entry, owner: Entry, transcript: Transcript) -> tuple[Problem, ...]:
    """What was noted on the way, and every page that gave nothing, each once."""
    found = list(entry.problems)
    if owner is not entry:  # what was noted of the file itself, this copy was told as well
        found += [p for p in owner.problems if p.code not in NOTES]
    noted = {p.page for p in found if p.page is not None}
    for page in transcript.pages:
        if page.status == "unreadable" and page.number not in noted:
            what = messages.say("no_words", confidence=f"{page.confidence:.2f}")
            message = messages.say("page_unreadable", what=what)
            found.append(Problem("page_unreadable", message, page.number))
    if transcript.pages and all(p.status == "blank" for p in transcript.pages):
        found.append(Problem("empty", messages.say("all_blank")))
    return tuple(sorted(dict.fromkeys(found), key=lambda p: (p.page or 0, p.code)))
