"""Reading every page once, in workers, and keeping it in the cache."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import messages
from pipeline.cache import Cache, key_of, version_of
from pipeline.errors import LetterTimedOut, MissingDependency, VanbanError
from pipeline.files import write_atomically
from pipeline.journey.budgets import Purse, is_small, page_budget
from pipeline.journey.entries import Entry, PageRecord, Run, note, own, problem_of
from pipeline.records import Page, PageImage, Problem, Source, Span, Transcript, join
from pipeline.settings import Settings
from pipeline.work import Failure, run_tasks


@dataclass(frozen=True, slots=True)
class PageTask:
    source: Source
    number: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class PageResult:
    """``picture`` is a JPEG of the upright page."""

    transcript: Transcript | None
    picture: bytes | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    problem: Problem | None = None


def read_all(run: Run, entries: Sequence[Entry]) -> tuple[int, int]:
    """Reads what the cache does not hold. Returns the counts of pages cached and read."""
    key = _key(run.settings)
    by_sha: dict[str, Entry] = {}
    cached = read = 0
    todo: list[PageTask] = []
    for _, entry in own(entries):
        source = entry.opened
        by_sha[source.sha256] = entry
        entry.reading_key = key
        refused = {said.page for said in source.notes}  # intake said why
        for number in _numbers(source):
            if number in refused:
                continue
            if run.cache.holds(run.cache.path(source.sha256, f"p{number}", key, "json.gz")):
                cached += 1
                run.progress.page(entry.name, number, True)
            else:
                todo.append(PageTask(source, number, run.settings))
    purse, unread = Purse(run.settings), list[PageTask]()
    affordable = _affordable(todo, purse, unread)
    budget = page_budget(run.settings)
    for outcome in run_tasks(read_page, affordable, run.crew, budget, _is_small):
        if isinstance(outcome, Failure):
            task, result = outcome.task, None
            problem: Problem | None = problem_of(outcome.error, task.number)
            purse.fail(task.source.sha256, outcome.error)
        else:
            task, result = outcome
            problem = result.problem
            purse.spend(task.source.sha256, sum(result.seconds.values()))
        entry = by_sha[task.source.sha256]
        read += 1
        run.progress.page(entry.name, task.number, False)
        if problem is not None:
            if problem.code == MissingDependency.code:
                raise MissingDependency(what=problem.message, mend="vanban doctor")
            note(run, entry, problem)
        elif result is not None and result.transcript is not None:
            _keep(run, task, key, result, result.transcript)
    for task in unread:
        late = LetterTimedOut(task.number, seconds=f"{run.settings.letter_seconds:g}")
        note(run, by_sha[task.source.sha256], problem_of(late))
    return cached, read


def _is_small(task: PageTask) -> bool:
    return is_small(task.source)


def _affordable(
    tasks: Iterable[PageTask], purse: Purse, unread: list[PageTask]
) -> Iterator[PageTask]:
    """The tasks of letters that have time left when it is their turn; the others go to
    ``unread``: what was read is kept, and the next run reads on from there."""
    for task in tasks:
        if purse.is_empty(task.source.sha256):
            unread.append(task)
        else:
            yield task


def read_page(task: PageTask) -> PageResult:
    """One page (or one paperless file), in a worker."""
    from pipeline import reading

    messages.speak(task.settings.lang)
    started = time.perf_counter()
    try:
        if task.source.kind in ("text", "docx"):
            transcript = reading.read_file(task.source, task.settings)
            return PageResult(transcript, seconds={"ocr": time.perf_counter() - started})
        return _result(task, started)
    except VanbanError as error:
        took = {"ocr": time.perf_counter() - started}
        return PageResult(None, seconds=took, problem=problem_of(error, task.number))


def read_paper(task: PageTask) -> tuple[PageImage, Transcript, float]:
    """A page as it was cleaned and as it was read, and when (``time.perf_counter``) the cleaning
    was done and the reading began."""
    from pipeline import reading, scan

    transcript = None
    if task.source.kind == "pdf":
        transcript = reading.read_text_layer(task.source, task.number, task.settings)
    judge = reading.legibility(task.settings)
    image = scan.page_image(task.source, task.number, task.settings, judge)
    rendered = time.perf_counter()
    if transcript is None:
        typed = reading.typed_over(task.source, task.number)
        transcript = reading.read_page(image, task.settings, typed=typed)
    return image, transcript, rendered


def _result(task: PageTask, started: float) -> PageResult:
    from pipeline import scan

    image, transcript, rendered = read_paper(task)
    picture = scan.picture_bytes(image)
    pages = tuple(replace(p, picture=f"pages/{task.number}.jpg") for p in transcript.pages)
    seconds = {"render": rendered - started, "ocr": time.perf_counter() - rendered}
    return PageResult(replace(transcript, pages=pages), picture, seconds)


def load_transcript(cache: Cache, entry: Entry) -> tuple[Transcript, dict[str, float]]:
    """All pages of a letter, and the seconds they took; a page that could not be read stands
    there empty, and says so."""
    seconds: dict[str, float] = {}

    def parts() -> Iterator[Transcript]:
        for number, path in enumerate(page_files(cache, entry), start=1):
            record = cache.load(PageRecord, path)
            if record is None:
                lost = Page(number, Span(0, 0), "unreadable", "ocr", 0.0)
                yield Transcript("", (lost,), (), ())
                continue
            yield record.transcript
            for stage, value in record.seconds.items():
                seconds[stage] = seconds.get(stage, 0.0) + value

    return join(parts()), seconds


def page_files(cache: Cache, entry: Entry) -> list[Path]:
    """Where the readings of a letter's pages are kept, in order; some may be missing."""
    source, key = entry.opened, entry.reading_key
    return [cache.path(source.sha256, f"p{n}", key, "json.gz") for n in _numbers(source)]


def pages_kept(cache: Cache, entry: Entry) -> list[str]:
    """The readings that are there, by name: what everything made from them depends on."""
    return [path.name for path in page_files(cache, entry) if path.exists()]


def _numbers(source: Source) -> Iterator[int]:
    """The tasks of a file: its pages, or one for a file without paper."""
    return iter(range(1, (1 if source.kind in ("text", "docx") else source.pages) + 1))


def _key(settings: Settings) -> str:
    from pipeline import reading

    engine = reading.reading_identity(settings)
    limits = (settings.ocr_dpi, settings.picture_dpi, settings.max_pixels, settings.repair)
    return key_of(version_of("scan", "reading"), engine, *limits)


def _keep(run: Run, task: PageTask, key: str, result: PageResult, read: Transcript) -> None:
    """The record goes last: where it is, the picture is."""
    sha, name = task.source.sha256, f"p{task.number}"
    if result.picture is not None:
        write_atomically(run.cache.path(sha, name, key, "jpg"), result.picture)
    record = PageRecord(read, dict(result.seconds))
    run.cache.save(record, run.cache.path(sha, name, key, "json.gz"))
