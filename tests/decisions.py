"""What tests of decisions share: a desk with two letters, a clock, a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipeline.store import Decision, Desk, Evidence, open_desk
from tests.desk_letters import OUTLINE, report

SHA = report()["sha256"]
PLACE = Evidence(page=1, box=[0.2, 0.3, 0.4, 0.35], quote="Số: 117")
RUN = {"version": "1"}


class Clock:
    """A second passes between any two looks."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture(name="desk")
def a_desk(desk_url: str) -> Iterator[Desk]:
    opened = open_desk(desk_url, Clock())
    opened.save([report(0), report(1)], RUN, [OUTLINE])
    yield opened
    opened.close()


def wish(
    what: str = "fields.number", kind: Any = "correct", value: Any = "117", **more: Any
) -> Decision:
    return Decision(
        **{"sha256": SHA, "what": what, "kind": kind, "who": "Lan", "value": value, **more}
    )


def shown(desk: Desk) -> dict[str, Any]:
    found = desk.letter(SHA)
    assert found is not None
    return found
