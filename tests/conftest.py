"""Shared by all tests: the language is Vietnamese, and nothing leaks between tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import messages

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    messages.speak("vi")
    yield
    messages.speak("vi")


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return ROOT
