"""Every guard of the desk, and that it is the guard that does it: each attack fails, and the same
attack succeeds when that one guard is taken away."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from pipeline.review import context as contexts
from pipeline.review.limits import Limits
from pipeline.review.security import bodies, csrf, door, headers, hosts, paths, porter, rate
from pipeline.review.uploading import queue, receive
from pipeline.store import people
from tests.review_desk import API, HERE, PASSWORD, Office, opened_office, sign_in, token, visit

pytestmark = pytest.mark.usefixtures("cheap")
LIMITS = Limits(upload_bytes=1000, body_bytes=5000, sign_in_tries=3)
Attack = Callable[[Office], bool]
Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Guard:
    """``attack`` says whether it got through; ``off`` takes the guard away."""

    name: str
    attack: Attack
    off: Callable[[Patch], None]
    users: bool = False


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened_office(tmp_path / "out", limits=LIMITS) as opened:
        yield opened


def decision(number: str = "18") -> dict[str, Any]:
    return {"what": "fields.number", "kind": "correct", "value": number, "seen": 0}


def decides(office: Office, **headers: str) -> bool:
    browser = visit(office)
    browser.get(f"{API}/me")
    answer = browser.post(
        f"{API}/documents/{office.sha256}/decisions", json=decision(), headers=headers
    )
    return answer.status_code == 201 and len(office.desk.events(office.sha256)) == 1


def forges_a_request(office: Office) -> bool:
    """Another site's page makes the browser send a decision, with its cookie."""
    return decides(office)


def forges_with_a_stolen_token(office: Office) -> bool:
    """The same, by a page of another site that got hold of the token."""
    browser = visit(office)
    headers = {**token(browser), "Origin": "https://evil.example"}
    url = f"{API}/documents/{office.sha256}/decisions"
    return browser.post(url, json=decision(), headers=headers).status_code == 201


def takes_another_cookies_token(office: Office) -> bool:
    """The token of one browser does not work with the cookie of another."""
    foreign = token(visit(office))
    browser = visit(office)
    browser.get(f"{API}/me")
    url = f"{API}/documents/{office.sha256}/decisions"
    return browser.post(url, json=decision(), headers=foreign).status_code == 201


def rebinds_a_name(office: Office) -> bool:
    """evil.example resolves to 127.0.0.1: its page reads ours as if it were its own."""
    return visit(office, "http://evil.example:8544").get(f"{API}/documents").status_code == 200


def walks_through_a_proxy(office: Office) -> bool:
    """A proxy makes everybody look like somebody at this machine."""
    forwarded = {"X-Forwarded-For": "203.0.113.9"}
    return visit(office).get(f"{API}/documents", headers=forwarded).status_code == 200


def runs_a_script(office: Office) -> bool:
    """No policy keeps a script that slipped into a page from running, or a page from a frame."""
    told = visit(office).get("/").headers.get("content-security-policy", "")
    strict = "default-src 'self'" in told and "frame-ancestors 'none'" in told
    return not strict or "unsafe" in told


def sniffs(office: Office) -> bool:
    """A browser takes a letter's text for a page."""
    url = f"{API}/documents/{office.sha256}"
    return visit(office).get(url).headers.get("x-content-type-options") != "nosniff"


def fixes_a_session(office: Office) -> bool:
    """The attacker's own cookie, planted in the victim's browser, is the victim's after sign-in."""
    attacker = visit(office)
    attacker.get(f"{API}/me")
    victim = visit(office)
    for name, planted in attacker.cookies.items():
        victim.cookies.set(name, planted)
    sign_in(victim, "lan")
    return bool(attacker.get(f"{API}/me").json()["name"] == "lan")


def keeps_the_old_session(office: Office) -> bool:
    """A copy of the cookie from before a new sign-in still opens the door."""
    browser, copy = visit(office), visit(office)
    sign_in(browser, "minh")
    copy.cookies.update(browser.cookies)
    sign_in(browser, "lan")
    return copy.get(f"{API}/documents").status_code == 200


def guesses_a_password(office: Office) -> bool:
    """The right one is the fourth: three wrong ones are all that is granted."""
    browser = visit(office)
    csrf_token = token(browser)
    for guess in ("12345678", "matkhau1", "password"):
        body = {"name": "lan", "password": guess}
        assert browser.post(f"{API}/sign-in", json=body, headers=csrf_token).status_code == 401
    body = {"name": "lan", "password": PASSWORD}
    answer = browser.post(f"{API}/sign-in", json=body, headers=csrf_token)
    if answer.status_code == 429:
        assert 0 < int(answer.headers["retry-after"]) <= LIMITS.tries_within
    return answer.status_code == 200


def forges_a_cookie(office: Office) -> bool:
    """A session token stolen from the store (which keeps hashes only) or guessed is no cookie."""
    real = office.desk.new_session(next(u for u in office.desk.users() if u.name == "lan"))
    browser = visit(office)
    browser.cookies.set("vanban", f"session.{real}.bm90LXNpZ25lZA")
    return browser.get(f"{API}/documents").status_code == 200


def looks_without_a_session(office: Office) -> bool:
    return visit(office).get(f"{API}/documents").status_code == 200


def decides_as_a_reader(office: Office) -> bool:
    browser = visit(office)
    headers = sign_in(browser, "minh")
    url = f"{API}/documents/{office.sha256}/decisions"
    return browser.post(url, json=decision(), headers=headers).status_code == 201


def keeps_users_as_a_reader(office: Office) -> bool:
    browser = visit(office)
    sign_in(browser, "minh")
    return browser.get(f"{API}/users").status_code == 200


def sends_without_end(office: Office) -> bool:
    """A body that says nothing of its size."""
    browser = visit(office)
    headers = {**token(browser), "Content-Type": "application/json"}
    url = f"{API}/documents/{office.sha256}/decisions"
    endless = (b" " * 1000 for _ in range(20))
    return browser.post(url, content=endless, headers=headers).status_code != 413


def uploads(office: Office, name: str, data: bytes) -> dict[str, Any]:
    browser = visit(office)
    files = [("files", (name, io.BytesIO(data), "application/pdf"))]
    answer = browser.post(f"{API}/uploads", files=files, headers=token(browser))
    assert answer.status_code == 202, answer.text
    first: dict[str, Any] = answer.json()[0]
    return first


def uploads_too_much(office: Office) -> bool:
    return uploads(office, "lớn.pdf", b"%PDF-" + b"x" * 2000)["state"] != "failed"


def uploads_elsewhere(office: Office) -> bool:
    """A name that climbs out of its folder."""
    kept = uploads(office, "../../../evil.pdf", b"%PDF-1.7")
    names = sorted(p.name for p in (office.out / "uploads").iterdir() if "letters" not in p.name)
    return kept["name"] != "evil.pdf" or names != [f"{kept['sha256']}.pdf"]


def document_with_folder(office: Office, folder: str) -> None:
    office.documents[0]["folder"] = folder
    office.desk.save(office.documents, {})


def climbs_out_by_a_folder(office: Office) -> bool:
    """A letter's published folder names a place outside of the results."""
    secret = office.out.parent / "secret" / "pages" / "1.jpg"
    secret.parent.mkdir(parents=True)
    secret.write_bytes(b"secret")
    document_with_folder(office, "letters/../../secret")
    url = f"{API}/documents/{office.sha256}/pages/1.jpg"
    return visit(office).get(url).content == b"secret"


def follows_a_link_out(office: Office) -> bool:
    """A page's picture is a link to somewhere else on the disk."""
    secret = office.out.parent / "secret.jpg"
    secret.write_bytes(b"secret")
    page = office.out / office.documents[0]["folder"] / "pages" / "1.jpg"
    page.unlink()
    page.symlink_to(secret)
    url = f"{API}/documents/{office.sha256}/pages/1.jpg"
    return visit(office).get(url).content == b"secret"


def reads_the_key(office: Office) -> bool:
    """The store and the desk's key lie under OUT, but are no letter's."""
    document_with_folder(office, "letters/bc-000/../..")
    (office.out / "pages").mkdir()
    (office.out / "pages" / "1.jpg").write_bytes((office.out / "desk.key").read_bytes())
    url = f"{API}/documents/{office.sha256}/pages/1.jpg"
    return visit(office).get(url).status_code == 200


async def no_limit(self: Any, scope: Scope, receive: Receive, send: Send) -> None:
    await self._app(scope, receive, send)


def no_fixation_guard(patch: Patch) -> None:
    """As if the secret of a visitor became that of the session."""
    seen: list[str] = []
    unsealed = door.unsealed

    def as_session(cookie: str | None, key: bytes) -> Any:
        found = unsealed(cookie, key)
        if found is None:
            return None
        seen.append(found.secret)
        return door.Token("session", found.secret)

    patch.setattr(door, "unsealed", as_session)
    patch.setattr(people.secrets, "token_urlsafe", lambda *_: seen[-1] if seen else "x" * 43)


def plain_path(_root: Path, path: Path) -> Path:
    return path


DOORS = ("door", "need")


def leave_open(patch: Patch, doors: Sequence[str]) -> None:
    """The list of what is open, and the role that each answer asks for."""
    if "door" in doors:
        patch.setattr(door, "OPEN", frozenset((f"{API}/documents",)))
    if "need" in doors:
        patch.setattr(contexts.Context, "need", lambda *_: None)


GUARDS = [
    Guard("csrf", forges_a_request, lambda p: p.setattr(csrf, "same", lambda *_: True)),
    Guard(
        "csrf bound to the cookie",
        takes_another_cookies_token,
        lambda p: p.setattr(door, "csrf_of", lambda *_: "the same for all"),
    ),
    Guard(
        "origin",
        forges_with_a_stolen_token,
        lambda p: p.setattr(csrf, "check_origin", lambda _: None),
    ),
    Guard("host", rebinds_a_name, lambda p: p.setattr(hosts.Front, "answers_to", lambda *_: True)),
    Guard(
        "proxy",
        walks_through_a_proxy,
        lambda p: p.setattr(hosts, "came_through_proxy", lambda _: False),
    ),
    Guard("policy", runs_a_script, lambda p: p.setattr(headers, "HEADERS", {})),
    Guard("nosniff", sniffs, lambda p: p.setattr(headers, "HEADERS", {})),
    Guard("fixation", fixes_a_session, no_fixation_guard, users=True),
    Guard(
        "old session ends",
        keeps_the_old_session,
        lambda p: p.setattr("pipeline.store.desk.Desk.end_session", lambda *_: None),
        users=True,
    ),
    Guard(
        "rate",
        guesses_a_password,
        lambda p: p.setattr(rate.Tries, "wait", lambda *_: 0),
        users=True,
    ),
    Guard(
        "signature",
        forges_a_cookie,
        lambda p: p.setattr(
            door, "unsealed", lambda c, _: door.Token("session", c.split(".")[1]) if c else None
        ),
        users=True,
    ),
    Guard("door and need", looks_without_a_session, lambda p: leave_open(p, DOORS), users=True),
    Guard(
        "role of a reviewer",
        decides_as_a_reader,
        lambda p: p.setattr(contexts, "reaches", lambda *_: True),
        users=True,
    ),
    Guard(
        "role of an admin",
        keeps_users_as_a_reader,
        lambda p: p.setattr(contexts, "reaches", lambda *_: True),
        users=True,
    ),
    Guard(
        "body", sends_without_end, lambda p: p.setattr(bodies.BoundedBodies, "__call__", no_limit)
    ),
    Guard(
        "upload size",
        uploads_too_much,
        lambda p: p.setattr(receive._Files, "_over", lambda _: False),
    ),
    Guard("upload name", uploads_elsewhere, lambda p: p.setattr(queue, "shown_name", lambda n: n)),
    Guard("folder", climbs_out_by_a_folder, lambda p: p.setattr(paths, "plain_file", plain_path)),
    Guard("link", follows_a_link_out, lambda p: p.setattr(paths, "plain_file", plain_path)),
    Guard("key", reads_the_key, lambda p: p.setattr(paths, "plain_file", plain_path)),
]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_the_attack_fails(guard: Guard, office: Office) -> None:
    with_users(office, guard)
    assert not guard.attack(office)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_the_attack_succeeds_without_the_guard(
    guard: Guard, office: Office, monkeypatch: Patch
) -> None:
    with_users(office, guard)
    guard.off(monkeypatch)
    assert guard.attack(office)


@pytest.mark.parametrize("left_open", DOORS)
def test_either_of_two_doors_is_enough(left_open: str, office: Office, monkeypatch: Patch) -> None:
    """An answer that forgot to ask for a role is still shut, and the other way round."""
    office.desk.add_user("chủ nhiệm", PASSWORD, "admin")
    leave_open(monkeypatch, [left_open])
    assert not looks_without_a_session(office)


def with_users(office: Office, guard: Guard) -> None:
    if guard.users:
        office.desk.add_user("chủ nhiệm", PASSWORD, "admin")
        office.desk.add_user("lan", PASSWORD, "reviewer")
        office.desk.add_user("minh", PASSWORD, "reader")


def test_the_paths_are_looked_at_from_here() -> None:
    """The patches above hit what is used: modules look the guards up when they run."""
    assert HERE.startswith("http://127.0.0.1")
    assert paths.letter_file.__globals__["plain_file"] is paths.plain_file
    assert porter.Porter.__init__.__globals__["Tries"] is rate.Tries
