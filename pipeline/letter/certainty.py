"""The last word on how sure each field is: calibrated, and marked for a person where it is not.

Every finder says how sure it is in its own way; what such a figure was worth was measured on
labelled letters (``models/calibration.yaml``). Only scans were: a text layer and plain text keep
their finders' figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.knowledge.calibration import calibrated
from pipeline.letter.values import reviewed
from pipeline.records import Value

_HIGHEST = 0.99


def final(values: Mapping[str, Value], below: float, *, scanned: bool) -> dict[str, Value]:
    """All values with the probability that they are right, and with their review marks. What was
    marked by its finder stays marked, however sure."""
    sure = {name: _calibrated(name, value) if scanned else value for name, value in values.items()}
    if scanned:
        sure["number_symbol"] = _whole(sure)
    return {name: reviewed(value, below) for name, value in sure.items()}


def _calibrated(name: str, value: Value) -> Value:
    if value.source not in ("read", "inferred") or not value.value:
        return value
    return replace(value, confidence=round(min(_HIGHEST, calibrated(name, value.confidence)), 4))


def _whole(values: Mapping[str, Value]) -> Value:
    """Number and symbol together are as sure as both are."""
    whole, number, symbol = (values[n] for n in ("number_symbol", "number", "symbol"))
    if whole.value is None or number.value is None or symbol.value is None:
        return whole
    return replace(whole, confidence=round(number.confidence * symbol.confidence, 4))
