"""What the journey itself carries from step to step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pipeline import messages
from pipeline.cache import Cache
from pipeline.errors import VanbanError
from pipeline.records import (
    Cites,
    Coverage,
    Letter,
    Problem,
    Quantity,
    Reference,
    Source,
    Transcript,
)
from pipeline.settings import Settings
from pipeline.work import Crew


class Progress(Protocol):
    """Who watches a run. ``pages`` is the count of pages to come, ``steps`` that of ``step``
    calls to come in this stage; None where nobody can tell."""

    def begin(self, letters: int, pages: int) -> None: ...
    def page(self, name: str, number: int, cached: bool) -> None: ...
    def stage(self, code: str, steps: int | None = None) -> None: ...
    def step(self) -> None: ...
    def trouble(self, name: str, problem: Problem) -> None: ...


class Silent:
    """A ``Progress`` that tells nobody."""

    def begin(self, letters: int, pages: int) -> None: ...
    def page(self, name: str, number: int, cached: bool) -> None: ...
    def stage(self, code: str, steps: int | None = None) -> None: ...
    def step(self) -> None: ...
    def trouble(self, name: str, problem: Problem) -> None: ...


@dataclass(frozen=True, slots=True)
class Run:
    """What every step needs to know."""

    out: Path
    settings: Settings
    progress: Progress
    cache: Cache
    crew: Crew


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What the cache keeps of a page beside its picture."""

    transcript: Transcript
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one letter says on its own; ``cites`` before the corpus is known."""

    letter: Letter
    references: tuple[Reference, ...]
    cites: tuple[Cites, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Judgement:
    coverage: Coverage | None
    quantities: tuple[Quantity, ...]
    seconds: float


@dataclass(slots=True)
class Entry:
    """One input file on its way. What was found stays on disk, under the keys that are here: a
    hundred thousand letters must fit into memory. ``analysis_key``: what the letter says alone,
    ``heard_key``: its fields where others change them, ``verdict_key``: its judgement; empty where
    there is none."""

    path: Path
    name: str
    folder: str
    source: Source | None = None
    sha256: str = ""
    problems: list[Problem] = field(default_factory=list)
    reading_key: str = ""
    analysis_key: str = ""
    heard_key: str = ""
    cites: tuple[Cites, ...] = ()
    verdict_key: str = ""
    same_as: Entry | None = None

    @property
    def opened(self) -> Source:
        """The source of an entry that passed intake; ``ValueError`` for one that did not."""
        if self.source is None:
            raise ValueError(f"{self.name} did not pass intake")
        return self.source

    @property
    def letters_folder(self) -> str:
        return f"letters/{(self.same_as or self).folder}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gives back to its caller; ``documents`` as published."""

    documents: Sequence[dict[str, Any]]
    out: Path
    pages_from_cache: int
    pages_read: int


def own(entries: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    """The entries that are read: those that passed intake and are no second copy, by index."""
    return ((i, e) for i, e in enumerate(entries) if e.source and not e.same_as)


def problem_of(error: BaseException, page: int | None = None) -> Problem:
    """The published form of what went wrong."""
    if isinstance(error, VanbanError):
        page = page if error.page is None else error.page
        return Problem(error.code, _printable(str(error)), page)
    what = _printable(f"{type(error).__name__}: {error}"[:500])
    return Problem("internal_error", messages.say("internal_error", what=what), page)


def _printable(words: str) -> str:
    """What libraries say of a hostile file may hold anything, and goes into databases and pages:
    half of a surrogate pair, or a NUL, would fail there."""
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "\ufffd" for sign in words)


def note(run: Run, entry: Entry, problem: Problem) -> None:
    """Keeps a problem with its letter, and tells whoever watches."""
    entry.problems.append(problem)
    run.progress.trouble(entry.name, problem)
