"""Wrong sign-ins, counted by name and by address; memory is bounded whatever comes."""

from __future__ import annotations

import hashlib
import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from pipeline.review.limits import Limits


class Tries:
    """A sliding window of failures a key. Safe to use from several threads."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: OrderedDict[bytes, deque[float]] = OrderedDict()

    def wait(self, name: str, address: str) -> int:
        """Seconds until this name may be tried again from this address; 0 for now."""
        now = self._clock()
        with self._lock:
            return max(self._left(key, most, now) for key, most in self._keys(name, address))

    def failed(self, name: str, address: str) -> None:
        """Notes a wrong try."""
        now = self._clock()
        with self._lock:
            for key, most in self._keys(name, address):
                times = self._failed.setdefault(key, deque(maxlen=most))
                times.append(now)
                self._failed.move_to_end(key)
            while len(self._failed) > self._limits.tries_kept:
                self._failed.popitem(last=False)

    def succeeded(self, name: str, address: str) -> None:
        """A right password clears what was typed wrong before, for this name from here; and the
        try itself, noted as wrong before it was known, was none for the others."""
        both, *others = self._keys(name, address)
        with self._lock:
            self._failed.pop(both[0], None)
            for key, _ in others:
                if times := self._failed.get(key):
                    times.pop()

    def __len__(self) -> int:
        return len(self._failed)

    def _keys(self, name: str, address: str) -> tuple[tuple[bytes, int], ...]:
        limits = self._limits
        return (
            (_digest("both", name, address), limits.sign_in_tries),
            (_digest("address", address), limits.address_tries),
            (_digest("name", name), limits.name_tries),
        )

    def _left(self, key: bytes, most: int, now: float) -> int:
        times = self._failed.get(key)
        if times is None:
            return 0
        while times and now - times[0] >= self._limits.tries_within:
            times.popleft()
        if len(times) < most:
            return 0
        return max(1, math.ceil(times[0] + self._limits.tries_within - now))


def _digest(*parts: str) -> bytes:
    """A key of one size, however long the name that somebody sent."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).digest()[:16]
