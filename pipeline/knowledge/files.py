"""Where ``models/`` is, and how its files are opened: the one door to knowledge on disk."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import BadKnowledge

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def models_folder() -> Path:
    """``VANBAN_MODELS``, else the checkout's ``models/``, else the copy inside the wheel."""
    named = os.environ.get("VANBAN_MODELS")
    for folder in (
        Path(named) if named else None,
        _PACKAGE / "_models",
        _PACKAGE.parent / "models",
    ):
        if folder is not None and (folder / "outlines").is_dir():
            return folder
    raise BadKnowledge(where="models/", what="not found")


def read_yaml(path: Path) -> Any:
    """The content of one YAML file. Raises ``BadKnowledge`` when it is no YAML."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 (safe loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadKnowledge(where=str(path), what=str(error)) from error


def model_files() -> list[Path]:
    """Every file of knowledge, in a stable order: what an analysis depends on beside code."""
    folder = models_folder()
    kinds = (".yaml", ".cfg", ".json", ".onnx")
    return sorted(p for p in folder.rglob("*") if p.suffix in kinds)
