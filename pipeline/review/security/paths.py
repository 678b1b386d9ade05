"""From a letter's published folder to a file on disk, and never out of the output folder."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.review.failures import Refused


def letter_file(out: Path, document: Mapping[str, Any], *inside: str) -> Path:
    """A plain file in the letter's folder, its links followed. What lies outside of ``out``'s
    letters, or is no plain file, is as good as not there. Raises ``Refused`` (404)."""
    folder = document.get("folder")
    if not isinstance(folder, str) or not folder:
        raise Refused(404, "not_found")
    return plain_file(out / "letters", out.joinpath(folder, *inside))


def plain_file(root: Path, path: Path) -> Path:
    """``path``, resolved, where it is a plain file under ``root``. Raises ``Refused`` (404)."""
    try:
        real = path.resolve(strict=True)
        plain = real.is_relative_to(root.resolve()) and stat.S_ISREG(real.stat().st_mode)
    except (OSError, ValueError, RuntimeError) as error:  # gone; a NUL in it; a loop of links
        raise Refused(404, "not_found") from error
    if not plain:
        raise Refused(404, "not_found")
    return real
