"""Users, sessions and uploads: nothing that could be stolen is kept, nothing lives for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from pipeline.errors import BadSettings, NoInput
from pipeline.store import Desk, User, open_desk
from pipeline.store.people import SESSION_HOURS, session
from pipeline.store.people import _hasher as REAL_HASHER

PASSWORD = "đường xa vạn dặm"  # noqa: S105 (of a user who is not)

QUICK = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """The same hash with less work: how slow it is, is another test's matter."""
    from argon2 import PasswordHasher

    from pipeline.store import people

    patch = pytest.MonkeyPatch()
    patch.setattr(people, "_hasher", lambda: PasswordHasher(**QUICK))
    yield
    patch.undo()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(desk_url: str, clock: Clock) -> Iterator[Desk]:
    opened = open_desk(desk_url, clock)
    yield opened
    opened.close()


def everything(desk: Desk) -> str:
    """Every word in the tables of people."""
    with desk.reading() as connection:
        tables = ("users", "sessions")
        found = [connection.execute(text(f"SELECT * FROM {t}")).all() for t in tables]  # noqa: S608
    return str(found)


def test_a_user_signs_in_with_the_password_and_with_no_other(desk: Desk) -> None:
    assert desk.users() == ()
    assert desk.add_user("Nguyễn Lan", PASSWORD, "reviewer") == User("Nguyễn Lan", "reviewer")
    assert desk.check("Nguyễn Lan", PASSWORD) == User("Nguyễn Lan", "reviewer")
    assert desk.check("  nguyễn lan ", PASSWORD) is not None  # capitals are no secret
    for name, password in (
        ("Nguyễn Lan", PASSWORD + " "), ("Nguyễn Lan", PASSWORD.upper()), ("Nguyễn Lan", ""),
        ("Nguyễn Minh", PASSWORD), ("", ""), ("' OR 1=1 --", PASSWORD), ("x", "y" * 100_000),
    ):  # fmt: skip
        assert desk.check(name, password) is None
    assert PASSWORD not in everything(desk)
    assert "$argon2id$" in everything(desk)


@pytest.mark.parametrize(
    ("name", "password", "role"),
    [
        ("", PASSWORD, "reader"),
        ("   ", PASSWORD, "reader"),
        ("<script>", PASSWORD, "reader"),
        ("a\nb", PASSWORD, "reader"),
        ("x" * 65, PASSWORD, "reader"),
        ("Lan", "ngắn", "reader"),
        ("Lan", "", "reader"),
        ("Lan", "x" * 2000, "reader"),
        ("Lan", PASSWORD, "root"),
    ],
)
def test_odd_users_are_refused(desk: Desk, name: str, password: str, role: str) -> None:
    with pytest.raises(BadSettings) as refused:
        desk.add_user(name, password, role)
    assert PASSWORD not in str(refused.value)
    assert desk.users() == ()


def test_a_name_is_taken_whatever_its_capitals(desk: Desk) -> None:
    desk.add_user("Lan", PASSWORD, "admin")
    with pytest.raises(BadSettings, match="LAN"):
        desk.add_user("LAN", PASSWORD, "reader")
    assert desk.users() == (User("Lan", "admin"),)


def test_users_are_kept(desk: Desk) -> None:
    desk.add_user("Minh", PASSWORD, "reader")
    desk.add_user("Lan", PASSWORD, "admin")
    assert desk.set_role("minh", "reviewer") == User("Minh", "reviewer")
    assert desk.disable("Minh") == User("Minh", "reviewer", True)
    assert desk.users() == (User("Lan", "admin"), User("Minh", "reviewer", True))
    assert desk.check("Minh", PASSWORD) is None
    desk.disable("Minh", False)
    assert desk.check("Minh", PASSWORD) is not None
    desk.set_password("Minh", "mật khẩu khác")
    assert desk.check("Minh", PASSWORD) is None
    assert desk.check("Minh", "mật khẩu khác") is not None
    with pytest.raises(BadSettings):
        desk.set_role("Minh", "root")
    for change in (
        lambda: desk.set_role("Hoa", "admin"),
        lambda: desk.disable("Hoa"),
        lambda: desk.set_password("Hoa", PASSWORD),
    ):
        with pytest.raises(NoInput):
            change()


def test_nobody_s_password_takes_as_long_to_check(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same work is done for a name that nobody has: names can't be tried out."""
    from argon2 import PasswordHasher

    from pipeline.store import people

    class Counting(PasswordHasher):
        checked = 0

        def verify(self, hash: Any, password: Any) -> Any:
            Counting.checked += 1
            return super().verify(hash, password)

    desk.add_user("Lan", PASSWORD, "reader")
    monkeypatch.setattr(people, "_hasher", lambda: Counting(**QUICK))
    assert desk.check("Lan", "sai mật khẩu") is None
    assert desk.check("Không có", "sai mật khẩu") is None
    assert Counting.checked == 2


def test_the_hash_is_slow_enough() -> None:
    """As RFC 9106 recommends it where memory is short: argon2id, 64 MiB, three passes."""
    from argon2 import Type

    made = REAL_HASHER()
    assert (made.type, made.time_cost, made.memory_cost) == (Type.ID, 3, 65536)


def test_a_session_is_a_secret_that_only_its_owner_has(desk: Desk, clock: Clock) -> None:
    lan = desk.add_user("Lan", PASSWORD, "reviewer")
    token, other = desk.new_session(lan), desk.new_session(lan)
    assert token != other
    assert len(token) >= 43  # 256 bits
    assert desk.session(token) == lan
    assert token not in everything(desk)
    for wrong in ("", token[:-1], token + "x", token.swapcase(), "\ud800"):
        assert desk.session(wrong) is None
    desk.end_session(token)
    assert desk.session(token) is None
    assert desk.session(other) == lan


def test_a_session_ends_by_itself(desk: Desk, clock: Clock) -> None:
    lan = desk.add_user("Lan", PASSWORD, "reviewer")
    token = desk.new_session(lan)
    clock.at += timedelta(hours=SESSION_HOURS, seconds=-1)
    assert desk.session(token) == lan
    clock.at += timedelta(seconds=1)
    assert desk.session(token) is None
    desk.new_session(lan)  # sweeps out those that are over
    with desk.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM sessions")) == 1
        assert session(connection, token, clock.at) is None


def test_a_session_changes_its_token(desk: Desk) -> None:
    lan = desk.add_user("Lan", PASSWORD, "reviewer")
    old = desk.new_session(lan)
    new = desk.rotate_session(old)
    assert new is not None
    assert new != old
    assert desk.session(old) is None
    assert desk.session(new) == lan
    assert desk.rotate_session(old) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: desk.set_password("Lan", "mật khẩu khác"),
        lambda desk: desk.disable("Lan"),
    ],
)
def test_who_is_shut_out_is_out_at_once(desk: Desk, change: Any) -> None:
    tokens = [desk.new_session(desk.add_user(n, PASSWORD, "reader")) for n in ("Lan", "Minh")]
    change(desk)
    desk.disable("Lan", False)
    assert [desk.session(token) is not None for token in tokens] == [False, True]


def test_a_new_role_holds_in_open_sessions(desk: Desk) -> None:
    token = desk.new_session(desk.add_user("Lan", PASSWORD, "admin"))
    desk.set_role("Lan", "reader")
    assert desk.session(token) == User("Lan", "reader")


def test_uploads_are_followed(desk: Desk) -> None:
    first = desk.add_upload("bản <b>scan</b>.pdf", "a" * 64, 1234, "Lan")
    second = desk.add_upload("khác.pdf", "b" * 64, 99, "Minh")
    assert [u.id for u in desk.uploads()] == [second, first]
    assert [u.id for u in desk.uploads(limit=1)] == [second]
    desk.set_upload(first, "reading", 3, 8)
    found = desk.upload(first)
    assert found is not None
    assert (found.name, found.state, found.done, found.total, found.size, found.who) == (
        "bản <b>scan</b>.pdf", "reading", 3, 8, 1234, "Lan",
    )  # fmt: skip
    assert found.when == "2026-11-20T09:00:00+00:00"
    desk.set_upload(first, "failed", message="Tệp PDF có mật khẩu \x00")
    found = desk.upload(first)
    assert found is not None
    assert (found.state, found.message) == ("failed", "Tệp PDF có mật khẩu \ufffd")
    assert desk.upload(99) is None
    with pytest.raises(BadSettings):
        desk.set_upload(first, "lost")
    with pytest.raises(NoInput):
        desk.set_upload(99, "done")
