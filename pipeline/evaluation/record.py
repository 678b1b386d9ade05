"""The figures of an earlier run, and what became better or worse since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BadSettings
from pipeline.files import write_atomically

Figures = Mapping[str, Mapping[str, float]]  # set → figure → value
LOWER_IS_BETTER = frozenset(
    {
        "cer", "cer_any_order", "wer", "mark_errors", "wrong_and_sure", "calibration_error",
        "cpu_seconds_a_page", "peak_mb",
    }
)  # fmt: skip
# What the machine decides as well: smaller changes than this share say nothing.
_MACHINE = {
    "pages_a_minute": 0.15, "cpu_seconds_a_page": 0.1, "peak_mb": 0.05,
    "second_run_times_faster": 0.15,
}  # fmt: skip
_NEUTRAL = frozenset({"letters"})
_LEAST = 0.0005


@dataclass(frozen=True, slots=True)
class Change:
    """``better`` is False for a loss."""

    name: str
    figure: str
    before: float
    now: float

    @property
    def better(self) -> bool:
        return (self.now < self.before) == (self.figure in LOWER_IS_BETTER)


def changes(now: Figures, before: Figures) -> list[Change]:
    """What changed by more than the noise, in figures that both runs have; losses first."""
    found = [
        Change(name, figure, before[name][figure], value)
        for name, figures in now.items()
        if name in before
        for figure, value in figures.items()
        if figure in before[name] and figure not in _NEUTRAL
    ]
    found = [c for c in found if abs(c.now - c.before) > _noise(c)]
    return sorted(found, key=lambda c: (c.better, c.name, c.figure))


def load_record(path: Path) -> dict[str, dict[str, float]]:
    """The figures kept in a file; none where there is no file yet.

    Raises ``BadSettings`` where it holds something else."""
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(name): {str(k): float(v) for k, v in figures.items()}
            for name, figures in kept.items()
        }
    except (ValueError, AttributeError, TypeError, OSError) as error:
        raise BadSettings(where=str(path), what=str(error)) from error


def save_record(path: Path, figures: Figures) -> None:
    """Keeps the sets measured now; those of earlier runs that were not measured stay."""
    kept = {**load_record(path), **{k: dict(v) for k, v in figures.items()}}
    text = json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    write_atomically(path, text.encode("utf-8"))


def _noise(change: Change) -> float:
    share = _MACHINE.get(change.figure)
    return _LEAST if share is None else share * max(abs(change.before), _LEAST)
