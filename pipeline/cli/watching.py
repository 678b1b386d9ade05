"""``vanban watch``: what was found and what was refused goes to stderr."""

from __future__ import annotations

import signal
import sys
import time
from argparse import Namespace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from pipeline.errors import ExitCode
from pipeline.messages import say, spoken

if TYPE_CHECKING:
    from pipeline.journey import Outcome
    from pipeline.settings import Settings

SETTLE, EVERY = 5.0, 2.0  # as in ``journey.watching``, which the help text must not load
_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last is Windows' own


class Bell:
    """A clock that only runs forward, and that a signal stops at once: while it waits by waking
    it, in the middle of a run by interrupting that (the next run goes on from there)."""

    def __init__(self) -> None:
        self._rung: SimpleQueue[None] = SimpleQueue()
        self._waiting = True

    def now(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> bool:
        self._waiting = True
        try:
            self._rung.get(timeout=seconds)
            return True
        except Empty:
            return False
        finally:
            self._waiting = False

    def ring(self, *_: Any) -> None:
        self._rung.put(None)  # unlike an event's lock, it may be in use where the signal fell
        if not self._waiting:
            raise KeyboardInterrupt

    def hang(self) -> None:
        """Listens to the signals that this system has."""
        for name in _SIGNALS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self.ring)


def watch(options: Namespace) -> ExitCode:
    """Ends with ``OK`` when it is told to stop."""
    from pipeline import settings
    from pipeline.journey import watching

    chosen = settings.load({"lang": spoken(), "workers": options.workers})
    bell = Bell()
    bell.hang()
    try:
        watching.watch(
            options.input, options.out, chosen, _read, _tell, bell,
            settle=options.settle, every=options.every, once=options.once,
        )  # fmt: skip
    except KeyboardInterrupt:
        print("\n" + say("progress.interrupted"), file=sys.stderr)
    _tell(say("watch.stopped"))
    return ExitCode.OK


def _read(out: Path, chosen: Settings, letters: list[tuple[Path, str]]) -> Outcome:
    from pipeline.cli.progress import Watch
    from pipeline.cli.summary import summarise
    from pipeline.journey import run

    started = time.monotonic()
    with Watch() as shown:
        outcome = run([], out, chosen, shown, named=letters)
    for line in summarise(outcome, time.monotonic() - started):
        print(line, file=sys.stderr)
    return outcome


def _tell(words: str) -> None:
    line = "".join(ch if ch.isprintable() else "?" for ch in words)
    print(line, file=sys.stderr, flush=True)
