"""From transcripts to findings: each letter on its own, then among the others, then judged."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache as remember
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from pipeline import messages
from pipeline.cache import Cache, hash_files, key_of, version_of
from pipeline.errors import OutputUnwritable
from pipeline.journey.budgets import is_small, letter_budget
from pipeline.journey.entries import Analysis, Entry, Judgement, Run, note, own, problem_of
from pipeline.journey.pages import load_transcript, pages_kept
from pipeline.journey.spool import Spool
from pipeline.knowledge.files import model_files
from pipeline.records import Letter, Outline
from pipeline.settings import Settings
from pipeline.work import Failure, run_tasks

R = TypeVar("R")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class LetterTask:
    """All that a worker needs for one letter: its pages come from the cache, under ``key`` goes
    what it finds."""

    index: int
    entry: Entry
    out: Path
    settings: Settings
    key: str


def analyse_all(run: Run, entries: Sequence[Entry]) -> None:
    """Analyses every letter that was read; the findings are in the cache."""
    rooms = version_of("letter", "references", "knowledge")
    choices = (hash_files(model_files()), _asked(run.settings), run.settings.review_below)
    todo: list[LetterTask] = []
    mine = list(own(entries))
    run.progress.stage("analysing", len(mine))
    for index, entry in mine:
        signed = entry.opened.signatures
        kept = pages_kept(run.cache, entry)
        key = key_of(kept, entry.name, signed, rooms, *choices)
        keep = run.cache.path(entry.opened.sha256, "letter", key, "json.gz")
        if run.cache.load(Analysis, keep) is None:
            todo.append(LetterTask(index, entry, run.out, run.settings, key))
        else:
            entry.analysis_key = key
            run.progress.step()
    for task, analysis in _each(run, entries, analyse, todo):
        entry = entries[task.index]
        entry.analysis_key = task.key
        run.cache.save(analysis, _place(run.cache, entry, "letter", task.key))


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


def analysis_of(cache: Cache, entry: Entry) -> Analysis | None:
    """What a letter says, with what the others say of it; None where it was not analysed. Raises
    ``OutputUnwritable`` where it was, and the cache has lost it since."""
    found = _load(cache, entry, Analysis, "letter", entry.analysis_key)
    heard = _load(cache, entry, Letter, "heard", entry.heard_key)
    return replace(found, letter=heard) if found and heard else found


def judgement_of(cache: Cache, entry: Entry) -> Judgement | None:
    return _load(cache, entry, Judgement, "verdict", entry.verdict_key)


def _load(cache: Cache, entry: Entry, kind: type[R], name: str, key: str) -> R | None:
    if not key:
        return None
    place = _place(cache, entry, name, key)
    found = cache.load(kind, place)
    if found is None:
        raise OutputUnwritable(where=str(place), what=os.strerror(errno.ENOENT))
    return found


def _place(cache: Cache, entry: Entry, name: str, key: str) -> Path:
    return cache.path(entry.opened.sha256, name, key, "json.gz")


def link(run: Run, entries: Sequence[Entry]) -> None:
    """Sets ``cites`` of every letter, and lays over its fields what the others say of it, now
    that all of them are known. What is kept as ``letter`` in the cache is what it says alone,
    whatever others come and go."""
    from pipeline.knowledge.decisions import load_decisions
    from pipeline.references import link_corpus

    known = [entry for _, entry in own(entries) if entry.analysis_key]
    run.progress.stage("comparing", 3 * len(known))  # each is loaded, heard of, and linked
    with Spool[Analysis]() as alone, Spool[Analysis]() as heard:
        for entry in known:
            if (analysis := analysis_of(run.cache, entry)) is not None:
                alone.append(analysis)
            run.progress.step()
        _hear(run, known, alone, heard)
        decisions = load_decisions(_asked(run.settings))
        corpus = _Seen(heard, lambda n, a: (known[n].name, a.letter, a.references, a.cites))
        for entry, cites in zip(known, link_corpus(corpus, decisions), strict=True):
            entry.cites = cites
            run.progress.step()


def _hear(
    run: Run, known: Sequence[Entry], alone: Sequence[Analysis], heard: Spool[Analysis]
) -> None:
    """Number, symbol and date of every letter after those that cite it, and those of the same
    register."""
    from pipeline.letter.cited_by import InCorpus
    from pipeline.letter.corpus import hear_each

    corpus = _Seen(alone, lambda n, a: InCorpus(known[n].name, a.letter, a.references))
    for entry, analysis, letter in zip(known, alone, hear_each(corpus), strict=True):
        run.progress.step()
        if letter is None:
            heard.append(analysis)
            continue
        heard.append(replace(analysis, letter=letter))
        entry.heard_key = key_of(entry.analysis_key, sorted(letter.fields.items()))
        keep = _place(run.cache, entry, "heard", entry.heard_key)
        if not run.cache.holds(keep):
            run.cache.save(letter, keep)


def judge_all(run: Run, entries: Sequence[Entry]) -> None:
    """Judges every letter that was analysed; the verdicts are in the cache."""
    rooms = version_of("outline", "knowledge", "points.py")
    outlines = key_of(*outlines_for(run.settings.outline))
    todo: list[LetterTask] = []
    mine = [(index, entry) for index, entry in own(entries) if entry.analysis_key]
    run.progress.stage("judging", len(mine))
    for index, entry in mine:
        said = entry.heard_key or entry.analysis_key
        key = key_of(said, rooms, outlines, entry.cites)
        keep = run.cache.path(entry.opened.sha256, "verdict", key, "json.gz")
        if run.cache.load(Judgement, keep) is None:
            todo.append(LetterTask(index, entry, run.out, run.settings, key))
        else:
            entry.verdict_key = key
            run.progress.step()
    for task, judgement in _each(run, entries, judge, todo):
        entry = entries[task.index]
        entry.verdict_key = task.key
        run.cache.save(judgement, _place(run.cache, entry, "verdict", task.key))


def judge(task: LetterTask) -> Judgement:
    """Coverage (where an outline applies) and counts of one letter, in a worker."""
    from pipeline import outline

    messages.speak(task.settings.lang)
    cache = Cache(task.out / "cache")
    analysis = analysis_of(cache, task.entry)
    if analysis is None:
        raise ValueError("a letter is analysed before it is judged")
    transcript, _ = load_transcript(cache, task.entry)
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
    budget = letter_budget(run.settings)
    for outcome in run_tasks(function, todo, run.crew, budget, _is_small):
        if isinstance(outcome, Failure):
            note(run, entries[outcome.task.index], problem_of(outcome.error))
        else:
            yield outcome
        run.progress.step()


def _is_small(task: LetterTask) -> bool:
    return is_small(task.entry.opened)


class _Seen(Sequence[S], Generic[R, S]):
    """A spool seen through a function of place and item."""

    def __init__(self, items: Sequence[R], look: Callable[[int, R], S]) -> None:
        self._items, self._look = items, look

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[S]:
        return (self._look(n, item) for n, item in enumerate(self._items))

    @overload
    def __getitem__(self, index: int) -> S: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[S]: ...
    def __getitem__(self, index: int | slice) -> S | Sequence[S]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        return self._look(index, self._items[index])
