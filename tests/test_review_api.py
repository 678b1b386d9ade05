"""The REST interface: what it gives, what it takes, what it says when it can't."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline.compile.columns import TABLES
from pipeline.review.limits import Limits
from tests.compile_letters import HOSTILE, OUTLINE, hostile_letter, letter
from tests.review_desk import API, PASSWORD, Office, opened_office, sign_in, token, visit

pytestmark = pytest.mark.usefixtures("cheap")


def decide(browser: TestClient, sha256: str, **more: Any) -> Any:
    body = {"what": "fields.number", "kind": "correct", "value": "18", "seen": 0, **more}
    url = f"{API}/documents/{sha256}/decisions"
    return browser.post(url, json=body, headers=token(browser))


def test_somebody_at_this_machine_is_admin_as_long_as_there_are_no_users(
    browser: TestClient,
) -> None:
    me = browser.get(f"{API}/me").json()
    assert (me["name"], me["role"], me["local"]) == ("máy này", "admin", True)
    assert len(me["csrf"]) == 64


def test_the_first_user_shuts_the_door(office: Office, browser: TestClient) -> None:
    office.desk.add_user("hoa", PASSWORD, "admin")
    assert browser.get(f"{API}/documents").status_code == 401
    assert browser.get(f"{API}/me").json()["name"] is None
    sign_in(browser, "hoa")
    assert browser.get(f"{API}/me").json()["role"] == "admin"
    assert browser.get(f"{API}/documents").status_code == 200


# (what is asked, names of the files that come back, how many there are in all)
LISTS: tuple[tuple[str, int, int], ...] = (
    ("", 4, 4),
    ("?limit=1", 1, 4),
    ("?offset=3&limit=2", 1, 4),
    ("?offset=9", 0, 4),
    ("?kind=report", 4, 4),
    ("?kind=plan", 0, 0),
    ("?q=khong-co-tep-nao", 0, 0),
)


@pytest.mark.parametrize(("asked", "shown", "total"), LISTS)
def test_letters_come_in_pages(browser: TestClient, asked: str, shown: int, total: int) -> None:
    page = browser.get(f"{API}/documents{asked}").json()
    assert (len(page["items"]), page["total"]) == (shown, total)


def test_a_letter_has_the_published_names(office: Office, browser: TestClient) -> None:
    told = browser.get(f"{API}/documents/{office.sha256}").json()
    published = office.documents[0]
    assert told.keys() >= published.keys()
    assert told["fields"]["number"]["confidence"] == published["fields"]["number"]["confidence"]
    assert [i["id"] for i in told["coverage"]["items"]] == [
        i["id"] for i in published["coverage"]["items"]
    ]
    assert told["events"] == 0


# Whatever is no letter of ours: unknown, too short, not hexadecimal, a path.
@pytest.mark.parametrize(
    ("sha256", "status"),
    [("0" * 64, 404), ("abc", 422), ("Z" * 64, 422), ("..%2f..%2fvanban.db", 404)],
)
@pytest.mark.parametrize("rest", ["", "/words/1", "/pages/1.jpg", "/events", "/files/text"])
def test_what_is_no_letter_is_refused(
    browser: TestClient, sha256: str, status: int, rest: str
) -> None:
    answer = browser.get(f"{API}/documents/{sha256}{rest}")
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message"}


def test_pictures_and_words_of_a_page(office: Office, browser: TestClient) -> None:
    here = f"{API}/documents/{office.sha256}"
    picture = browser.get(f"{here}/pages/1.jpg")
    assert picture.headers["content-type"] == "image/jpeg"
    assert picture.content[:2] == b"\xff\xd8"
    assert "private" in picture.headers["cache-control"]
    words = browser.get(f"{here}/words/1").json()
    assert [w["text"] for w in words["words"]] == ["Số:", "<b>7/BC", "Yên"]
    assert [w["line"] for w in words["words"]] == [1, 1, 2]
    assert words["words"][0]["box"] == pytest.approx([0.1, 0.1, 0.2, 0.12])
    assert words["words"][2]["box"][2] == 1.0  # never beyond the page
    assert browser.get(f"{here}/words/9").status_code == 404
    assert browser.get(f"{here}/pages/9.jpg").status_code == 404


def test_kept_files_are_handed_over_never_shown(office: Office, browser: TestClient) -> None:
    folder = office.out / office.documents[0]["folder"]
    (folder / "original").mkdir()
    (folder / "original" / f"{folder.name}.html").write_text("<script>1</script>")
    answer = browser.get(f"{API}/documents/{office.sha256}/files/original")
    assert answer.content == b"<script>1</script>"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert browser.get(f"{API}/documents/{office.sha256}/files/searchable").status_code == 404


def test_a_decision_is_kept_and_shown(office: Office, browser: TestClient) -> None:
    made = decide(browser, office.sha256, why="đọc trên bản giấy")
    assert made.status_code == 201
    event = made.json()
    assert (event["before"], event["after"], event["who"]) == ("17", "18", "máy này")
    told = browser.get(f"{API}/documents/{office.sha256}").json()
    number = told["fields"]["number"]
    assert (number["value"], number["source"], number["review"]) == ("18", "corrected", False)
    assert number["confidence"] == 1.0
    assert told["events"] == event["id"]
    seen = browser.get(f"{API}/documents/{office.sha256}/events?after=0").json()["items"]
    assert [e["id"] for e in seen] == [event["id"]]
    later = browser.get(f"{API}/documents/{office.sha256}/events?after={event['id']}").json()
    assert later["items"] == []


def test_two_people_do_not_overwrite_each_other(office: Office, browser: TestClient) -> None:
    first = decide(browser, office.sha256).json()
    second = decide(browser, office.sha256, value="19")
    assert second.status_code == 409
    assert second.json()["latest"]["id"] == first["id"]
    assert second.json()["error"]["code"] == "conflict"
    third = decide(browser, office.sha256, value="19", seen=first["id"])
    assert third.status_code == 201


def test_undoing(office: Office, browser: TestClient) -> None:
    event = decide(browser, office.sha256).json()
    undone = browser.post(f"{API}/events/{event['id']}/undo", headers=token(browser))
    assert (undone.status_code, undone.json()["undoes"]) == (201, event["id"])
    told = browser.get(f"{API}/documents/{office.sha256}").json()
    assert told["fields"]["number"]["value"] == "17"
    again = browser.post(f"{API}/events/{event['id']}/undo", headers=token(browser))
    assert again.status_code == 409
    unknown = browser.post(f"{API}/events/99999/undo", headers=token(browser))
    assert unknown.status_code == 404


# Decisions that make no sense: each refused, none kept.
NONSENSE: tuple[dict[str, Any], ...] = (
    {"what": "fields.mood"},
    {"what": "number"},
    {"what": "coverage.I.1.content", "value": "rather"},
    {"what": "coverage.XX.content", "value": "full"},
    {"kind": "guess"},
    {"kind": "move", "evidence": {"page": 0, "box": [0, 0, 1, 1]}},
    {"evidence": {"page": 1, "box": [0, 0, 1]}},
    {"evidence": {"page": 1, "box": [0, 0, 1, 7]}},
    {"value": "một\x00hai"},
    {"value": "x" * 5000},
    {"value": 18},
    {"seen": -1},
    {"who": "somebody else"},
)


@pytest.mark.parametrize("body", NONSENSE, ids=str)
def test_nonsense_is_refused(office: Office, browser: TestClient, body: dict[str, Any]) -> None:
    answer = decide(browser, office.sha256, **body)
    assert answer.status_code == 422, answer.text
    assert office.desk.events(office.sha256) == ()


def test_evidence_is_moved(office: Office, browser: TestClient) -> None:
    evidence = {"page": 2, "box": [0.1, 0.2, 0.3, 0.4], "quote": "Số: 17"}
    moved = decide(browser, office.sha256, kind="move", value=None, evidence=evidence)
    assert moved.status_code == 201, moved.text
    number = browser.get(f"{API}/documents/{office.sha256}").json()["fields"]["number"]
    assert (number["page"], number["box"], number["value"]) == (2, [0.1, 0.2, 0.3, 0.4], "17")


def test_the_queue_goes_down(office: Office, browser: TestClient) -> None:
    before = browser.get(f"{API}/doubts").json()
    first = browser.get(f"{API}/doubts/next").json()
    assert first["doubt"]["key"] == before["items"][0]["key"]
    assert first["left"] == before["total"] == len(before["items"])
    keys = [doubt["key"] for doubt in before["items"]]
    assert f"{office.sha256}/fields.number" in keys
    assert f"{office.sha256}/fields.number_symbol" not in keys  # follows from the others
    decide(browser, office.sha256)
    after = browser.get(f"{API}/doubts").json()
    assert after["total"] == before["total"] - 1
    last = browser.get(f"{API}/doubts/next", params={"after": keys[-1]}).json()
    assert last["doubt"] is None


def test_search_finds_with_and_without_diacritics(browser: TestClient) -> None:
    for asked in ("đà nẵng", "da nang", "ĐÀ NẴNG"):
        page = browser.get(f"{API}/search", params={"q": asked}).json()
        assert page["total"] >= 1, asked
        hit = page["items"][0]
        assert any(part["hit"] for part in hit["snippet"])
    # Operators of a search engine are words like others.
    for hostile in ('"', "NEAR(a b)", "a OR", "* -", "'; DROP TABLE events;--", "()"):
        assert browser.get(f"{API}/search", params={"q": hostile}).status_code == 200


def test_the_matrix_and_its_verdicts(office: Office, browser: TestClient) -> None:
    matrix = browser.get(f"{API}/matrix").json()
    assert matrix["outline"] == OUTLINE and matrix["outlines"] == [OUTLINE]
    assert len(matrix["rows"]) == 4
    items = office.documents[0]["coverage"]["items"]
    assert [item["id"] for item in matrix["items"]] == [item["id"] for item in items]
    row = next(r for r in matrix["rows"] if r["sha256"] == office.sha256)
    assert {id: c["content"] for id, c in row["cells"].items()} == {
        i["id"]: i["content"] for i in items
    }
    verdicts = browser.get(f"{API}/verdicts", params={"outline": OUTLINE, "limit": 500}).json()
    assert verdicts["total"] == 4 * len(items)
    mine = [v for v in verdicts["items"] if v["sha256"] == office.sha256]
    assert [(v["id"], v["content"], v["score"]) for v in mine] == [
        (i["id"], i["content"], i["score"]) for i in items
    ]
    assert browser.get(f"{API}/verdicts?outline=none-such").json()["total"] == 0


def test_tables_have_the_exported_columns(office: Office, browser: TestClient) -> None:
    told = browser.get(f"{API}/tables").json()["items"]
    assert {t["name"]: [c["name"] for c in t["columns"]] for t in told} == {
        name: list(columns) for name, columns in TABLES.items()
    }
    page = browser.get(f"{API}/tables/letters?limit=2&offset=1").json()
    assert (len(page["items"]), page["total"]) == (2, 4)
    assert set(page["items"][0]) == set(TABLES["letters"])
    decide(browser, office.sha256)
    fields = browser.get(f"{API}/tables/fields?limit=500").json()["items"]
    numbers = [f for f in fields if f["file"] == "bc-000.pdf" and f["field"] == "number"]
    assert [(f["value"], f["source"]) for f in numbers] == [("18", "corrected")]
    assert browser.get(f"{API}/tables/passwords").status_code == 404


def test_what_a_letter_says_stays_text(tmp_path: Path) -> None:
    """Scripts in names and letters come as JSON strings, of a type that no browser runs."""
    hostile = json.loads(json.dumps(hostile_letter()).replace("\\ud800", ""))
    hostile["file"] = f"{HOSTILE}.pdf"
    with opened_office(tmp_path / "out", [letter(0), hostile]) as office:
        browser, sha = visit(office), hostile["sha256"]
        answer = browser.get(f"{API}/documents/{sha}")
        assert HOSTILE in str(answer.json())
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        for page in ("/", "/letters", f"/letters/{sha}", "/matrix"):
            shown = browser.get(page, follow_redirects=True)
            assert shown.status_code == 200, page
            assert HOSTILE not in shown.text and "onerror=alert(1)>" not in shown.text, page


def test_errors_say_nothing_of_the_inside(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("/srv/secret.py: a look inside")

    monkeypatch.setattr(type(office.desk), "letter", broken)
    browser = visit(office, raise_server_exceptions=False)
    answer = browser.get(f"{API}/documents/{office.sha256}")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert answer.json()["error"]["code"] == "broken"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_store_that_is_away_is_no_open_door(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.errors import OutputUnwritable

    def away(*_: object) -> None:
        raise OutputUnwritable(where="postgresql://minh@db.internal/vanban", what="refused")

    monkeypatch.setattr(type(office.desk), "users", away)
    answer = visit(office).get(f"{API}/documents")
    assert answer.status_code == 503
    assert "db.internal" not in answer.text
    assert int(answer.headers["retry-after"]) > 0


def test_messages_follow_the_language(browser: TestClient) -> None:
    browser.cookies.set("lang", "en")
    english = browser.get(f"{API}/documents/{'0' * 64}").json()["error"]["message"]
    browser.cookies.set("lang", "vi")
    vietnamese = browser.get(f"{API}/documents/{'0' * 64}").json()["error"]["message"]
    assert english == "There is no such thing" and vietnamese == "Không có mục này"


def test_decisions_and_sign_ins_are_on_record(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.desk.add_user("minh", PASSWORD, "admin")
    browser = visit(office)
    sign_in(browser, "minh")
    decide(browser, office.sha256)
    hostile = {"name": "x\r\n2026-11-20 sign-in\x1b[31m", "password": "không đúng"}
    browser.post(f"{API}/sign-in", json=hostile, headers=token(browser))
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" ")[1] for line in lines] == ["sign-in", "decide", "sign-in-failed"]
    assert '"fields.number"' in lines[1] and PASSWORD not in "".join(lines)
    assert "\x1b" not in lines[2]


def test_nobody_waits_under_pressure(tmp_path: Path) -> None:
    with opened_office(tmp_path / "out", limits=Limits(requests=0)) as office:
        answer = visit(office).get(f"{API}/documents")
        assert answer.status_code == 503 and int(answer.headers["retry-after"]) > 0
        assert answer.json()["error"]["code"] == "busy"
