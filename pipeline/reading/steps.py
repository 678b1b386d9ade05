"""What ``scan`` notes of its steps (``deskew 1.25``), said in words."""

from __future__ import annotations

from pipeline.messages import say
from pipeline.terms import TERMS

_GROUP = "step."


def said(step: str) -> str:
    """A step in the language in force, with its measure. A step that has no words yet is told
    as it was noted: better a bare note than a missing one."""
    name, measure = step, ""
    while name:
        if f"{_GROUP}{name}" in TERMS:
            words = say(f"{_GROUP}{name}")
            return f"{words}: {measure}" if measure else words
        name, _, last = name.rpartition(" ")
        measure = f"{last} {measure}".strip()
    return step
