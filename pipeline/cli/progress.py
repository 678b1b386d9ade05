"""Progress for people, on stderr: a bar with pages and time left, or plain lines in a log."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

from pipeline.messages import say
from pipeline.records import Problem

_EVERY = 15.0  # seconds between lines where there is no terminal


class Watch:
    """Implements the journey's ``Progress``."""

    def __init__(self) -> None:
        self.pages = 0
        self.cached = 0
        self._words = ""
        self._done = 0
        self._total: int | None = None
        self._bar: Any = None
        self._task: Any = None
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
            )
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def begin(self, letters: int, pages: int) -> None:
        self._begin(say("progress.pages"), pages)

    def page(self, name: str, number: int, cached: bool) -> None:
        self.pages += 1
        self.cached += cached
        self._advance(f" ({name})")

    def stage(self, code: str, steps: int | None = None) -> None:
        self._begin(say(f"progress.{code}"), steps)

    def step(self) -> None:
        self._advance()

    def _begin(self, words: str, total: int | None) -> None:
        self._words, self._done, self._total = words, 0, total
        if self._bar is not None:  # without a total it only shows that it lives
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(words, total=total)
        elif total is None:  # no count will ever tell
            self._line(words)

    def _advance(self, what: str = "") -> None:
        self._done += 1
        if self._bar is not None:
            self._bar.update(self._task, advance=1)
        elif time.monotonic() - self._last > _EVERY:
            self._last = time.monotonic()
            self._line(f"{self._words}: {self._done}/{self._total}{what}")

    def trouble(self, name: str, problem: Problem) -> None:
        where = "progress.trouble" if problem.page is None else "progress.trouble_page"
        words = say(where, name=name, page=problem.page, message=problem.message)
        self._line(f"[{problem.code}] {words}")

    def _line(self, words: str) -> None:
        # One line is one line, whatever a file is called.
        words = "".join(ch if ch.isprintable() else "?" for ch in words)
        if self._bar is not None:
            self._bar.console.print(words, markup=False, highlight=False)
        else:
            print(words, file=sys.stderr, flush=True)
