"""``vanban serve`` as a process of its own, on any free port, as long as it is needed."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 120.0
_STOP = 30.0


@dataclass(frozen=True, slots=True)
class Served:
    """``address`` has no slash at its end; ``pid`` is the process that answers."""

    address: str
    pid: int


@contextmanager
def serving(out: Path, database: str = "", log: Path | None = None) -> Iterator[Served]:
    """The desk over ``out``. What it says to stderr goes to the end of ``log``. Raises
    ``RuntimeError`` where it does not start."""
    command = [sys.executable, "-m", "pipeline", "serve", str(out), "--port", "0", "--no-browser"]
    command += ["--database", database] if database else []
    with (log or Path("/dev/null")).open("ab") as told:
        program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=told, encoding="utf-8")
        late = threading.Timer(_PATIENCE, program.kill)
        late.start()
        try:
            line = program.stdout.readline() if program.stdout else ""
            late.cancel()
            if "http" not in line:
                raise RuntimeError(f"the desk did not start, see {log}")
            yield Served(line[line.index("http") :].strip().rstrip("/"), program.pid)
        finally:
            late.cancel()
            program.terminate()
            try:
                program.wait(_STOP)
            except subprocess.TimeoutExpired:
                program.kill()
            if program.stdout:
                program.stdout.close()
