"""A run of its own, to be killed: ``python -m tests.faults.driver IN OUT``."""

from __future__ import annotations

import sys
from concurrent.futures import Executor
from pathlib import Path

from pipeline.journey import run
from pipeline.journey.entries import Silent
from pipeline.settings import Settings
from pipeline.work import Processes
from tests.faults import engines

CHOSEN = Settings(workers=2)


def factory(workers: int) -> Executor:
    return Processes(workers, engines.none)


if __name__ == "__main__":
    run([Path(sys.argv[1])], Path(sys.argv[2]), CHOSEN, Silent(), factory)
