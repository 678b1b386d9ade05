"""The door to the machine that reads: the command line hands it in, tests hand in another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipeline.incoming import Incoming, Watcher


class Reader(Protocol):
    """Reads new letters into the desk's folder and store, beside those that are there. Says of
    each letter whether it is ``seen`` or ``refused``; when it returns, the results are stored.

    Raises ``VanbanError`` when it ended without results; nothing of the new letters is then left
    but their files."""

    def __call__(self, letters: Sequence[Incoming], watcher: Watcher) -> None: ...

    def stop(self) -> None:
        """Ends a reading that is under way; the call above then raises."""
