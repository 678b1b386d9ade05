"""Our pool on a worker of a cluster: tasks that come from afar are held to the same budgets, cut
off from the network and ended the same way as those of one machine.

A Dask worker is only the carrier. The pool starts with its first task and lives as long as the
worker does, so that what was loaded for one run is there for the next; its processes end with it.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from functools import lru_cache
from typing import Any

from pipeline.work.processes import Processes

Admit = Callable[[], None]
_lock = threading.Lock()
_pools: list[Executor] = []


def attend(admit: Admit, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """One task, in a thread of the Dask worker. Raises what the task does, and what ``admit``
    does: a worker that came later was not asked at the start."""
    _admitted(admit)
    return _pool().submit(function, *arguments).result()


@lru_cache(maxsize=8)
def _admitted(admit: Admit) -> None:
    """Once for each run; a refusal is not remembered, as a share may be mounted later."""
    admit()


def _pool() -> Executor:
    with _lock:
        if not _pools:
            # Dask's nanny marks its workers as daemons, who may have no children. Ours end by
            # themselves when this process does.
            multiprocessing.current_process().daemon = False
            _pools.append(Processes(_threads()))
        return _pools[0]


def _threads() -> int:
    """How many tasks this Dask worker does at once."""
    import distributed

    return max(1, int(distributed.get_worker().state.nthreads))
