"""The number line, however printed and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.types import letter_types, type_of_code
from pipeline.letter.symbols import expected, mend, near_miss, number_line, sound, typed

# (printed row, slot of the number, symbol)
ROWS = [
    ("Số: 12/KH-UBND", "12", "KH-UBND"),
    ("Số:12/UBND - NC", "12", "UBND-NC"),
    ("Số: 05/KH- UBND", "05", "KH-UBND"),
    ("Số: /TTr - SNV", "", "TTr-SNV"),
    ("Số:       /BC-VPUBND", "", "BC-VPUBND"),
    # OCR's remnants of a written number, and scraps behind the symbol
    ("Số: 4£2 /SYT-NVY -", "4£2", "SYT-NVY"),
    ("Số: //22/UBND- KSTTHC", "//22", "UBND-KSTTHC"),
    ("#=/BC-VPUBND . ....", "#=", "BC-VPUBND"),
    ("só:2J4Ÿ /KH-SYT", "2J4Ÿ", "KH-SYT"),
    ("tX/bC-VPUBND", "tX", "BC-VPUBND"),
    # normative texts carry their year
    ("Số: 21/2026/TT-BCT", "21", "2026/TT-BCT"),
    ("Số: 06/2022/QH15", "06", "2022/QH15"),
    # joint texts
    ("Số: 7/CTPH-LĐLĐ-SVH,TT,DL", "7", "CTPH-LĐLĐ-SVH,TT,DL"),
    ("Số: 03/TTLT-BNV-BTC", "03", "TTLT-BNV-BTC"),
    # a unit without a dash
    ("Số: 10/UBQGNKT", "10", "UBQGNKT"),
    # other slashes that the engine knows
    ("Số: {1⁄BC-BVP", "{1", "BC-BVP"),
    ("Số: 7∕UBND-NC", "7", "UBND-NC"),
    # the slash was covered
    ("Số: BC-V PUBND", "", "BC-VPUBND"),
]


@pytest.mark.parametrize(("row", "slot", "symbol"), ROWS)
def test_number_line(row: str, slot: str, symbol: str) -> None:
    line = number_line(row)
    assert line is not None
    assert row[line.start : line.end].strip() == slot
    assert line.symbol == symbol


@pytest.mark.parametrize(
    ("row", "number", "symbol"),
    [
        ("Số: 36-HD/VPTW", "36", "HD/VPTW"),
        ("Số 187 - BC/ĐUK", "187", "BC/ĐUK"),
        # a written 1 read as a slash
        ("Số /Ê -BC/ĐUK", "/Ê", "BC/ĐUK"),
    ],
)
def test_party_number_line_has_a_dash(row: str, number: str, symbol: str) -> None:
    line = number_line(row)
    assert line is not None and line.party
    assert row[line.start : line.end].strip() == number
    assert line.full(number) == f"{number}-{symbol}"


@pytest.mark.parametrize(
    "row", ["SỞ NỘI VỤ", "SỞ Y TẾ", "UBND TỈNH LÀO CAI", "V/v góp ý dự thảo", "BÁO CÁO", ""]
)
def test_other_rows_are_no_number_line(row: str) -> None:
    assert number_line(row) is None


def test_a_label_alone_is_a_number_line_without_symbol() -> None:
    line = number_line("Số:")
    assert line is not None and line.symbol is None


# (read, type printed as title, issuer's codes, mended)
MENDS = [
    ("QD-TTg", None, (), "QĐ-TTg"),
    ("TTR-SNV", None, (), "TTr-SNV"),
    ("HD-BTDKT", None, (), "HD-BTĐKT"),
    # one letter off, and the title says which type it must be
    ("TTY-SNV", "TTr", (), "TTr-SNV"),
    # one letter off, and the issuer's initials say which body
    ("BC-STTTI", None, ("STTTT",), "BC-STTTT"),
    # a known code is never changed, nor a short one of a body's own
    ("KH-DCT", None, (), "KH-DCT"),
    ("CV-SNV", None, ("SNN",), "CV-SNV"),
    # letters are never added or dropped
    ("KH-THPTCL2", None, ("TTHPTCL2",), "KH-THPTCL2"),
]


@pytest.mark.parametrize(("read", "code", "initials", "mended"), MENDS)
def test_mend(read: str, code: str | None, initials: tuple[str, ...], mended: str) -> None:
    titled = type_of_code(code) if code else None
    better, repairs = mend(read, titled, initials)
    assert better == mended
    assert bool(repairs) == (read != mended)


def test_the_title_corrects_a_type_read_with_a_small_letter() -> None:
    report = type_of_code("BC")
    assert mend("PC-UBND", report, (), shaky=True)[0] == "BC-UBND"
    assert mend("PC-UBND", report, ())[0] == "PC-UBND"
    assert mend("KH-UBND", report, (), shaky=True)[0] == "KH-UBND"  # not alike: a contradiction


@pytest.mark.parametrize(
    ("symbol", "initials", "like"),
    [
        ("CI-CS", ("CT",), "CT"),
        ("KH-SNY", ("SNV",), "SNV"),
        # what offices write, and what is unlike: no miss
        ("CT-CS", ("CT",), None),
        ("KH-UBND", ("UBNV",), None),
        ("VP-TH", ("SNV",), None),
        ("2022/QH15", (), None),
    ],
)
def test_a_part_that_all_but_spells_the_issuer(
    symbol: str, initials: tuple[str, ...], like: str | None
) -> None:
    assert near_miss(symbol, initials) == like


def test_expected_needs_title_and_issuer() -> None:
    report = type_of_code("BC")
    assert expected("BC-SNV", report, ("SNV",))
    assert not expected("BC-SNV", report, ("SYT",))
    assert not expected("KH-SNV", report, ("SNV",))
    assert not expected("SYT-NVY", None, ("SYT",))  # the unit is known to nobody


# (symbol, issuer's codes, whether it has a type, whether it is one that offices write)
SYMBOLS = [
    ("KH-UBND", (), True, True),
    ("2019/QĐ-UBND", (), True, True),
    ("UBND-KSTTHC", (), False, True),
    ("BGDĐT-GDPT", (), False, True),
    ("BC-TNĐT", ("TNĐT",), True, True),
    ("BC-SNV-NC", (), True, True),
    # one part that nobody knows where a body must stand
    ("KH-DCT", (), True, False),
    ("XYZT-NC", (), False, False),
    ("UBND-T0NG", (), False, False),
    ("CTPH-LĐLĐ-SVH.TT,DL", (), True, False),
    ("ĐUK", (), False, False),
]


@pytest.mark.parametrize(("symbol", "initials", "has_type", "is_sound"), SYMBOLS)
def test_symbols_that_offices_write(
    symbol: str, initials: tuple[str, ...], has_type: bool, is_sound: bool
) -> None:
    assert (typed(symbol), sound(symbol, initials)) == (has_type, is_sound)


CODES = sorted({c for t in letter_types() if t.family == "administrative" for c in t.codes})


@given(st.sampled_from(CODES), st.sampled_from(["UBND", "SNV", "VPUBND"]), st.integers(1, 9999))
def test_what_is_printed_well_is_read_so(code: str, issuer: str, number: int) -> None:
    line = number_line(f"Số: {number:02d}/{code}-{issuer}")
    assert line is not None and line.symbol is not None
    assert line.full(f"{number:02d}") == f"{number:02d}/{code}-{issuer}"
    assert mend(line.symbol, None, ())[1] == ()


@given(st.text(max_size=40))
def test_any_text_is_survived(text: str) -> None:
    line = number_line(text)
    assert line is None or 0 <= line.start <= line.end <= len(text)
