"""The digital signatures of a published letter, and which of them a person should look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.compile.tables import Published

_MATTER = frozenset(("annotations", "pages", "other"))


def signatures_of(document: Published) -> list[dict[str, Any]]:
    """None for letters without any, and for results of an older program."""
    found: list[dict[str, Any]] = document.get("signatures") or []
    return found


def needs_a_look(signature: Mapping[str, Any]) -> bool:
    """Whether it does not hold, could not be judged, or something was put over it since."""
    held = signature["intact"] is True and signature["trusted"] is not False
    return not held or signature["changed"] in _MATTER
