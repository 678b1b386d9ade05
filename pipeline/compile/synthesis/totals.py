"""Sums of the counts that reports state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.compile.collation import sort_key
from pipeline.compile.synthesis.model import Total

Stated = tuple[str, Mapping[str, Any]]
"""A report's file and one of its published quantities."""


def add_up(stated: Iterable[Stated]) -> tuple[Total, ...]:
    """One total a unit and award, in Vietnamese order; a range adds its two ends apart."""
    sums: dict[tuple[str, str], tuple[int, int, set[str]]] = {}
    for file, q in stated:
        key = (q["unit"], q["award"] or "")
        low, high, files = sums.get(key, (0, 0, set()))
        most = q["count"] if q["count_max"] is None else q["count_max"]
        sums[key] = (low + q["count"], high + most, files | {file})
    ordered = sorted(sums.items(), key=lambda row: (sort_key(row[0][1]), sort_key(row[0][0])))
    return tuple(
        Total(unit, award or None, low, high, len(files))
        for (unit, award), (low, high, files) in ordered
    )
