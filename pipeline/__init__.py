"""vanban: from scans of Vietnamese official letters to a compliance table.

>>> import pipeline
>>> corpus = pipeline.read("scans", out="results")  # doctest: +SKIP
>>> corpus.table("coverage")  # doctest: +SKIP

The names in ``__all__`` are the public API, described in ``docs/api.md``. They are imported when
first asked for, so that the command line starts without them.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = [
    "Adaptation", "Corpus", "Picture", "load", "outlines", "plot_noise", "plot_reliability",
    "read",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("pipeline.journey.corpus"), name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
