"""The desk's own key: made once, kept beside the results, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pipeline.errors import OutputUnwritable

NAME = "desk.key"
_BYTES = 32


def desk_key(out: Path) -> bytes:
    """The key that signs cookies and forms, so that a restart signs nobody out. A key that lost
    bytes is replaced. Raises ``OutputUnwritable``."""
    path = out / NAME
    try:
        out.mkdir(parents=True, exist_ok=True)
        if path.is_file() and not path.is_symlink() and len(kept := path.read_bytes()) == _BYTES:
            return kept
        path.unlink(missing_ok=True)
        made = secrets.token_bytes(_BYTES)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(made)
    except OSError as error:
        raise OutputUnwritable(where=str(path), what=error.strerror or str(error)) from error
    return made
