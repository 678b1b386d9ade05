"""Shared by all tests: the language is Vietnamese, and nothing leaks between tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from pipeline import messages
from tests.postgres import desk_url, postgres, postgres_server, ready_sqlite  # noqa: F401

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.review_desk import Office

ROOT = Path(__file__).resolve().parents[1]
# The same examples each time, on a machine of any speed: what is red is red for everybody. Who
# looks for more says `--hypothesis-profile=default`.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")
# What the shell of whoever runs them says of width, colour and choices is no test's business.
for _name in list(os.environ):
    if _name.startswith("VANBAN_") or _name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
        del os.environ[_name]


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
def office(tmp_path: Path, desk_url: str) -> Iterator[Office]:  # noqa: F811
    """A desk on SQLite and on PostgreSQL: the same answers."""
    from tests.review_desk import opened_office

    with opened_office(tmp_path / "out", url=desk_url) as opened:
        yield opened


@pytest.fixture
def browser(office: Office) -> TestClient:
    from tests.review_desk import visit

    return visit(office)


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return ROOT
