"""Shared by all tests: the language is Vietnamese, and nothing leaks between tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import messages
from tests.postgres import desk_url, postgres, postgres_server, ready_sqlite  # noqa: F401

ROOT = Path(__file__).resolve().parents[1]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones run when they are asked for."""
    if "kills" not in str(config.getoption("markexpr")):
        for item in items:
            if item.get_closest_marker("kills"):
                item.add_marker(pytest.mark.skip(reason="pytest -m kills"))


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    messages.speak("vi")
    yield
    messages.speak("vi")


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that are hashed in no time."""
    from tests.review_desk import cheap_passwords

    cheap_passwords(monkeypatch)


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return ROOT
