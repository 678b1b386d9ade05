"""The environment that all templates share: everything escaped, nothing undefined, no character
that a page can't hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.compile.tables import clean


def strict_environment(templates: Path, extensions: Sequence[str] = ()) -> Any:
    """A ``jinja2.Environment`` for the folder ``templates``, without filters or words."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=extensions,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
