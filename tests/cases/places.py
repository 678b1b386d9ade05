"""Where files lie and what they are called: links, pipes, names that other systems made."""

from __future__ import annotations

import os
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path

from tests.cases.documents import TEXT
from tests.cases.paper import WORDS
from tests.cases.table import Group, Make

PLACES = Group("Tên, chỗ đặt tệp")
good, add = PLACES.good, PLACES.add
DATA = TEXT.encode()


def _named(*names: str | bytes) -> Make:
    def make(folder: Path) -> None:
        for name in names:
            raw = name if isinstance(name, bytes) else os.fsencode(name)
            path = Path(os.fsdecode(os.fsencode(folder) + b"/" + raw))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(DATA)

    return make


def _linked(target: str, name: str = "noi.txt") -> Make:
    """A link beside a real letter; ``target`` is relative to its folder."""

    def make(folder: Path) -> None:
        (folder / "that.txt").write_bytes(DATA + b"\n.")
        (folder / name).symlink_to(target)

    return make


def _outward(folder: Path) -> None:
    """A link to a letter that lies in another folder than the one that is read."""
    outside = folder.parent.parent / "outside.txt"
    outside.write_bytes(DATA)
    (folder / "noi.txt").symlink_to(outside)


def _special(build: Callable[[Path], None], name: str) -> Make:
    def make(folder: Path) -> None:
        build(folder / name)

    return make


def _socket(path: Path) -> None:
    """Addresses of sockets are short: it is made from within its folder."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def _read_only(folder: Path) -> None:
    (folder / "bc.txt").write_bytes(DATA)
    (folder / "bc.txt").chmod(0o444)


def _two_names(folder: Path) -> None:
    (folder / "a.txt").write_bytes(DATA)
    (folder / "b.txt").hardlink_to(folder / "a.txt")


def _twins(folder: Path) -> None:
    (folder / "a.txt").write_bytes(DATA)
    (folder / "b.txt").write_bytes(DATA)


NAME = "Báo cáo của Sở Nội vụ về thi đua đợt 2.txt"
NFD = unicodedata.normalize("NFD", NAME)
# 255 bytes are the most that a file system takes; NFD spends three on a letter with two marks.
LONG = unicodedata.normalize("NFD", "ế" * 50) + "a.txt"

FOLDER = (
    "Báo cáo của Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương về thi đua, khen thưởng"
)
LONG_PATH = "/".join([FOLDER] * 10) + "/bc.txt"
NAME_EXE = "Công văn 15.pdf" + " " * 60 + ".exe"

add("name-nfd", "tên NFD có đ (macOS, tệp nén): công bố NFC", NAME, _named(NFD), "ok", holds=WORDS)
add("name-twins-nfd", "hai tệp chỉ khác NFC/NFD: cả hai được đọc", NAME.replace(".txt", " (2).txt"),
    _named(NAME, NFD), "ok", codes=("duplicate",))  # fmt: skip
add("name-twins-case", "hai tệp chỉ khác chữ hoa", "bc.txt", _named("BC.txt", "bc.txt"), "ok",
    codes=("duplicate",))  # fmt: skip
add("name-newline", "tên có xuống dòng", "a\nb.txt", _named("a\nb.txt"), "ok", holds=WORDS)
add("name-255-bytes", "tên NFD dài 255 byte", unicodedata.normalize("NFC", LONG), _named(LONG),
    "ok", holds=WORDS)  # fmt: skip
add("name-no-utf8", "tên không phải UTF-8 (TCVN3)", "B%B8o c%B8o.txt", _named(b"B\xb8o c\xb8o.txt"),
    "ok", holds=WORDS)  # fmt: skip
add("name-dash", "tên bắt đầu bằng gạch", "-rf.txt", _named("-rf.txt"), "ok", holds=WORDS)
add("name-shell", "tên có ký tự của shell", "a; rm $(x) `y` 'z'.txt",
    _named("a; rm $(x) `y` 'z'.txt"), "ok", holds=WORDS)  # fmt: skip
add("name-windows", "tên Windows cấm", "CON.txt", _named("CON.txt"), "ok", holds=WORDS)
add("name-colon", "tên có : ? * <", "a:b?c*<d>.txt", _named("a:b?c*<d>.txt"), "ok", holds=WORDS)
add("name-dot-end", "tên kết thúc bằng chấm và cách", "bc. .txt", _named("bc. .txt"), "ok",
    holds=WORDS)  # fmt: skip
for end, told in ((".", "chấm"), (" ", "dấu cách"), ("\u200b", "dấu cách rộng không")):
    add(f"name-end-{ord(end):04x}", f"sau đuôi còn {told}", f"bc.txt{end}", _named(f"bc.txt{end}"),
        "ok", holds=WORDS)  # fmt: skip
add("name-con-folder", "thư mục mang tên Windows cấm", "AUX/NUL.txt", _named("AUX/NUL.txt"), "ok",
    holds=WORDS)  # fmt: skip
add("name-twins-folder-nfd", "hai thư mục chỉ khác NFC/NFD", "Sở/bc (2).txt",
    _named("Sở/bc.txt", unicodedata.normalize("NFD", "Sở") + "/bc.txt"), "ok",
    codes=("duplicate",))  # fmt: skip
add("name-long-path", "đường dẫn hơn 1.000 byte toàn chữ có dấu", LONG_PATH, _named(LONG_PATH),
    "ok", holds=WORDS)  # fmt: skip
add("name-exe", "đuôi giả «.pdf» trước khoảng trắng dài và «.exe»", NAME_EXE, _named(NAME_EXE),
    "passed over")  # fmt: skip
add("name-html", "tên là mã HTML", "<script>alert(1)<", _named("<script>alert(1)<"), "passed over")
add("name-html-txt", "tên có mã HTML", "<b>bc & cv.txt", _named("<b>bc & cv.txt"), "ok",
    holds=WORDS)  # fmt: skip
add("name-formula", "tên là công thức bảng tính", "=1+1.txt", _named("=1+1.txt"), "ok", holds=WORDS)
add("name-direction", "tên đảo chiều để giấu đuôi", "bao\u202efdp.txt", _named("bao\u202efdp.txt"),
    "ok", holds=WORDS)  # fmt: skip
add(
    "name-dots", "tên có .. nhưng không trèo", "a..b/..c.txt", _named("a..b/..c.txt"), "passed over"
)
add("name-deep", "năm mươi thư mục lồng nhau", "/".join(["d"] * 50) + "/bc.txt",
    _named("/".join(["d"] * 50) + "/bc.txt"), "ok", holds=WORDS)  # fmt: skip
add("name-hidden", "tệp ẩn", ".bc.txt", _named(".bc.txt"), "passed over")
add("name-word-lock", "tệp khóa của Word", "~$bc.docx", _named("~$bc.docx"), "passed over")
add("name-part", "tệp đang tải dở", "bc.pdf.part", _named("bc.pdf.part"), "passed over")
add("name-thumbs", "Thumbs.db của Windows", "Thumbs.db", _named("Thumbs.db"), "passed over")
add("place-twins", "hai tệp cùng nội dung: đọc một lần, báo cho cả hai", "b.txt", _twins, "ok",
    codes=("duplicate",))  # fmt: skip
add("place-link-inside", "liên kết tới tệp cùng thư mục", "noi.txt", _linked("that.txt"), "ok",
    codes=("duplicate",))  # fmt: skip
add("place-link-outside", "liên kết ra ngoài thư mục", "noi.txt", _outward, "failed",
    "unsafe_file", ("unsafe_file",))  # fmt: skip
add("place-link-etc", "liên kết tới tệp của hệ thống", "noi.txt", _linked("/etc/passwd"), "failed",
    "unsafe_file", ("unsafe_file",))  # fmt: skip
add("place-link-device", "liên kết tới thiết bị", "noi.txt", _linked("/dev/zero"), "failed",
    "unsafe_file", ("unsafe_file",))  # fmt: skip
add("place-link-nowhere", "liên kết gãy", "noi.txt", _linked("khong-co.txt"), "failed",
    "unreadable_file", ("unreadable_file",))  # fmt: skip
add("place-link-ring", "liên kết trỏ vòng", "noi.txt", _linked("noi.txt"), "failed",
    "unreadable_file", ("unreadable_file",))  # fmt: skip
add("place-pipe", "ống dẫn (FIFO) mang tên .pdf: không bao giờ chờ đọc", "ong.pdf",
    _special(os.mkfifo, "ong.pdf"), "failed", "unsafe_file", ("unsafe_file",))  # fmt: skip
add("place-socket", "ổ cắm (socket) mang tên .pdf", "o.pdf", _special(_socket, "o.pdf"), "failed",
    "unsafe_file", ("unsafe_file",))  # fmt: skip
add("place-read-only", "tệp chỉ đọc", "bc.txt", _read_only, "ok", holds=WORDS)
add("place-hard-link", "liên kết cứng: một tệp hai tên", "b.txt", _two_names, "ok",
    codes=("duplicate",))  # fmt: skip
add("place-folder", "thư mục mang tên .pdf: đọc tệp bên trong", "tap.pdf/bc.txt",
    _named("tap.pdf/bc.txt"), "ok", holds=WORDS)  # fmt: skip
add("place-linked-folder", "thư mục là liên kết: không đi vào", "kho/that.txt",
    lambda folder: (folder / "kho").symlink_to(folder), "passed over")  # fmt: skip
