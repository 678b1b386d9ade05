"""What a run leaves: the published facts first, then everything that is made from them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline import __version__, messages, store
from pipeline.compile import contract, exports, graph, report, workbook
from pipeline.compile.annotations import write_annotations
from pipeline.errors import NOTES
from pipeline.files import write_atomically
from pipeline.journey.entries import Entry, Run
from pipeline.journey.letters import outlines_for
from pipeline.journey.pages import load_transcript
from pipeline.letter.written import with_written
from pipeline.records import Document, Problem, Transcript

GRAPH = "citations.graphml"
ANNOTATIONS = "annotations.json"


def publish_all(run: Run, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Writes ``documents.jsonl``, the database, the workbook and the pages; people's decisions
    are laid over the readings before anybody sees them."""
    lang = run.settings.lang
    outlines = outlines_for(run.settings.outline)
    base = store.open_store(store.address(run.out, run.settings.database))
    try:
        readings = [contract.publish(_document(run, entry)) for entry in entries]
        readings.sort(key=lambda d: (d["file"], d["sha256"]))
        documents = base.save(readings, {"version": __version__}, outlines)
    finally:
        base.close()
    for document in documents:
        if document["folder"]:
            shown = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
            target = run.out / document["folder"] / "findings.json"
            write_atomically(target, shown.encode("utf-8"))
    contract.write_documents(documents, run.out / "documents.jsonl")
    for entry in entries:
        if entry.source and not entry.same_as and entry.analysis is not None:
            _annotate(run, entry)
    graph.write_graphml(graph.citation_graph(documents), run.out / GRAPH)
    exports.write_tables(documents, run.out / "tables", outlines)
    workbook.write_workbook(documents, run.out / "compliance.xlsx", lang, outlines)
    report.write_letter_pages(documents, run.out, lang)
    report.write_report(documents, run.out, run.out / "report.html", lang, outlines=outlines)
    return documents


def _annotate(run: Run, entry: Entry) -> None:
    """The references of a letter as annotations of its text and of the PDF beside it."""
    if entry.analysis is None:
        return
    folder = run.out / entry.letters_folder
    transcript, _ = load_transcript(run.cache, entry)
    pdf = next((p.name for p in sorted(folder.glob("*.pdf"))), None)
    path = folder / ANNOTATIONS
    write_annotations(transcript, entry.analysis.references, path, entry.name, pdf)


def _document(run: Run, entry: Entry) -> Document:
    source, owner = entry.source, entry.same_as or entry
    if source is None:
        problems = tuple(entry.problems)
        return Document(entry.name, entry.sha256, "failed", problems, 0, (), None)
    transcript, seconds = load_transcript(run.cache, owner)
    problems = _problems(entry, owner, transcript)
    analysis, judgement = owner.analysis, owner.judgement
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
