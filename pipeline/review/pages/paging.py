"""Long lists by the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pager:
    """Which part of a list of ``total`` is shown; pages count from 1."""

    page: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.offset + self.size, self.total)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size


def pager(page: int, size: int, total: int) -> Pager:
    """A page beyond the last one is the last one."""
    most = max(1, -(-total // size))
    return Pager(min(max(1, page), most), size, total)
