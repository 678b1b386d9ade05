"""What one witness does to one value: agreement, silence, contradiction, and what it supplies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Day
from typing import Literal

from pipeline.letter.elsewhere import Said, month_beside
from pipeline.letter.values import doubted
from pipeline.records import Value

Heard = str | tuple[str, ...]
"""A number, a symbol or a date; or the days of ``Said.days``."""
Verdict = Literal["same", "near", "silent", "against"]
_LEFT = 0.4
"""How much of a doubt is left when a second place says the same."""
_LEFT_PART = 0.8
"""The same when it says only month or year, which are seldom what is doubtful, or a day soon
after; and of a weak witness."""
_SOON = 7
"""Days after its date within which a letter is mostly signed digitally, and scanned."""
_HIGHEST = 0.99
_AGREED = "khớp với"


def weigh(value: Value, heard: Heard, field: str, said: Said) -> Value:
    """The value after a witness was heard. A blank stays blank whatever others say."""
    if value.source == "blank":
        return value
    if value.value is None:
        return _supplied(value, heard, field, said)
    verdict = compare(value, heard, field)
    if verdict != "against":
        return confirmed(value, verdict, said)
    if field == "number" and not said.digits:
        return value  # a written number is written there too: what OCR makes of it proves nothing
    return doubted(value, 0.75, but(said, heard))


def compare(value: Value, heard: Heard, field: str) -> Verdict:
    """What a witness' words mean for a value that was read."""
    own = str(value.value)
    if isinstance(heard, tuple):
        return _compare_days(own, heard)
    if field == "date":  # a month or a year confirms that much
        if own == heard:
            return "same"
        return "near" if own.startswith(heard) or heard.startswith(own) else "against"
    same = own == heard or (own.isdigit() and heard.isdigit() and int(own) == int(heard))
    return "same" if same else "against"


def _compare_days(own: str, days: Sequence[str]) -> Verdict:
    if max(days)[: len(own)] < own:
        return "against"
    if own in days:
        return "same"
    if len(own) < 10 or min(days) < own:
        return "silent"
    return "near" if (_day(min(days)) - _day(own)).days <= _SOON else "silent"


def _day(iso: str) -> Day:
    return Day.fromisoformat(iso)


def noted(value: Value, why: str) -> Value:
    """The value with one more thing told of it."""
    return replace(value, why=why if value.why is None else f"{value.why}; {why}")


def confirmed(value: Value, verdict: Verdict, said: Said) -> Value:
    """The value, surer by what the witness is worth; never less sure."""
    if verdict == "silent":
        return value
    left = _LEFT if verdict == "same" and not said.weak else _LEFT_PART
    sure = round(min(_HIGHEST, 1.0 - (1.0 - value.confidence) * left), 4)
    where = f"{said.where} (ngay sau đó)" if said.days and verdict == "near" else said.where
    *before, last = (value.why or "").split("; ")
    if last.startswith(_AGREED):  # those who agree are told in one breath, each once
        last = last if where in last else f"{last}, {where}"
        why = "; ".join([*before, last])
    else:
        why = "; ".join(w for w in (value.why, f"{_AGREED} {where}") if w)
    return replace(value, why=why, confidence=max(value.confidence, sure))


def but(said: Said, heard: Heard) -> str:
    """How a contradiction is told."""
    if isinstance(heard, tuple):
        return f"{said.where} là {max(heard)}, sớm hơn"
    return f"{said.where} ghi {heard}"


def _supplied(value: Value, heard: Heard, field: str, said: Said) -> Value:
    if isinstance(heard, tuple):
        return noted(value, f"{said.where}: {', '.join(heard)}")
    if field == "number" and said.asks:
        why = noted(value, f"suy ra từ {said.where}: {heard}").why
        return replace(value, value=heard, source="inferred", confidence=0.6, review=True, why=why)
    beside = month_beside(value) if field == "date" else None
    if not said.supplies or (field == "date" and len(heard) < 10):
        return noted(value, f"{said.where} ghi {heard}") if said.digits else value
    if field == "number" and not said.digits:
        return value
    if beside is not None and not heard.startswith(beside):
        return noted(value, f"{said.where} ghi {heard}, khác tháng in trên trang đầu ({beside})")
    sure = 0.9 if said.digits else 0.75
    why = noted(value, f"suy ra từ {said.where}").why
    return replace(value, value=heard, source="inferred", confidence=sure, why=why)
