"""``vanban run``, from scans to published facts, as users run it."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evaluation.measure import run_measured
from pipeline.evaluation.peers.reader import Taken, allowed

FINISHED = (0, 1)  # 1: done, but some letters could be read in part only


@dataclass(frozen=True, slots=True)
class Ours:
    """``twice``: run again over the same files, to see what remembering is worth."""

    workers: int
    twice: bool = True
    name: str = "vanban"

    @property
    def how(self) -> str:
        return f"vanban run --workers {self.workers}"

    def available(self) -> bool:
        return True

    def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
        out = work / "out"
        command = [sys.executable, "-m", "pipeline", "run", *map(str, files)]
        command += ["--out", str(out), "--workers", str(self.workers)]
        first = run_measured(command, seconds=allowed(pages))
        if first.code not in FINISHED:
            again = first.cost if self.twice else None  # nothing was remembered
            return Taken({}, first.cost, again, trouble=(f"exit {first.code}: {first.said}",))
        again = run_measured(command, seconds=allowed(pages)).cost if self.twice else None
        documents = published(out / "documents.jsonl")
        texts = {d["sha256"]: tuple(d["text"]) for d in documents}
        found = {path: texts[sha] for path in files if (sha := _sha256(path)) in texts}
        trouble = [f"{d['file']}: {error['message']}" for d in documents for error in d["errors"]]
        return Taken(found, first.cost, again, documents, trouble)


def published(path: Path) -> list[dict[str, Any]]:
    """The lines of a ``documents.jsonl``."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
