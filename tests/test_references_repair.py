"""What is mended in a citation and what never is: digits that could be right stay, an issuer's
code is mended only where one letter differs, every mend is told, and none makes it surer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.knowledge.citations import citations
from pipeline.records import Reference
from pipeline.references import find
from pipeline.references.codes import issuer_code, key_of, type_code, unjoined, worn_at
from pipeline.references.repair import Symbol, digits_of, issuer_mended, own_mended

LEADS = {"Quyết định": "QĐ", "Kế hoạch": "KH", "Hướng dẫn": "HD", "Báo cáo": "BC"}


def symbol(code: str, kind: str | None = "KH", **more: object) -> Symbol:
    codes = (kind, code) if kind else (code,)
    usual = {"number": "12", "year": None, "mark": "/", "codes": codes, "end": 20, "known": 1}
    usual |= {"marks": ("-",) * (len(codes) - 1), "kind": None, "type_code": kind}
    return Symbol(**(usual | more))  # type: ignore[arg-type]


def one(text: str) -> Reference:
    (found,) = find(text)
    return found


# --- digits -------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.integers(1, 9999), st.sampled_from(sorted(LEADS)), st.sampled_from(["UBND", "SNV"]))
def test_a_number_that_was_read_whole_is_never_another(number: int, lead: str, body: str) -> None:
    """1733 is not 733, 100 is not 10: whatever campaigns there are."""
    printed = f"{lead} số {number}/{LEADS[lead]}-{body}"
    found = one(f"Căn cứ {printed} ngày 12/3/2021 của tỉnh;")
    assert found.symbol == f"{number}/{LEADS[lead]}-{body}"
    assert found.mentions[0].repairs == ()


@pytest.mark.parametrize(
    ("printed", "wanted", "repairs"),
    [
        # signs that are digits for sure are mended, and it is said
        ("Quyết định số l5/QĐ-UBND", "15/QĐ-UBND", ("l5→15",)),
        ("Quyết định số 2O/QĐ-UBND", "20/QĐ-UBND", ("2O→20",)),
        ("Quyết định số 7S/QĐ-UBND", "75/QĐ-UBND", ("7S→75",)),
        # a letter behind the number is part of it
        ("Nghị quyết số 30c/NQ-CP", "30c/NQ-CP", ()),
        # the type's code, by the type in front
        ("Quyết định số 12/QD-UBND", "12/QĐ-UBND", ("QD→QĐ",)),
        ("Kế hoạch số 12|KH-UBND", "12/KH-UBND", ("|→/",)),
        # spaces
        ("Kế hoạch số 12/ KH - UBND", "12/KH-UBND", ("␣→",)),
    ],
)
def test_noise_is_mended_and_told(printed: str, wanted: str, repairs: tuple[str, ...]) -> None:
    found = one(f"Thực hiện {printed} ngày 12/3/2021,")
    assert found.symbol == wanted
    assert found.mentions[0].repairs == repairs
    clean = one(f"Thực hiện {printed.partition(' số ')[0]} số {wanted} ngày 12/3/2021,")
    assert clean.symbol == wanted
    assert found.confidence <= clean.confidence, "a mend makes nothing surer"


@pytest.mark.parametrize("printed", ["Quyết định số 0/QĐ-UBND", "Quyết định số 1234567/QĐ-UBND"])
def test_what_is_no_number_is_no_symbol(printed: str) -> None:
    assert all("/QĐ-UBND" not in (r.symbol or "") for r in find(f"Căn cứ {printed};"))


@pytest.mark.parametrize(("number", "wanted"), [("30c", "30"), ("0127", "0127"), ("c", "")])
def test_digits_of_a_number(number: str, wanted: str) -> None:
    assert digits_of(number) == wanted


# --- codes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "lead", "wanted"),
    [
        ("QĐ", "Quyết định", "QĐ"),
        ("QD", "Quyết định", "QĐ"),  # a lost stroke
        ("QH15", None, "QH15"),
        ("QHI5", None, "QH15"),
        ("KH", "Quyết định", "KH"),  # what is printed stands, whatever is in front
        ("UBND", "Quyết định", None),  # a body's, no type's
        ("XX", "Kế hoạch", None),
        ("XX", None, None),
    ],
)
def test_codes_of_types(raw: str, lead: str | None, wanted: str | None) -> None:
    assert type_code(raw, lead, citations()) == wanted


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("UBND", "UBND"),
        ("UỊND", "UBND"),  # one letter that can't be of a code
        ("UvND", "UBND"),
        ("cUBND", "UBND"),  # a speck before it
        ("VHI", "VIII"),
        ("ubnd", "UBND"),
        ("ngày", None),  # a word
    ],
)
def test_codes_of_issuers(raw: str, wanted: str | None) -> None:
    assert issuer_code(raw, citations()) == wanted


@pytest.mark.parametrize(
    ("raw", "at"),
    [("UỊND", 1), ("UvND", 1), ("UBND", None), ("ỤỊND", None), ("NgV", None), ("QĐND", None)],
)
def test_where_a_code_is_worn(raw: str, at: int | None) -> None:
    assert worn_at(raw) == at


@pytest.mark.parametrize(
    ("raw", "lead", "wanted"),
    [
        ("QĐTTg", "Quyết định", ("QĐ", "TTg")),
        ("KHUBND", "Kế hoạch", ("KH", "UBND")),
        ("QĐTTg", "Kế hoạch", None),  # another type's
        ("UBND", "Kế hoạch", None),  # a code already
        ("KHABC", "Kế hoạch", None),  # nobody's
    ],
)
def test_a_lost_dash(raw: str, lead: str, wanted: tuple[str, str] | None) -> None:
    assert unjoined(raw, lead, citations()) == wanted


@given(st.sampled_from(sorted({c.code for c in citations().issuer_codes.values()})))
def test_a_known_code_is_left_as_it_is(code: str) -> None:
    """But for its strokes: scanners lose them and add none."""
    read = issuer_code(code, citations(), near=True)
    assert read is None or key_of(read) == key_of(code)


# --- a letter's own office, and the one that is printed beside ----------------------------------


@pytest.mark.parametrize(
    ("seen", "own", "wanted"),
    [
        ("BQLKKTT", "BQLKKT", "BQLKKT"),  # a letter doubled
        ("BQLKK", "BQLKKT", "BQLKKT"),  # one lost
        ("BQLKKT", "BQLKKT", "BQLKKT"),
        ("ABCDEF", "BQLKKT", "ABCDEF"),  # something else
        ("BQLKXY", "BQLKKT", "BQLKXY"),  # two letters
        ("UBND", "UBNDX", "UBND"),  # a known body is nobody's misprint
        ("THPT2", "THPT", "THPT2"),  # another school
        ("THPT2", "THPT3", "THPT2"),
    ],
)
def test_offices_cite_themselves(seen: str, own: str, wanted: str) -> None:
    before = symbol(seen)
    after = own_mended(before, own, None)
    assert after.codes == ("KH", wanted)
    assert (after.number, after.marks, after.end) == (before.number, before.marks, before.end)
    if wanted != seen:
        assert after.repairs == (f"{seen}→{wanted}",)
        assert after.doubt < before.doubt
    else:
        assert after == before


def test_nothing_is_mended_without_an_office_of_its_own() -> None:
    assert own_mended(symbol("BQLKKTT"), None, None) == symbol("BQLKKTT")
    cut = symbol("BQLKKTT", cut=True)
    assert own_mended(cut, "BQLKKT", None) == cut


@pytest.mark.parametrize(
    ("seen", "printed", "wanted"),
    [
        ("BTĐĐĐKT", "BTĐKT", "BTĐKT"),
        ("BTĐKT", "BTĐKT", "BTĐKT"),
        ("UBND", "BTĐKT", "UBND"),  # a known code: the issuer beside it is another finding
        ("XYZWVU", "BTĐKT", "XYZWVU"),
        ("SNX", "SNV", "SNX"),  # too short to be told apart
    ],
)
def test_the_issuer_beside_a_symbol_mends_its_code(seen: str, printed: str, wanted: str) -> None:
    after = issuer_mended(symbol(seen), printed)
    assert after.codes == ("KH", wanted)
    assert bool(after.repairs) is (wanted != seen)


def test_a_code_that_could_not_be_read_is_the_issuers_and_told() -> None:
    cut = symbol("", codes=("KH",), marks=(), cut=True)
    mended = issuer_mended(cut, "UBND")
    assert (mended.text, mended.cut, mended.repairs) == ("12/KH-UBND", False, ("?→UBND",))
    assert mended.doubt == pytest.approx(0.8 * cut.doubt)


CODES = st.text(alphabet="ABCDEGHKLMNPQSTUVX", min_size=2, max_size=8)


@given(CODES, CODES)
def test_mending_never_touches_number_or_type(seen: str, code: str) -> None:
    before = symbol(seen)
    for after in (own_mended(before, code, None), issuer_mended(before, code)):
        assert (after.number, after.year, after.codes[0]) == ("12", None, "KH")
        assert after.codes[1] in (seen, code)
        assert after.doubt <= before.doubt
        assert bool(after.repairs) is (after.codes[1] != seen)
        assert own_mended(after, code, None).codes == after.codes, "once is enough"
