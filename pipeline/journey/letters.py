"""From transcripts to findings: each letter on its own, then among the others, then judged."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache as remember
from pathlib import Path
from typing import Any, TypeVar

from pipeline import messages
from pipeline.cache import Cache, hash_files, key_of, version_of
from pipeline.journey.budgets import letter_budget
from pipeline.journey.entries import Analysis, Entry, Judgement, Run, note, own, problem_of
from pipeline.journey.pages import load_transcript, pages_kept
from pipeline.knowledge.files import model_files
from pipeline.records import Outline
from pipeline.settings import Settings
from pipeline.work import Failure, run_tasks

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class LetterTask:
    """All that a worker needs for one letter: its pages come from the cache."""

    index: int
    entry: Entry
    out: Path
    settings: Settings
    keep: Path


def analyse_all(run: Run, entries: Sequence[Entry]) -> None:
    """Sets ``analysis`` of every entry that was read."""
    rooms = version_of("letter", "references", "knowledge")
    choices = (hash_files(model_files()), _asked(run.settings), run.settings.review_below)
    todo: list[LetterTask] = []
    for index, entry in own(entries):
        signed = entry.opened.signatures
        kept = pages_kept(run.cache, entry)
        entry.analysis_key = key_of(kept, entry.name, signed, rooms, *choices)
        keep = run.cache.path(entry.opened.sha256, "letter", entry.analysis_key, "json.gz")
        entry.analysis = run.cache.load(Analysis, keep)
        if entry.analysis is None:
            todo.append(LetterTask(index, entry, run.out, run.settings, keep))
    for task, analysis in _each(run, entries, analyse, todo):
        entries[task.index].analysis = analysis
        run.cache.save(analysis, task.keep)


def analyse(task: LetterTask) -> Analysis:
    """Header fields, references and citing of one letter, in a worker."""
    from pipeline import language
    from pipeline.letter.beside import beside
    from pipeline.letter.handwriting import PictureDigitReader

    messages.speak(task.settings.lang)
    transcript, _ = load_transcript(Cache(task.out / "cache"), task.entry)
    started = time.perf_counter()
    folder = task.out / task.entry.letters_folder
    nlp = _pipeline()
    reader = nlp.get_pipe("vanban_letter")
    reader.review_below = task.settings.review_below
    reader.reader = PictureDigitReader(folder)
    reader.known = beside(task.entry.opened)
    nlp.get_pipe("vanban_references").ask(_asked(task.settings))
    doc = nlp(language.make_doc(nlp, transcript, folder))
    seconds = time.perf_counter() - started
    return Analysis(doc._.letter, doc._.references, doc._.cites, seconds)


@remember
def _pipeline() -> Any:
    from pipeline import language

    # Coverage waits until the corpus is known: a chain may run through another letter.
    return language.load(disable=["vanban_outline"])


def link(run: Run, entries: Sequence[Entry]) -> None:
    """Sets ``cites`` of every letter, and lays over its fields what the others say of it, now
    that all of them are known."""
    from pipeline.knowledge.decisions import load_decisions
    from pipeline.references import link_corpus

    hear(entries)
    decisions = load_decisions(_asked(run.settings))
    known = [(e, e.analysis) for _, e in own(entries) if e.analysis is not None]
    corpus = [(e.name, a.letter, a.references, a.cites) for e, a in known]
    for (entry, _), cites in zip(known, link_corpus(corpus, decisions), strict=True):
        entry.cites = cites


def hear(entries: Sequence[Entry]) -> None:
    """Number, symbol and date of every letter after those that cite it, and those of the same
    register. What is kept in the cache is what a letter says alone, whatever others come and go."""
    from pipeline.letter.cited_by import InCorpus
    from pipeline.letter.corpus import hear_corpus

    known = [(e, e.analysis) for _, e in own(entries) if e.analysis is not None]
    corpus = [InCorpus(e.name, a.letter, a.references) for e, a in known]
    for (entry, analysis), letter in zip(known, hear_corpus(corpus), strict=True):
        if letter is not analysis.letter:
            entry.analysis = replace(analysis, letter=letter)
            entry.analysis_key = key_of(entry.analysis_key, sorted(letter.fields.items()))


def judge_all(run: Run, entries: Sequence[Entry]) -> None:
    """Sets ``judgement`` of every letter that was analysed."""
    rooms = version_of("outline", "knowledge", "points.py")
    outlines = key_of(*outlines_for(run.settings.outline))
    todo: list[LetterTask] = []
    for index, entry in own(entries):
        if entry.analysis is None:
            continue
        key = key_of(entry.analysis_key, rooms, outlines, entry.cites)
        keep = run.cache.path(entry.opened.sha256, "verdict", key, "json.gz")
        entry.judgement = run.cache.load(Judgement, keep)
        if entry.judgement is None:
            todo.append(LetterTask(index, entry, run.out, run.settings, keep))
    for task, judgement in _each(run, entries, judge, todo):
        entries[task.index].judgement = judgement
        run.cache.save(judgement, task.keep)


def judge(task: LetterTask) -> Judgement:
    """Coverage (where an outline applies) and counts of one letter, in a worker."""
    from pipeline import outline

    messages.speak(task.settings.lang)
    analysis = task.entry.analysis
    if analysis is None:
        raise ValueError("a letter is analysed before it is judged")
    transcript, _ = load_transcript(Cache(task.out / "cache"), task.entry)
    started = time.perf_counter()
    letter, references = analysis.letter, analysis.references
    chosen = outline.choose(letter, task.entry.cites, outlines_for(task.settings.outline))
    coverage = outline.judge(transcript, letter, references, chosen) if chosen else None
    counts = outline.quantities(transcript, letter, coverage)
    return Judgement(coverage, counts, time.perf_counter() - started)


def _asked(settings: Settings) -> tuple[str, ...]:
    """The decisions asked about: none named means all that are known. Those that the outlines
    serve are asked about in any case, as they decide which outline applies."""
    if not settings.decisions:
        return ()
    served = (o.decision for o in outlines_for(settings.outline) if o.decision)
    return tuple(dict.fromkeys((*settings.decisions, *served)))


@remember
def outlines_for(chosen: str) -> tuple[Outline, ...]:
    from pipeline.knowledge import outlines

    return (outlines.load_outline(Path(chosen)),) if chosen else outlines.all_outlines()


def _each(
    run: Run,
    entries: Sequence[Entry],
    function: Callable[[LetterTask], R],
    todo: Sequence[LetterTask],
) -> Iterator[tuple[LetterTask, R]]:
    for outcome in run_tasks(function, todo, run.crew, letter_budget(run.settings)):
        if isinstance(outcome, Failure):
            note(run, entries[outcome.task.index], problem_of(outcome.error))
        else:
            yield outcome
