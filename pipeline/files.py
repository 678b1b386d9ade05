"""Writing without ever leaving half a file: ground floor, imports nothing of ours but errors."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pipeline.errors import OutputUnwritable


def write_atomically(path: Path, data: bytes) -> None:
    """Puts ``data`` at ``path`` in one step: readers see the old file or the new one.

    Raises ``OutputUnwritable`` and leaves the old file when it can't."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputUnwritable(where=str(path), what=error.strerror or str(error)) from error
