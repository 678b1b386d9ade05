"""A run of its own, to be killed: ``python -m tests.faults.driver IN OUT``."""

from __future__ import annotations

import sys
from concurrent.futures import Executor
from pathlib import Path

from pipeline.journey import run
from pipeline.records import Problem
from pipeline.settings import Settings
from pipeline.work import Processes
from tests.faults import engines

CHOSEN = Settings(workers=2)


class Silent:
    def begin(self, letters: int, pages: int) -> None: ...
    def page(self, name: str, number: int, cached: bool) -> None: ...
    def stage(self, code: str) -> None: ...
    def trouble(self, name: str, problem: Problem) -> None: ...


def factory(workers: int) -> Executor:
    return Processes(workers, engines.none)


if __name__ == "__main__":
    run([Path(sys.argv[1])], Path(sys.argv[2]), CHOSEN, Silent(), factory)
