"""One reading at a time, in the background; what waits is read together.

The state of every upload lies in the store, so that everybody sees it and a restart knows what was
under way. The bytes lie in ``OUT/uploads`` under their own hash until they are read or refused.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import VanbanError
from pipeline.incoming import Incoming
from pipeline.messages import Lang, speak
from pipeline.review.limits import Limits
from pipeline.review.reader import Reader
from pipeline.review.security.audit import audit
from pipeline.review.security.bodies import readable
from pipeline.review.uploading.names import shown_name, suffix_of
from pipeline.review.uploading.progress import Progress
from pipeline.review.uploading.receive import PART, Received
from pipeline.review.words import tell
from pipeline.store.types import Upload

if TYPE_CHECKING:
    from pipeline.store.desk import Desk

FOLDER = "uploads"
_OPEN = ("waiting", "reading")
_LOOKED_AT = 1000
_PATIENCE = 10.0


class UploadQueue:
    """Started with the application, stopped with it."""

    def __init__(
        self, desk: Desk, out: Path, reader: Reader, limits: Limits, lang: Lang = "vi"
    ) -> None:
        self.folder = out / FOLDER
        self._desk, self._reader, self._limits, self._lang = desk, reader, limits, lang
        self._something = threading.Condition()
        self._waiting: list[Upload] = []
        self._reading = 0
        self._stopping = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Takes up what a stop or a crash left, and begins to read."""
        for part in self.folder.glob(f"{PART}*"):
            part.unlink(missing_ok=True)
        for upload in reversed(self._desk.uploads(_LOOKED_AT)):
            if upload.state not in _OPEN:
                continue
            if self._path(upload).is_file():
                self._waiting.append(upload)
            else:
                self._desk.set_upload(upload.id, "failed", message="upload.interrupted")
        self._thread = threading.Thread(target=self._work, name="vanban-uploads", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the reading under way; it begins again at the next start."""
        with self._something:
            self._stopping = True
            self._something.notify_all()
        self._reader.stop()
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    @property
    def full(self) -> bool:
        """Whether too many wait already."""
        with self._something:
            return len(self._waiting) + self._reading >= self._limits.uploads_waiting

    def accept(self, files: Sequence[Received], who: str) -> list[Upload]:
        """Puts files that arrived into the queue; what is empty, too large or already read is
        told at once."""
        accepted, waiting = [], []
        for file in files:
            name = shown_name(file.given)
            id = self._desk.add_upload(name, file.sha256, file.size, who)
            said = self._refusal(file)
            if said is None and file.path is not None:
                target = self.folder / f"{file.sha256}{suffix_of(name)}"
                file.path.chmod(0o644)
                file.path.replace(target)
                waiting.append(self._of(id))
            elif said is not None:
                if file.path is not None:
                    file.path.unlink(missing_ok=True)
                state, message = said
                self._desk.set_upload(id, state, message=message)
            accepted.append(self._of(id))
        with self._something:  # all at once: what came together is read together
            self._waiting += waiting
            self._something.notify_all()
        return accepted

    def _refusal(self, file: Received) -> tuple[str, str] | None:
        if file.path is None:
            limit = readable(self._limits.upload_bytes)
            return "failed", tell("upload.too_large", limit=limit)
        if file.size == 0:
            return "failed", tell("upload.empty")
        if (known := self._desk.letter(file.sha256)) is not None:
            return "done", tell("upload.same", file=known["file"])
        return None

    def _of(self, id: int) -> Upload:
        found = self._desk.upload(id)
        if found is None:
            raise KeyError(id)
        return found

    def _path(self, upload: Upload) -> Path:
        return self.folder / f"{upload.sha256}{suffix_of(upload.name)}"

    def _work(self) -> None:
        speak(self._lang)
        while True:
            with self._something:
                while not self._waiting and not self._stopping:
                    self._something.wait()
                if self._stopping:
                    return
                batch, self._waiting = self._waiting, []
                self._reading = len(batch)
            try:
                self._read(batch)
            except Exception as error:
                audit("uploads-lost", "", "", error=repr(error))
            finally:
                with self._something:
                    self._reading = 0

    def _read(self, batch: Sequence[Upload]) -> None:
        """Reads a batch. The same bytes sent twice are read once."""
        first: dict[str, Upload] = {}
        twins: list[tuple[Upload, Upload]] = []
        for upload in batch:
            if (known := self._desk.letter(upload.sha256)) is not None:
                same = tell("upload.same", file=known["file"])
                self._desk.set_upload(upload.id, "done", message=same)
                continue
            one = first.setdefault(upload.sha256, upload)
            if one is not upload:
                twins.append((upload, one))
        if not first:
            return
        progress = Progress(self._desk, list(first.values()), time.monotonic)
        letters = [Incoming(str(u.id), self._path(u), u.name) for u in first.values()]
        try:
            self._reader(letters, progress)
            progress.ended(None)
        except Exception as error:
            if self._stopping:
                return
            told = isinstance(error, VanbanError)
            if not told:
                audit("reading-failed", "", "", error=repr(error))
            progress.ended(str(error) if told else "upload.died")
        for upload in first.values():
            if progress.state(upload) == "failed":
                self._path(upload).unlink(missing_ok=True)
        for twin, one in twins:
            if self._path(twin) != self._path(one):  # the same bytes under another suffix
                self._path(twin).unlink(missing_ok=True)
            state = progress.state(one)
            same = tell("upload.same", file=one.name) if state == "done" else progress.said(one)
            self._desk.set_upload(twin.id, state, message=same)
