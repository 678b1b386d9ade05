"""From files handed in to letters among the results: names, limits, the queue, crashes."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline.errors import EngineFailed
from pipeline.review.limits import Limits
from pipeline.review.uploading.names import shown_name, suffix_of
from pipeline.review.uploading.progress import Progress
from pipeline.review.uploading.receive import PART
from pipeline.store.types import Upload
from tests.review_desk import API, Office, opened_office, token, visit
from tests.waiting import PATIENCE, within

PDF = b"%PDF-1.7 made up for a test"
File = tuple[str, tuple[str, io.BytesIO, str]]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened_office(
        tmp_path / "out", limits=Limits(upload_bytes=4000, uploads_waiting=3)
    ) as opened:
        yield opened


def part(name: str, data: bytes) -> File:
    return ("files", (name, io.BytesIO(data), "application/pdf"))


def hand_in(browser: TestClient, *files: File) -> list[dict[str, Any]]:
    answer = browser.post(f"{API}/uploads", files=list(files), headers=token(browser))
    assert answer.status_code == 202, answer.text
    told: list[dict[str, Any]] = answer.json()
    return told


def until(check: Callable[[], bool]) -> None:
    """Waits for the background; a test that waits in vain fails here."""
    assert within(PATIENCE, check), "nothing happened"


def state(browser: TestClient, id: int) -> dict[str, Any]:
    told: dict[str, Any] = browser.get(f"{API}/uploads/{id}").json()
    return told


def left(office: Office) -> list[str]:
    """Files under ``uploads`` that are no longer, or not yet, wanted."""
    return sorted(p.name for p in (office.out / "uploads").iterdir())


def test_a_scan_becomes_a_letter(office: Office) -> None:
    with visit(office) as browser:
        (one,) = hand_in(browser, part("báo cáo Hà Giang.pdf", PDF))
        until(lambda: state(browser, one["id"])["state"] == "done")
        told = state(browser, one["id"])
        assert (told["done"], told["total"], told["who"]) == (3, 3, "máy này")
        assert told["sha256"] == hashlib.sha256(PDF).hexdigest()
        found = browser.get(f"{API}/documents/{told['sha256']}").json()
        assert found["file"] == "báo cáo Hà Giang.pdf"
        assert browser.get(f"{API}/documents").json()["total"] == 5
        listed = browser.get(f"{API}/uploads").json()
        assert [u["id"] for u in listed["items"]] == [one["id"]]


def test_progress_is_seen_while_it_is_read(office: Office) -> None:
    office.reader.wait = threading.Event()
    with visit(office) as browser:
        (one,) = hand_in(browser, part("a.pdf", PDF))
        assert office.reader.reached.wait(PATIENCE)
        told = state(browser, one["id"])
        assert (told["state"], told["total"]) == ("reading", 3)
        # What is handed in meanwhile waits for its turn, and is read together.
        later = hand_in(browser, part("b.pdf", PDF + b"b"), part("c.pdf", PDF + b"c"))
        assert [u["state"] for u in later] == ["waiting", "waiting"]
        office.reader.wait.set()
        until(lambda: state(browser, later[1]["id"])["state"] == "done")
    assert office.reader.batches == [["a.pdf"], ["b.pdf", "c.pdf"]]


def test_what_it_is_counts_not_what_it_is_called(office: Office) -> None:
    """Scripts and programs with a lying name and type are refused by their content."""
    with visit(office) as browser:
        lying = hand_in(browser, part("a.pdf", b"<html><script>alert(1)</script>"))
        until(lambda: state(browser, lying[0]["id"])["state"] == "failed")
        assert state(browser, lying[0]["id"])["message"] == "Tệp không phải văn bản"
        until(lambda: left(office) == [])
        assert browser.get(f"{API}/documents").json()["total"] == 4


def test_a_good_letter_is_not_lost_with_a_bad_one(office: Office) -> None:
    with visit(office) as browser:
        good, bad = hand_in(browser, part("a.pdf", PDF), part("b.pdf", b"MZ"))
        until(lambda: state(browser, good["id"])["state"] == "done")
        assert state(browser, bad["id"])["state"] == "failed"


def test_the_same_bytes_are_read_once(office: Office) -> None:
    with visit(office) as browser:
        one, twin = hand_in(browser, part("a.pdf", PDF), part("copy.PDF", PDF))
        until(lambda: state(browser, twin["id"])["state"] == "done")
        assert "a.pdf" in state(browser, twin["id"])["message"]
        assert state(browser, one["id"])["state"] == "done"
        (again,) = hand_in(browser, part("c.pdf", PDF))
        assert (again["state"], "a.pdf" in again["message"]) == ("done", True)
    assert office.reader.batches == [["a.pdf"]]
    assert left(office) == [f"{one['sha256']}.pdf"]


def test_too_large_and_empty_files_are_told_at_once(office: Office) -> None:
    browser = visit(office)
    large, empty = hand_in(browser, part("l.pdf", PDF + b"x" * 4000), part("e.pdf", b""))
    assert (large["state"], empty["state"]) == ("failed", "failed")
    assert "kB" in large["message"] and empty["message"] == "Tệp rỗng"
    assert left(office) == []


def test_a_full_queue_sends_people_away_for_later(office: Office) -> None:
    browser = visit(office)  # nothing is read: the application was not started
    hand_in(browser, *(part(f"{n}.pdf", PDF + str(n).encode()) for n in range(3)))
    headers = token(browser)
    answer = browser.post(f"{API}/uploads", files=[part("x.pdf", PDF)], headers=headers)
    assert answer.status_code == 503 and int(answer.headers["retry-after"]) > 0
    assert answer.json()["error"]["code"] == "queue_full"


# Bodies that are no upload: each refused, and nothing stays on disk.
BROKEN: tuple[tuple[str, bytes, int], ...] = (
    ("application/json", b"{}", 400),
    ("multipart/form-data", b"--x--", 400),
    ("multipart/form-data; boundary=x", b"no boundary at all", 400),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\ncut off',
        400,
    ),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nno file\r\n--x--\r\n',
        422,
    ),
    ("multipart/form-data; boundary=" + "y" * 300, b"", 400),
)


@pytest.mark.parametrize(("kind", "body", "status"), BROKEN)
def test_broken_bodies_leave_nothing(office: Office, kind: str, body: bytes, status: int) -> None:
    browser = visit(office)
    headers = {**token(browser), "Content-Type": kind}
    answer = browser.post(f"{API}/uploads", content=body, headers=headers)
    assert answer.status_code == status, answer.text
    folder = office.out / "uploads"
    assert not folder.exists() or left(office) == []
    assert office.desk.uploads() == ()


def test_more_files_than_granted(tmp_path: Path) -> None:
    with opened_office(tmp_path / "out", limits=Limits(upload_files=2)) as office:
        browser = visit(office)
        files = [part(f"{n}.pdf", PDF) for n in range(3)]
        answer = browser.post(f"{API}/uploads", files=files, headers=token(browser))
        assert answer.status_code == 413
        assert left(office) == []


def test_an_upload_that_breaks_off_leaves_nothing(office: Office) -> None:
    """The line breaks in the middle of a file."""
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n'

    def body() -> Iterator[bytes]:
        yield head + PDF
        raise ConnectionError("the line broke")

    browser = visit(office)
    headers = {**token(browser), "Content-Type": "multipart/form-data; boundary=x"}
    with pytest.raises(ConnectionError):
        browser.post(f"{API}/uploads", content=body(), headers=headers)
    assert office.desk.uploads() == ()


def test_a_reading_that_fails_is_told_and_the_desk_goes_on(office: Office) -> None:
    office.reader.fail = EngineFailed(what="tesseract")
    with visit(office) as browser:
        (one,) = hand_in(browser, part("a.pdf", PDF))
        until(lambda: state(browser, one["id"])["state"] == "failed")
        assert "Tesseract" in state(browser, one["id"])["message"]
        until(lambda: left(office) == [])
        assert browser.get(f"{API}/documents").json()["total"] == 4
        office.reader.fail = None
        (again,) = hand_in(browser, part("a.pdf", PDF))
        until(lambda: state(browser, again["id"])["state"] == "done")


def test_a_mistake_of_the_program_is_told_in_plain_words(office: Office) -> None:
    office.reader.fail = ZeroDivisionError("/srv/secret.py")
    with visit(office) as browser:
        (one,) = hand_in(browser, part("a.pdf", PDF))
        until(lambda: state(browser, one["id"])["state"] == "failed")
        message = state(browser, one["id"])["message"]
        assert "secret" not in message and "hãy gửi lại" in message
        browser.cookies.set("lang", "en")
        assert "please send it again" in state(browser, one["id"])["message"]


def test_a_stop_in_the_middle_is_taken_up_at_the_next_start(office: Office) -> None:
    office.reader.wait = threading.Event()
    with visit(office) as browser:
        (one,) = hand_in(browser, part("a.pdf", PDF))
        assert office.reader.reached.wait(PATIENCE)
    assert office.desk.upload(one["id"]).state == "reading"  # type: ignore[union-attr]
    (office.out / "uploads" / f"{PART}left").write_bytes(b"half a file")
    office.desk.close()
    with opened_office(office.out, office.documents) as again, visit(again) as browser:
        until(lambda: state(browser, one["id"])["state"] == "done")
        assert left(again) == [f"{one['sha256']}.pdf"]


def test_a_file_that_is_gone_after_a_crash_is_told(office: Office) -> None:
    id = office.desk.add_upload("a.pdf", "a" * 64, 10, "lan")
    office.desk.set_upload(id, "reading", 1, 3)
    with visit(office) as browser:
        told = state(browser, id)
    assert told["state"] == "failed" and "gửi lại" in told["message"]


def test_an_unknown_upload(office: Office) -> None:
    assert visit(office).get(f"{API}/uploads/99").status_code == 404


# (as it was sent, as it is shown)
NAMES = (
    ("bc.pdf", "bc.pdf"),
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\Lan\\báo cáo.PDF", "báo cáo.PDF"),
    ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
    ("<script>alert(1)</script>.pdf", "script>.pdf"),
    ("<b>bc</b>.pdf", "b>.pdf"),
    ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
    (".htaccess", "htaccess"),
    ("~$bc.docx", "$bc.docx"),
    ("", "khong-ten"),
    ("..", "khong-ten"),
    ("/", "khong-ten"),
    ("\x00\x1b[31m.pdf", "[31m.pdf"),
    ("exe\u202efdp.txt", "exefdp.txt"),
    ("ba\u0301o ca\u0301o.pdf", "báo cáo.pdf"),
    ("a" * 300 + ".pdf", "a" * 176 + ".pdf"),
    ("ế" * 300 + ".pdf", "ế" * 58 + ".pdf"),
    ("a." + "b" * 300, "a." + "b" * 178),
)


@pytest.mark.parametrize(("sent", "shown"), NAMES)
def test_names_become_one_line_of_text(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown
    assert shown_name(shown) == shown
    assert len(shown.encode()) <= 255


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.pdf", ".pdf"), ("a.PDF", ".PDF"), ("a", ""), ("a.p/df", ""), ("a.b c", ""), (".pdf", "")],
)
def test_only_plain_suffixes_are_kept(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


class Notes:
    """A desk that only takes notes."""

    def __init__(self) -> None:
        self.noted: list[tuple[Any, ...]] = []

    def set_upload(self, *told: Any) -> None:
        self.noted.append(told)


def test_not_every_page_is_noted() -> None:
    """A letter of a thousand pages does not write a thousand times to the store."""
    desk, now = Notes(), [0.0]
    upload = Upload(1, "a.pdf", "a" * 64, 10, "lan", "2026-11-20T09:00:00+00:00")
    progress = Progress(desk, [upload], lambda: now[0])  # type: ignore[arg-type]
    progress.seen("1", 1000)
    for page in range(1000):
        now[0] += 0.01
        progress.page("1", page + 1)
    progress.stage("compiling")
    progress.ended(None)
    assert desk.noted[0] == (1, "reading", 0, 0, "")
    assert desk.noted[-2:] == [
        (1, "reading", 1000, 1000, "upload.compiling"),
        (1, "done", 1000, 1000, ""),
    ]
    assert 30 < len(desk.noted) < 45  # ten seconds, a note every 0.3
