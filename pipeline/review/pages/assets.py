"""Scripts and styles, from the package: kept by browsers, but asked for again after an update."""

from __future__ import annotations

import os

from fastapi.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


class Assets(StaticFiles):
    """A script imports others by their plain names, so that all are checked (304) each time."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        made = super().file_response(full_path, stat_result, scope, status_code)
        made.headers["Cache-Control"] = "no-cache"
        return made
