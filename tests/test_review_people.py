"""The REST interface for people: who may sign in, and who keeps whom."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.review_desk import API, PASSWORD, Office, sign_in, token, visit

pytestmark = pytest.mark.usefixtures("cheap")


def test_users_are_kept_by_admins(office: Office, browser: TestClient) -> None:
    def ask(method: str, url: str, **body: Any) -> Any:
        headers = token(browser)
        return browser.request(method, f"{API}/users{url}", json=body, headers=headers)

    first = {"name": "minh", "password": PASSWORD}
    assert ask("POST", "", **first).json()["error"]["code"] == "last_admin"
    made = ask("POST", "", **first, role="admin")
    assert (made.status_code, made.json()) == (
        201,
        {"name": "minh", "role": "admin", "disabled": False},
    )
    sign_in(browser, "minh")
    assert ask("POST", "", **first).json()["error"]["code"] == "user_exists"
    assert ask("POST", "", name="lan", password=PASSWORD[:5]).status_code == 422
    assert ask("POST", "", name="lan", password=PASSWORD).json()["role"] == "reviewer"
    assert ask("PATCH", "/minh", disabled=True).json()["error"]["code"] == "last_admin"
    assert ask("PATCH", "/minh", role="reader").json()["error"]["code"] == "last_admin"
    assert ask("PATCH", "/lan", role="admin").json()["role"] == "admin"
    assert ask("PATCH", "/nobody", role="admin").status_code == 404
    page = browser.get(f"{API}/users").json()
    assert {u["name"]: u["role"] for u in page["items"]} == {"lan": "admin", "minh": "admin"}
    assert "hash" not in str(page) and "argon2" not in str(page)


def test_a_disabled_user_is_out_at_once(office: Office) -> None:
    office.desk.add_user("minh", PASSWORD, "admin")
    office.desk.add_user("lan", PASSWORD, "reviewer")
    lan = visit(office)
    sign_in(lan, "lan")
    assert lan.get(f"{API}/documents").status_code == 200
    office.desk.disable("lan")
    assert lan.get(f"{API}/documents").status_code == 401
    body = {"name": "lan", "password": PASSWORD}
    assert lan.post(f"{API}/sign-in", json=body, headers=token(lan)).status_code == 401


def test_signing_out_ends_the_session(office: Office) -> None:
    office.desk.add_user("minh", PASSWORD, "admin")
    browser, copy = visit(office), visit(office)
    headers = sign_in(browser, "minh")
    copy.cookies.update(browser.cookies)
    assert browser.post(f"{API}/sign-out", headers=headers).status_code == 204
    assert copy.get(f"{API}/documents").status_code == 401


def test_changing_ones_own_password(office: Office) -> None:
    office.desk.add_user("minh", PASSWORD, "admin")
    browser = visit(office)
    headers = sign_in(browser, "minh")
    url, new = f"{API}/me/password", "mật khẩu khác hẳn"
    wrong = browser.post(url, json={"old": "không phải", "new": new}, headers=headers)
    assert wrong.status_code == 401
    assert browser.post(url, json={"old": PASSWORD, "new": new}, headers=headers).is_success
    assert browser.get(f"{API}/documents").status_code == 401
    sign_in(browser, "minh", new)


def test_unknown_names_take_as_long_as_wrong_passwords(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told by what is computed, not by the clock of a busy machine."""
    from argon2 import PasswordHasher

    office.desk.add_user("minh", PASSWORD, "admin")
    checked: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: Any, hash: str, password: str) -> bool:
        checked.append(hash.split("$")[3])
        return verify(self, hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    browser = visit(office)
    for name in ("minh", "nobody-of-that-name"):
        body = {"name": name, "password": "sai mật khẩu"}
        answer = browser.post(f"{API}/sign-in", json=body, headers=token(browser))
        assert answer.json()["error"]["code"] == "wrong_password"
    assert len(checked) == 2 and checked[0] == checked[1]  # the same cost
