"""Who signs: names with a lost family, deputies under a seal, two side by side; and stamps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.letter.names import family_lost, name_like, name_text
from pipeline.letter.offices import authority_text, closest_title, is_tail
from pipeline.letter.read import read_letter
from pipeline.letter.signer import deputy_of
from pipeline.records import Box, Letter, Line, Span, Transcript, Word
from tests.letter_paper import STEP, TALL, Placed, body, header, page

ISSUER = ["UBND TỈNH YÊN BÁI", "SỞ XÂY DỰNG"]
HEAD: list[Placed] = [
    *header(ISSUER, "Số: 41 /BC-SXD", "Yên Bái, ngày 14 tháng 6 năm 2021"),
    (0.48, 0.20, "BÁO CÁO"),
    (0.33, 0.22, "Kết quả cấp phép xây dựng quý II"),
    *body(0.28),
]
Y = 0.45


def signed(*right: Placed, seals: tuple[Box, ...] = (), text: str = "") -> Letter:
    left = [
        (0.13, Y, "Nơi nhận:"),
        (0.13, Y + STEP, "- Như trên;"),
        (0.13, Y + 2 * STEP, "- Lưu: VT."),
    ]
    more = [(0.13, 0.28 + 4 * STEP, text)] if text else []
    made = page([*HEAD, *more, *left, *right])
    return read_letter(covered(made, seals))


def covered(made: Transcript, seals: tuple[Box, ...]) -> Transcript:
    return replace(made, pages=(replace(made.pages[0], covered=seals), *made.pages[1:]))


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "name", "sure"),
    [
        ("Phan Quấc Khang", "Phan Quốc Khang", 0.85),  # o and a of one shape
        ("Nguyễn Trọng Xương", "Nguyễn Trọng Xương", 1.0),
        ("“ | 'Nguyễn x Văn An", "Nguyễn Văn An", 0.85),
        ("2Tnnh Thị Bích Vân", "Thị Bích Vân", 0.75),
        ("Vũ Đình Sxkq", "Vũ Đình Sxkq", 0.75),  # strange, but shaped like a name: kept, doubted
        ("Hồ Sĩ Cường ỦN", "Hồ Sĩ Cường", 0.85),
    ],
)
def test_names_keep_what_was_read(read: str, name: str, sure: float) -> None:
    text, kept = name_text(read)
    assert text == name
    assert kept <= sure


@pytest.mark.parametrize("text", ["Ph^a.. Đức Cường", "Đức Cường", "Bùi Văn Đông", "TS. Lê Thu Hà"])
def test_rows_of_syllables_are_names(text: str) -> None:
    assert name_like(text) >= 0.5


@pytest.mark.parametrize(
    ("name", "lost"),
    [("Mạnh Cường", True), ("Thị Bích Vân", True), ("Trần Văn Sáu", False), ("Vũ Hà", True)],
)
def test_family_lost(name: str, lost: bool) -> None:
    assert family_lost(name) is lost


def test_a_name_without_its_family_goes_to_a_person() -> None:
    name = signed((0.60, Y, "GIÁM ĐỐC"), (0.62, Y + 6 * STEP, "Đức Cường")).fields["signer_name"]
    assert (name.value, name.review) == ("Đức Cường", True)
    assert name.confidence < 0.7


def test_a_family_told_elsewhere_is_inferred() -> None:
    name = signed(
        (0.60, Y, "GIÁM ĐỐC"),
        (0.62, Y + 6 * STEP, "Ph^a.. Đức Cường"),
        text="Đầu mối liên hệ là ông Phan Đức Cường",
    ).fields["signer_name"]
    assert (name.value, name.source, name.review) == ("Phan Đức Cường", "inferred", True)
    assert name.why is not None and "Đức Cường" in name.why


def test_two_families_told_elsewhere_decide_nothing() -> None:
    name = signed(
        (0.60, Y, "GIÁM ĐỐC"),
        (0.62, Y + 6 * STEP, "Đức Cường"),
        text="Hai ông Phan Đức Cường và Phạm Đức Cường",
    ).fields["signer_name"]
    assert (name.value, name.review) == ("Đức Cường", True)


def test_a_mended_mark_is_told() -> None:
    name = signed((0.60, Y, "GIÁM ĐỐC"), (0.62, Y + 6 * STEP, "Phan Quấc Khang")).fields[
        "signer_name"
    ]
    assert (name.value, name.raw, name.review) == ("Phan Quốc Khang", "Phan Quấc Khang", True)
    assert name.why == "Phan Quấc Khang → Phan Quốc Khang"


# --- titles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("authority", "title"),
    [
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"),
        ("KT. TRƯỞNG BAN BAN DÂN TỘC", "PHÓ TRƯỞNG BAN"),
        ("TL. GIÁM ĐỐC", None),
        ("KT. XYZ", None),
    ],
)
def test_deputy_of(authority: str, title: str | None) -> None:
    assert deputy_of(authority) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("okK/ Ủ TỊCH", "Chủ tịch"),
        ("XYZ ABC DEF", None),
        ("“o\\ CHỦ TỊCH", "Chủ tịch"),
        ("6P PHE HỦ NHIỆM", "Phó Chủ nhiệm"),
        ("^T: GIÁM ĐÓC", "Giám đốc"),
    ],
)
def test_scraps_before_a_title_are_passed_over(text: str, title: str | None) -> None:
    found = closest_title(text)
    assert (found[0] if found else None) == title


def test_is_tail() -> None:
    assert is_tail("KT. CHỦ TỊCH"[4:], "TỊCH")
    assert is_tail("THỦ TƯỚNG", "TƯỞNG 2")
    assert not is_tail("GIÁM ĐỐC", "TỊCH")


@pytest.mark.parametrize(
    ("read", "authority"),
    [
        ("T1: BỘ TRƯỞNG", "TL. BỘ TRƯỞNG"),
        ("'T. CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("FT. GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
    ],
)
def test_a_mark_under_a_seal(read: str, authority: str) -> None:
    text, sure = authority_text(read)
    assert text == authority
    assert sure <= 0.7


def test_a_deputys_title_under_the_seal_follows_from_kt() -> None:
    found = signed((0.60, Y, "KT. GIÁM ĐỐC"), (0.62, Y + 6 * STEP, "Hoàng Văn Khải")).fields
    assert found["signer_title"].value == "PHÓ GIÁM ĐỐC"
    assert (found["signer_title"].source, found["signer_title"].review) == ("inferred", True)


def test_the_end_of_a_deputys_title_is_enough() -> None:
    found = signed(
        (0.60, Y, "KT. CHỦ TỊCH"), (0.68, Y + STEP, "TỊCH"), (0.62, Y + 6 * STEP, "Hoàng Văn Khải")
    ).fields
    assert (found["signer_title"].value, found["signer_title"].review) == ("PHÓ CHỦ TỊCH", True)


@pytest.mark.parametrize("sealed", [False, True])
def test_a_seal_before_a_title_leaves_doubt(sealed: bool) -> None:
    seals: tuple[Box, ...] = ((0.50, Y - 0.02, 0.66, Y + 0.1),) if sealed else ()
    found = signed(
        (0.66, Y, "GIÁM ĐỐC"), (0.62, Y + 6 * STEP, "Hoàng Văn Khải"), seals=seals
    ).fields["signer_title"]
    assert (found.value, found.review) == ("GIÁM ĐỐC", sealed)


@pytest.mark.parametrize(
    ("x", "review"),
    [
        (0.636, False),  # in the middle over the name: nothing stood before it
        (0.655, True),  # to the right by half a ``PHÓ``
    ],
)
def test_a_title_in_the_middle_over_its_name_has_lost_nothing(x: float, review: bool) -> None:
    seal = (0.55, Y - 0.01, 0.68, Y + 0.1)
    rows = ((x, Y, "GIÁM ĐỐC"), (0.61, Y + 6 * STEP, "Hoàng Văn Khải"))
    title = signed(*rows, seals=(seal,)).fields["signer_title"]
    assert (title.value, title.review) == ("GIÁM ĐỐC", review)


def test_an_office_under_the_signature_is_not_what_the_signer_signs_as() -> None:
    found = signed(
        (0.62, Y, "TM. HỘI ĐỒNG"),
        (0.64, Y + STEP, "CHỦ TỊCH"),
        (0.60, Y + 6 * STEP, "GIÁM ĐỐC SỞ XÂY DỰNG"),
        (0.62, Y + 7 * STEP, "Hoàng Văn Khải"),
    ).fields
    assert found["signer_title"].value == "CHỦ TỊCH"
    assert found["signer_authority"].value == "TM. HỘI ĐỒNG"
    assert found["signer_name"].value == "Hoàng Văn Khải"


def test_a_second_line_of_a_title_is_no_office_under_the_signature() -> None:
    found = signed(
        (0.60, Y, "TL. BỘ TRƯỞNG"),
        (0.58, Y + STEP, "VỤ TRƯỞNG VỤ GIÁO DỤC"),
        (0.60, Y + 2 * STEP, "VÀ ĐÀO TẠO NGHỀ"),
        (0.62, Y + 7 * STEP, "Hoàng Văn Khải"),
    ).fields["signer_title"]
    assert isinstance(found.value, str) and found.value.endswith("VÀ ĐÀO TẠO NGHỀ")


@pytest.mark.parametrize(
    ("read", "name", "review"),
    [
        ("Nguyên Trúc Lan", "Nguyễn Trúc Lan", False),  # no one is called Nguyên
        ("Trân Văn Bình", "Trần Văn Bình", False),
        ("Hoàng Trúc Glang", "Hoàng Trúc Giang", True),  # a given name may be anything
    ],
)
def test_marks_of_the_commonest_families_are_given_back(read: str, name: str, review: bool) -> None:
    found = signed((0.60, Y, "GIÁM ĐỐC"), (0.62, Y + 6 * STEP, read)).fields["signer_name"]
    assert (found.value, found.review) == (name, review)
    assert found.why is not None and read in found.why


@pytest.mark.parametrize(("elsewhere", "value"), [
    ("", "Phan Mạnh Cường"),
    ("Đồng chí Phạm Mạnh Cường là đầu mối", "Phạm Mạnh Cường"),
])  # fmt: skip
def test_a_syllable_pieced_together_goes_to_a_person(elsewhere: str, value: str) -> None:
    lines = [*HEAD, *([(0.13, 0.28 + 4 * STEP, elsewhere)] if elsewhere else [])]
    lines += [(0.13, Y, "Nơi nhận:"), (0.13, Y + STEP, "- Lưu: VT."), (0.60, Y, "GIÁM ĐỐC")]
    made = page([*lines, (0.62, Y + 6 * STEP, "Phan Mạnh Cường")])
    at = made.text.rindex("Phan")
    words = tuple(replace(w, confidence=0.35) if w.span.start == at else w for w in made.words)
    name = read_letter(replace(made, words=words)).fields["signer_name"]
    assert (name.value, name.review) == (value, True)
    assert name.confidence < 0.85


def test_two_sign_above_the_recipients() -> None:
    lines: list[Placed] = [
        (0.20, Y, "GIÁM ĐỐC"), (0.65, Y, "CHỦ TỊCH"),
        (0.18, Y + 5 * STEP, "Hoàng Văn Khải"), (0.63, Y + 5 * STEP, "Trần Thị Tươi"),
        (0.13, Y + 9 * STEP, "Nơi nhận:"),
        (0.13, Y + 10 * STEP, "- Như trên;"), (0.13, Y + 11 * STEP, "- Lưu: VT."),
    ]  # fmt: skip
    found = read_letter(page([*HEAD, *lines])).fields
    assert found["signer_title"].value == "GIÁM ĐỐC | CHỦ TỊCH"
    assert found["signer_name"].value == "Hoàng Văn Khải | Trần Thị Tươi"


# --- stamps ---------------------------------------------------------------------------------------


def with_stamp(text: str, at: Box, confidence: float = 0.9) -> Transcript:
    """A letter whose page begins with a stamped line over its own lines."""
    made = page(HEAD)
    by = len(text) + 1
    words, offset = [], 0
    for word in text.split(" "):
        words.append(Word(Span(offset, offset + len(word)), word, 1, at, confidence))
        offset += len(word) + 1
    line = Line(Span(0, len(text)), 1, at, kind="stamp")
    return replace(
        made,
        text=f"{text}\n{made.text}",
        pages=(replace(made.pages[0], span=Span(0, by + len(made.text))),),
        lines=(line, *(replace(ln, span=ln.span.shifted(by)) for ln in made.lines)),
        words=(*words, *(replace(w, span=w.span.shifted(by)) for w in made.words)),
    )


@pytest.mark.parametrize(("confidence", "review"), [(0.95, False), (0.1, True)])
def test_a_stamped_word_is_the_urgency(confidence: float, review: bool) -> None:
    # it lies on the row of the number, and must not become a part of it
    letter = read_letter(with_stamp("KHẨN", (0.2, 0.11, 0.28, 0.11 + TALL), confidence))
    assert (letter.fields["urgency"].value, letter.fields["urgency"].review) == ("KHẨN", review)
    assert letter.fields["symbol"].value == "BC-SXD"
    assert letter.fields["secrecy"].source == "absent"


def test_den_alone_is_an_incoming_stamp_when_stamped() -> None:
    found = read_letter(with_stamp("ĐẾN", (0.2, 0.16, 0.26, 0.16 + TALL))).fields
    assert found["incoming_number"].source == "unreadable"
    assert found["incoming_date"].source == "unreadable"
    assert found["issuer"].value == "Sở Xây dựng tỉnh Yên Bái"


@pytest.mark.parametrize(
    ("box", "silent", "absent"),
    [
        ((0.15, 0.15, 0.27, 0.18), {"urgency", "secrecy"}, {"incoming_date"}),
        ((0.12, 0.15, 0.38, 0.23), {"incoming_number", "incoming_date"}, {"urgency"}),
        ((0.55, 0.62, 0.75, 0.74), set(), {"urgency", "incoming_date"}),  # a seal at the foot
    ],
)
def test_a_stamp_without_words_is_never_absent(
    box: Box, silent: set[str], absent: set[str]
) -> None:
    found = read_letter(covered(page(HEAD), (box,))).fields
    for name in silent:
        assert (found[name].source, found[name].review) == ("unreadable", True), name
        assert found[name].place is not None and found[name].place.box == pytest.approx(box)
    for name in absent:
        assert found[name].source == "absent", name


# where the row "TRƯỜNG" stands, and what it is: of the seal, or what the seal left of a deputy's
SCHOOL = [
    ((0.52, Y + 4 * STEP), "HIỆU TRƯỞNG", None),
    ((0.70, Y + STEP), "PHÓ HIỆU TRƯỞNG", "KT. HIỆU TRƯỞNG"),
]


@pytest.mark.parametrize(("place", "title", "authority"), SCHOOL)
def test_a_schools_seal_is_no_deputys_office(
    place: tuple[float, float], title: str, authority: str | None
) -> None:
    found = signed(
        (0.62, Y, "HIỆU TRƯỞNG"), (*place, "TRƯỜNG"), (0.60, Y + 7 * STEP, "Võ Bá Tường"),
        seals=((0.50, Y - STEP, 0.66, Y + 6 * STEP),),
    ).fields  # fmt: skip
    assert (found["signer_title"].value, found["signer_authority"].value) == (title, authority)
    assert found["signer_title"].review
