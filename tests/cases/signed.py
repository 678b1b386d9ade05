"""PDFs with digital signatures, whole and meddled with."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf

from tests.cases.paper import WORDS, letter
from tests.cases.signing import office, sign
from tests.cases.table import PASSWORD, Group

SIGNED = Group("Chữ ký số")
good, bad = SIGNED.good, SIGNED.bad


def updated(data: bytes, change: Callable[[Any], None], password: str | None = None) -> bytes:
    """``data`` with an incremental update after it. ``password``: of a locked file."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    if password is not None:
        writer.encrypt(password)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _page(writer: Any) -> Any:
    return writer.root["/Pages"]["/Kids"][0]


def annotated(writer: Any) -> None:
    """An incoming stamp, as clerks put on after the letter came."""
    from pyhanko.pdf_utils import generic

    name = generic.pdf_name
    stamp = generic.DictionaryObject({
        name("/Type"): name("/Annot"), name("/Subtype"): name("/FreeText"),
        name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (400, 780, 560, 820)]),
        name("/Contents"): generic.pdf_string("Công văn đến số 15"),
        name("/DA"): generic.pdf_string("/Helv 10 Tf"),
    })  # fmt: skip
    page = _page(writer)
    known = list(page.raw_get("/Annots").get_object()) if "/Annots" in page else []
    page[name("/Annots")] = generic.ArrayObject([*known, writer.add_object(stamp)])
    writer.update_container(page)


def overwritten(writer: Any) -> None:
    """Another text on the page that was signed."""
    from pyhanko.pdf_utils import generic

    page = _page(writer)
    old = page["/Contents"].data
    new = generic.StreamObject(stream_data=old + b"\n1 g 60 700 200 60 re f")
    page[generic.pdf_name("/Contents")] = writer.add_object(new)
    writer.update_container(page)


def tampered(data: bytes) -> bytes:
    """A byte of what was signed is another: a line stands two points higher."""
    if b"/F1 11 Tf 20 TL" not in data:
        raise ValueError("nothing to change")
    return data.replace(b"/F1 11 Tf 20 TL", b"/F1 11 Tf 22 TL", 1)


def plain() -> bytes:
    return letter(compress_streams=False)


def locked(user: str = PASSWORD, **how: Any) -> bytes:
    """A letter under a lock; with an empty ``user`` everybody may read it, and not print it."""
    lock = pikepdf.Encryption(owner="chu", user=user, **how)
    return letter(compress_streams=False, encryption=lock)


def emptied(data: bytes) -> bytes:
    """The signature's own bytes are gone."""
    at = data.index(b"/Contents <30") + len(b"/Contents <")
    return data[:at] + b"0" * 200 + data[at + 200 :]


good("sign-whole", "ký số nguyên vẹn", "ky.pdf", lambda: sign(plain()), holds=WORDS)
good("sign-unseen", "chữ ký số không hiện trên trang", "ky.pdf",
     lambda: sign(plain(), invisible=True), holds=WORDS)  # fmt: skip
good("sign-two", "hai người ký nối tiếp", "ky.pdf",
     lambda: sign(sign(plain()), office("Sở Nội vụ tỉnh Đồng Xuân", "Trần Văn Ơn"), field="Ky2"),
     holds=WORDS)  # fmt: skip
good("sign-stamped", "có dấu thời gian", "ky.pdf",
     lambda: sign(plain(), stamp=office("Cơ quan cấp dấu", "Dấu thời gian", stamping=True)),
     holds=WORDS)  # fmt: skip
good("sign-then-note", "văn thư thêm dấu đến bằng chú thích sau khi ký", "ky.pdf",
     lambda: updated(sign(plain()), annotated), holds=WORDS)  # fmt: skip
good("sign-then-page", "nội dung trang bị thay sau khi ký", "ky.pdf",
     lambda: updated(sign(plain()), overwritten), "signature_changed", holds=WORDS)  # fmt: skip
good("sign-broken", "phần đã ký bị sửa một byte", "ky.pdf", lambda: tampered(sign(plain())),
     "signature_broken", holds=WORDS)  # fmt: skip
good("sign-emptied", "chữ ký bị xóa ruột", "ky.pdf", lambda: emptied(sign(plain())),
     "signature_unchecked", holds=WORDS)  # fmt: skip
good("sign-cut", "ký số rồi bị cắt đuôi", "ky.pdf", lambda: sign(plain())[:-300],
     "repaired", "signature_unchecked", holds=WORDS)  # fmt: skip
good("sign-locked", "ký số trên tệp có mật khẩu mở, mật khẩu nằm trong danh sách", "ky.pdf",
     lambda: sign(locked(), password=PASSWORD), "unlocked", holds=WORDS)  # fmt: skip
good("sign-locked-old", "như trên, khóa RC4", "ky.pdf",
     lambda: sign(locked(R=3, aes=False, metadata=False), password=PASSWORD), "unlocked",
     holds=WORDS)  # fmt: skip
good("sign-locked-then-note", "tệp có mật khẩu, dấu đến đặt sau khi ký", "ky.pdf",
     lambda: updated(sign(locked(), password=PASSWORD), annotated, PASSWORD), "unlocked",
     holds=WORDS)  # fmt: skip
good("sign-locked-then-page", "tệp có mật khẩu, trang bị thay sau khi ký", "ky.pdf",
     lambda: updated(sign(locked(), password=PASSWORD), overwritten, PASSWORD),
     "signature_changed", "unlocked", holds=WORDS)  # fmt: skip
good("sign-printing-locked", "ký số trên tệp chỉ khóa in, sao chép", "ky.pdf",
     lambda: sign(locked(user=""), password=""), holds=WORDS)  # fmt: skip
bad("sign-locked-unknown", "ký số trên tệp có mật khẩu không ai biết", "ky.pdf",
    lambda: sign(locked("la"), password="la"), "encrypted")  # noqa: S106  # fmt: skip
