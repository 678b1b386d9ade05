"""Who does the work of a run: processes of this machine, or a cluster whose workers are fit for it.

A worker is fit when it has the same program, knowledge and libraries (or its bytes would differ)
and sees the same files at the same paths.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.cache import hash_files, version_of
from pipeline.errors import ClusterBlind, ClusterDiffers
from pipeline.files import write_atomically
from pipeline.journey.inputs import PATHS, Named
from pipeline.knowledge.files import model_files
from pipeline.settings import Settings
from pipeline.work import Crew, ExecutorFactory, processes

_LIBRARIES = (
    "numpy", "opencv-python-headless", "onnxruntime", "pillow", "pikepdf", "pypdfium2", "spacy",
    "rapidfuzz", "python-docx", "fonttools", "scipy",
)  # fmt: skip
"""Those that can change what is read."""
_FOLDERS = 20
_LOOKS, _BETWEEN = 6, 0.5
"""A network share may show a new file a moment late: looks, and seconds between two."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Asked on each worker. ``wanted`` is what ``identity`` says here, ``probe`` a file of this run
    that holds ``token``, ``needed`` other paths that must be there."""

    settings: Settings
    wanted: tuple[tuple[str, str], ...]
    probe: Path
    token: str
    needed: tuple[Path, ...]

    def __call__(self) -> None:
        """Raises ``ClusterDiffers``, ``ClusterBlind``."""
        host = socket.gethostname()
        mine = identity(self.settings)
        for what, wanted in self.wanted:
            if mine.get(what) != wanted:
                told = f"{what}: {mine.get(what, '–')} ≠ {wanted}"
                raise ClusterDiffers(worker=host, what=told)
        if not self._sees_probe():
            raise ClusterBlind(worker=host, what=str(self.probe.parent.parent))
        for path in self.needed:
            if not path.exists():
                raise ClusterBlind(worker=host, what=str(path))

    def _sees_probe(self) -> bool:
        for look in range(_LOOKS):
            if look:
                time.sleep(_BETWEEN)
            try:
                if self.probe.read_text(encoding="ascii") == self.token:
                    return True
            except (OSError, ValueError):
                continue
        return False


@contextmanager
def hire(
    settings: Settings, out: Path, found: Sequence[Named], factory: ExecutorFactory | None = None
) -> Iterator[Crew]:
    """The crew of a run, sent home at its end. ``factory`` is taken where it is given; else the
    settings choose. Raises ``ClusterUnfit``, ``MissingDependency``."""
    if factory is not None or not settings.scheduler:
        chosen = factory or processes
        with Crew(chosen, settings.worker_count(), settings.stall_seconds) as crew:
            yield crew
        return
    from pipeline.work.cluster import Cluster

    token = secrets.token_hex(16)
    probe = out / "cache" / f"cluster-{token[:8]}"
    write_atomically(probe, token.encode("ascii"), durable=False)
    wanted = tuple(sorted(identity(settings).items()))
    needed = _samples(found) + tuple(Path(p) for p in _given(settings).values())
    admit = Admission(sendable(settings), wanted, probe, token, needed)
    try:
        with (
            Cluster(settings.scheduler, admit) as cluster,
            Crew(cluster, cluster.muster(), settings.stall_seconds) as crew,
        ):
            yield crew
    finally:
        probe.unlink(missing_ok=True)


def identity(settings: Settings) -> Mapping[str, str]:
    """All that decides what comes out of the same letter, by name."""
    from pipeline import reading

    told = {
        "vanban": f"{__version__} {version_of('.')}",
        "models": hash_files(model_files()),
        "Tesseract": reading.reading_identity(settings),
    }
    for name in _LIBRARIES:
        try:
            told[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            told[name] = "–"
    return told


def rooted(
    settings: Settings, out: Path, found: Sequence[Named]
) -> tuple[Settings, Path, list[Named]]:
    """With whole paths: workers elsewhere start in another folder."""
    whole: Any = {k: str(Path(v).absolute()) for k, v in _given(settings).items()}
    letters = [(path.absolute(), name) for path, name in found]
    return replace(settings, **whole), out.absolute(), letters


def sendable(settings: Settings) -> Settings:
    """As tasks carry them: the database's address may hold a password, and no worker needs it."""
    return replace(settings, scheduler="", database="")


def _given(settings: Settings) -> dict[str, str]:
    """The paths among the settings, by name."""
    named = {name: str(getattr(settings, name)) for name in PATHS}
    if os.sep in settings.tessdata:
        named["tessdata"] = settings.tessdata
    return {name: path for name, path in named.items() if path}


def _samples(found: Sequence[Named]) -> tuple[Path, ...]:
    """A file of each of the first folders: enough to notice a share that is not mounted. What
    can't be read here either is told letter by letter."""
    by_folder: dict[Path, Path] = {}
    for path, _ in found:
        if path.parent not in by_folder and path.is_file() and not path.is_symlink():
            by_folder[path.parent] = path
            if len(by_folder) == _FOLDERS:
                break
    return tuple(by_folder.values())
