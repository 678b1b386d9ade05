"""The desk's small parts, each by itself: hosts, tries, keys, pressure, words, boxes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from pipeline.errors import OutputUnwritable
from pipeline.review.boxes import read_words
from pipeline.review.limits import Limits
from pipeline.review.pressure import Pressure
from pipeline.review.security.audit import audit
from pipeline.review.security.bodies import readable
from pipeline.review.security.hosts import Front, is_loopback
from pipeline.review.security.key import NAME, desk_key
from pipeline.review.security.rate import Tries
from pipeline.review.security.roles import ROLES, reaches
from pipeline.review.security.sessions import Token, new_visit, sealed, unsealed
from pipeline.review.words import WORDS, tell
from tests.review_desk import ALTO, API, PASSWORD, opened_office, visit

LOCAL, OFFICE = Front(), Front("0.0.0.0")  # noqa: S104 (that is what is tested)
IPV6, PROXIED = Front("::1"), Front("127.0.0.1", "https://ban.example.vn")

# (how the desk is reached, what the browser asked for, whether it is answered)
HOSTS = (
    (LOCAL, "127.0.0.1:8544", True),
    (LOCAL, "localhost:8544", True),
    (LOCAL, "LOCALHOST", True),
    (LOCAL, "[::1]:8544", True),
    (LOCAL, "evil.example:8544", False),
    (LOCAL, "127.0.0.1.evil.example", False),
    (LOCAL, "localhost.evil.example", False),
    (LOCAL, "192.168.1.7", False),
    (LOCAL, "", False),
    (LOCAL, "[::1", False),
    (LOCAL, "evil.example@127.0.0.1", True),  # a name before @ is nobody's; the host is ours
    (IPV6, "[::1]:8544", True),
    (IPV6, "evil.example", False),
    (OFFICE, "192.168.1.7:8544", True),
    (OFFICE, "evil.example", False),
    (PROXIED, "ban.example.vn", True),
    (PROXIED, "BAN.example.vn:443", True),
    (PROXIED, "127.0.0.1:8544", False),
    (PROXIED, "evil.example", False),
)


@pytest.mark.parametrize(("front", "host", "answered"), HOSTS)
def test_whom_the_desk_answers_to(front: Front, host: str, answered: bool) -> None:
    assert front.answers_to(host) is answered


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        *((host, True) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost")),
        *((host, False) for host in ("0.0.0.0", "::", "192.168.1.7", "desk.local")),  # noqa: S104
    ],
)
def test_what_only_this_machine_reaches(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
    assert Front(host).secure is not loopback


@pytest.mark.usefixtures("cheap")
def test_behind_a_proxy_nobody_is_local(tmp_path: Path) -> None:
    """And its cookies travel over TLS only."""
    with opened_office(tmp_path / "out", front=PROXIED) as office:
        browser = visit(office, "https://ban.example.vn")
        assert browser.get(f"{API}/documents").status_code == 401
        told = browser.get(f"{API}/me")
        assert told.json()["local"] is False
        cookie = visit(office, "https://ban.example.vn").get(f"{API}/me").headers["set-cookie"]
        assert {"HttpOnly", "SameSite=Lax", "Secure"} <= {*cookie.split("; ")}


def test_on_loopback_cookies_need_no_tls(tmp_path: Path) -> None:
    with opened_office(tmp_path / "out") as office:
        cookie = visit(office).get(f"{API}/me").headers["set-cookie"]
        assert {"HttpOnly", "SameSite=Lax"} <= {*cookie.split("; ")} and "Secure" not in cookie


@pytest.mark.usefixtures("cheap")
def test_pages_send_people_to_sign_in_and_back(tmp_path: Path) -> None:
    with opened_office(tmp_path / "out") as office:
        office.desk.add_user("minh", PASSWORD, "admin")
        answer = visit(office).get("/matrix?outline=bc 544&x=//evil")
        assert answer.status_code == 303
        where = "/sign-in?next=%2Fmatrix%3Foutline%3Dbc%2520544%26x%3D%2F%2Fevil"
        assert answer.headers["location"] == where
        assert visit(office).get("/sign-in").status_code == 200
        assert visit(office).post("/letters").status_code == 401


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


LIMITS = Limits(sign_in_tries=3, address_tries=5, name_tries=7, tries_within=60, tries_kept=100)


def test_tries_slide_out_of_the_window() -> None:
    clock = Clock()
    tries = Tries(LIMITS, clock)
    for _ in range(3):
        assert tries.wait("lan", "10.0.0.1") == 0
        tries.failed("lan", "10.0.0.1")
        clock.now += 10
    assert tries.wait("lan", "10.0.0.1") == 30
    assert tries.wait("lan", "10.0.0.2") == 0  # she herself, at another desk
    assert tries.wait("minh", "10.0.0.1") == 0
    clock.now = 60
    assert tries.wait("lan", "10.0.0.1") == 0


def test_one_address_tries_many_names() -> None:
    tries = Tries(LIMITS, Clock())
    for n in range(5):
        tries.failed(f"name {n}", "10.0.0.1")
    assert tries.wait("another", "10.0.0.1") > 0
    assert tries.wait("another", "10.0.0.2") == 0


def test_many_addresses_try_one_name() -> None:
    tries = Tries(LIMITS, Clock())
    for n in range(7):
        tries.failed("lan", f"10.0.0.{n}")
    assert tries.wait("lan", "10.0.9.9") > 0


def test_who_knows_the_password_does_not_use_up_the_address() -> None:
    """A whole office behind one address may sign in, one after another."""
    tries = Tries(LIMITS, Clock())
    for n in range(50):
        tries.failed(f"name {n}", "10.0.0.1")
        tries.succeeded(f"name {n}", "10.0.0.1")
    assert tries.wait("name 51", "10.0.0.1") == 0


def test_memory_is_bounded() -> None:
    tries = Tries(LIMITS, Clock())
    for n in range(1000):
        tries.failed("x" * 10_000 + str(n), f"10.0.{n % 200}.1")
    assert len(tries) <= LIMITS.tries_kept


def test_the_key_is_kept_and_nobody_elses(tmp_path: Path) -> None:
    key = desk_key(tmp_path / "out")
    path = tmp_path / "out" / NAME
    assert len(key) == 32 and desk_key(tmp_path / "out") == key
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(b"cut off")
    assert len(desk_key(tmp_path / "out")) == 32 and path.stat().st_mode & 0o777 == 0o600
    planted = tmp_path / "planted"
    planted.write_bytes(b"k" * 32)
    path.unlink()
    path.symlink_to(planted)
    assert desk_key(tmp_path / "out") != b"k" * 32 and not path.is_symlink()


def test_a_key_that_cant_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputUnwritable):
        desk_key(tmp_path / "file" / "out")


def test_cookies_are_signed() -> None:
    key, other = b"a" * 32, b"b" * 32
    token = new_visit()
    assert len(token.secret) >= 43 and new_visit() != token
    for made in (token, Token("session", "s3cret-_x")):
        assert unsealed(sealed(made, key), key) == made
        assert unsealed(sealed(made, other), key) is None
    visit_as_session = sealed(token, key).replace("visit.", "session.")
    assert unsealed(visit_as_session, key) is None
    for forged in (None, "", ".", "visit.x", "visit.x.y", "é", "a.b.c.d", "admin.x"):
        assert unsealed(forged, key) is None
    assert unsealed(sealed(Token("admin", "x"), key), key) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("has", [*ROLES, "owner", ""])
@pytest.mark.parametrize("needs", ROLES)
def test_roles_reach_down(has: str, needs: Any) -> None:
    order = {"reader": 1, "reviewer": 2, "admin": 3}
    assert reaches(has, needs) is (order.get(has, 0) >= order[needs])


def test_pressure_sends_away_and_recovers() -> None:
    """One place: the second waits for nothing, and the place is free again afterwards."""

    async def scenario() -> list[int]:
        release, statuses = asyncio.Event(), []

        async def slow(scope: Any, receive: Any, send: Any) -> None:
            if scope["path"] == "/broken":
                raise RuntimeError("a mistake")
            await release.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})

        gate = Pressure(slow, Limits(requests=1, uploads_at_once=1))

        async def ask(path: str, method: str = "GET") -> None:
            async def send(message: Any) -> None:
                if message["type"] == "http.response.start":
                    statuses.append(message["status"])

            scope = {"type": "http", "path": path, "method": method, "headers": []}
            await gate(scope, None, send)  # type: ignore[arg-type]

        first = asyncio.create_task(ask("/"))
        await asyncio.sleep(0)
        await ask("/other")
        sending = asyncio.create_task(ask("/api/v1/uploads", "POST"))  # has a place of its own
        await asyncio.sleep(0)
        await ask("/api/v1/uploads", "POST")
        release.set()
        await asyncio.gather(first, sending)
        with pytest.raises(RuntimeError):
            await ask("/broken")
        await ask("/again")
        return statuses

    assert asyncio.run(scenario()) == [503, 503, 200, 200, 200]


def test_every_word_is_said_in_both_languages() -> None:
    for code, (vietnamese, english) in WORDS.items():
        assert vietnamese and english and vietnamese != english, code
        places = [{f for _, f, _, _ in Formatter().parse(t) if f} for t in (vietnamese, english)]
        assert places[0] == places[1], code
    assert tell("too_much", limit="2 MB") == "Dữ liệu gửi lên vượt giới hạn 2 MB"
    assert tell("too_much") == "Dữ liệu gửi lên vượt giới hạn "
    with pytest.raises(KeyError):
        tell("no such word")


@pytest.mark.parametrize(
    ("size", "shown"), [(1000, "0 kB"), (4096, "4 kB"), (1 << 20, "1 MB"), (512 << 20, "512 MB")]
)
def test_sizes_are_readable(size: int, shown: str) -> None:
    assert readable(size) == shown


def test_an_audit_line_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    audit("sign-in", "x\n\x1b[31mđỏ", "10.0.0.1", what=Path("/x"), who_else=None)
    (line,) = capsys.readouterr().err.splitlines()
    when, what, told = line.split(" ", 2)
    assert (when[-6:], what) == ("+00:00", "sign-in")
    assert json.loads(told)["who"] == "x\n\x1b[31mđỏ" and told.isascii()


# Files that are no page of ALTO: told as such, never half read.
@pytest.mark.parametrize(
    "text",
    [
        "",
        "<alto>",
        ALTO.replace("WIDTH", "WIDE", 1),
        ALTO.replace('HEIGHT="2000"', 'HEIGHT="0"'),
        ALTO.replace('HEIGHT="2000"', 'HEIGHT="tall"'),
        ALTO.replace("CONTENT=", "TEXT="),
        '<!DOCTYPE a [<!ENTITY b "x">]>' + ALTO[38:].replace("Yên", "&c;"),
    ],
)
def test_what_is_no_alto(tmp_path: Path, text: str) -> None:
    path = tmp_path / "1.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"1\.xml|no page|no size|invalid literal"):
        read_words(path)
