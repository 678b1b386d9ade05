"""Scripts and styles, from the package, under an address that changes with any of them: a browser
asks for each once, and for new ones after an update."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from fastapi.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from pipeline.compile.pages.assets import ASSETS

STATIC = Path(__file__).resolve().parents[1] / "static"
PLACES = {"/house": ASSETS, "": STATIC}
"""The colours and controls of the report page come first: one look for all that people see."""
_KEEP, _ASK = "public, max-age=31536000, immutable", "no-cache"


@cache
def stamp() -> str:
    """Of all assets together: a script imports others by their plain names."""
    told = hashlib.sha256()
    for folder in PLACES.values():
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                told.update(path.read_bytes())
    return told.hexdigest()[:10]


def asset(name: str) -> str:
    """The address of a script, a style or a picture."""
    return f"/static/{stamp()}/{name}"


class Assets(StaticFiles):
    """``stamped``: the address says which state these are in, so that they never change."""

    def __init__(self, directory: Path, stamped: bool) -> None:
        super().__init__(directory=directory)
        self._kept = _KEEP if stamped else _ASK

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        made = super().file_response(full_path, stat_result, scope, status_code)
        made.headers["Cache-Control"] = self._kept
        return made
