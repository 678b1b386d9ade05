"""Engines that fail, put in the place of the real one by a worker's ``prepare``.

The engine below them all reads nothing: it gives the same few words for each page, in no time.
Those that fail do so on page 4, but for ``slow``."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.reading.engine import Reading, Token
from pipeline.records import PageImage, Transcript

PAGE = 4
_WORDS = ("Trang", "này", "báo", "cáo", "kết", "quả", "thi", "đua", "năm")
_now = {"page": 0}


@dataclass(frozen=True, slots=True)
class Pretend:
    """An ``Engine`` whose words stand on the bars of the corpus' pages; strips have none."""

    fault: Callable[[], None] | None = None

    def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
        height, width = grey.shape
        if lines or height < width:
            return Reading(())
        if self.fault is not None and _now["page"] == PAGE:
            self.fault()
        page, scale = _now["page"], width / 827
        tokens = []
        for row in range(8 + page):
            for at, word in enumerate(_WORDS):
                x, y = 110 + 68 * at, 120 + 28 * row
                box = tuple(round(v * scale) for v in (x, y, x + 50, y + 10))
                tokens.append(Token(word, box, 0.95, (1, 1, row)))  # type: ignore[arg-type]
        return Reading(tuple(tokens))


def install(fault: Callable[[], None] | None) -> None:
    """Makes ``Pretend`` the engine of this process."""
    from pipeline.reading import page

    follow(lambda number: _now.update(page=number))
    page.engine = lambda settings: Pretend(fault)  # type: ignore[assignment]


def follow(tell: Callable[[int], object]) -> None:
    """Has ``tell`` called with the number of each page that this process is to read. What a page
    needs is loaded now, so that the time a page takes is its own."""
    import cv2  # noqa: F401
    import pypdfium2  # noqa: F401

    import pipeline.reading.export.layer
    import pipeline.scan  # noqa: F401
    from pipeline.journey import pages

    real = pages.read_paper

    def read_paper(task: pages.PageTask) -> tuple[PageImage, Transcript, float]:
        tell(task.number)
        return real(task)

    pages.read_paper = read_paper


def _crash() -> None:
    ctypes.string_at(0)


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def _hang() -> None:
    time.sleep(600)


def _hang_in_c() -> None:
    ctypes.PyDLL(None).sleep(600)


def _spin() -> None:
    while True:
        pass


def _eat() -> None:
    held = []
    while True:
        held.append(bytearray(64 << 20))


def _abort() -> None:
    os.abort()


def _exit() -> None:
    os._exit(0)


def _nonsense() -> None:
    raise ValueError("\udcff: odd \x00")


def _recurse() -> None:
    _recurse()


def none() -> None:
    install(None)


def crash() -> None:
    install(_crash)


def kill() -> None:
    install(_kill)


def stop() -> None:
    install(_stop)


def hang() -> None:
    install(_hang)


def hang_in_c() -> None:
    install(_hang_in_c)


def spin() -> None:
    install(_spin)


def eat() -> None:
    install(_eat)


def abort() -> None:
    install(_abort)


def exit_well() -> None:
    install(_exit)


def nonsense() -> None:
    install(_nonsense)


def recurse() -> None:
    install(_recurse)


def slow() -> None:
    install(lambda: time.sleep(0.5))


def jump() -> None:
    """A clock that is set back a year, and then on by ten, at every look."""
    real, looks = time.time, [0]

    def jumping() -> float:
        looks[0] += 1
        return real() + (-3.2e7 if looks[0] % 2 else 3.2e8)

    time.time = jumping
    install(None)
