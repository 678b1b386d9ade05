"""How far a batch is, written to the store as it goes, but not for every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.store.types import Upload, UploadState

if TYPE_CHECKING:
    from pipeline.store.desk import Desk

_EVERY = 0.3
"""Seconds between two notes about one upload."""


@dataclass(slots=True)
class _One:
    id: int
    state: UploadState = "reading"
    done: int = 0
    total: int = 0
    message: str = ""
    noted: float = float("-inf")


class Progress:
    """Implements the reader's ``Watcher``. ``message`` is a word of ours (``upload.analysing``),
    to be told in the language of who asks, or what intake said."""

    def __init__(self, desk: Desk, uploads: Sequence[Upload], clock: Callable[[], float]) -> None:
        self._desk, self._clock = desk, clock
        self._all = {str(upload.id): _One(upload.id) for upload in uploads}
        for one in self._all.values():
            self._note(one)

    def seen(self, key: str, pages: int) -> None:
        one = self._all[key]
        one.total = pages
        self._note(one)

    def refused(self, key: str, code: str, message: str) -> None:
        one = self._all[key]
        one.state, one.message = "failed", message
        self._note(one)

    def page(self, key: str, number: int) -> None:
        one = self._all[key]
        one.done = min(one.done + 1, max(one.total, one.done))
        if one.done == one.total or self._clock() - one.noted >= _EVERY:
            self._note(one)

    def stage(self, code: str) -> None:
        for one in self._all.values():
            if one.state == "reading":
                one.message = f"upload.{code}"
                self._note(one)

    def ended(self, trouble: str | None) -> None:
        """All is stored, or nothing of what was still being read because of ``trouble``."""
        for one in self._all.values():
            if one.state == "reading":
                one.state = "done" if trouble is None else "failed"
                one.message = trouble or ""
                one.done = one.total if trouble is None else one.done
                self._note(one)

    def state(self, upload: Upload) -> UploadState:
        return self._all[str(upload.id)].state

    def said(self, upload: Upload) -> str:
        return self._all[str(upload.id)].message

    def _note(self, one: _One) -> None:
        one.noted = self._clock()
        self._desk.set_upload(one.id, one.state, one.done, one.total, one.message)
