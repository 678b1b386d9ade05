"""Nobody watches."""

from __future__ import annotations

from pipeline.records import Problem


class Silent:
    """A ``Progress`` that tells nobody."""

    def begin(self, letters: int, pages: int) -> None: ...
    def page(self, name: str, number: int, cached: bool) -> None: ...
    def stage(self, code: str) -> None: ...
    def trouble(self, name: str, problem: Problem) -> None: ...
