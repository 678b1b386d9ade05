"""Folding is quick: it remembers, and gives what it gave when it did not."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from pipeline.compile.collation import _syllable, _without_tone, sort_key
from pipeline.knowledge.issuers import _may_be, bodies, body_named, expand
from pipeline.knowledge.places import PlaceFound, _forms, _likeness, _plain, find_province
from pipeline.text import _SHORT, bare, fold, nfc, squash

NAMES = ("ỦY BAN NHÂN DÂN", "Sở Nội vụ", "UBND tỉnh Sơn La", "T. LANG SON", "Đắk Lắk", "Ðà Nẵng",
         "tỉnh Thừa Thiên Huế", "Thành phố Hồ Chí Minh", "Hà-Nội, ngày", "Quảng Nam Đà Nẵng", "Huế",
         "Văn phòng UBND tinh Hoa Binh", "BCĐ", "...", "Sơn  La", "Hà Giang. Hà Nam")  # fmt: skip
signs = st.text(
    st.characters(codec="utf-8") | st.sampled_from("ĐđÐðƉ\u00a0ếỘ̣̂́ \n\tİß각"), max_size=30
)


def bare_sign_by_sign(text: str) -> str:
    signs = "".join(unicodedata.normalize("NFD", sign)[0] for sign in text)
    return signs.replace("đ", "d").replace("Đ", "D")


@given(signs)
def test_bare_is_what_it_is_sign_by_sign(text: str) -> None:
    assert bare(text) == bare_sign_by_sign(text)
    assert len(bare(text)) == len(text)


@given(signs)
def test_composed_text_has_no_lookalikes(text: str) -> None:
    plain = unicodedata.normalize("NFC", text)
    for look, sign in ("Ð", "Đ"), ("Ɖ", "Đ"), ("ð", "đ"), ("\u00a0", " "):
        plain = plain.replace(look, sign)
    assert nfc(text) == plain


@given(signs, st.sampled_from((0, _SHORT, 3 * _SHORT)))
def test_short_and_long_texts_fold_alike(text: str, more: int) -> None:
    """The short are remembered, the long are not."""
    text += "á" * more
    wanted = squash(bare_sign_by_sign(nfc(text)).lower())
    assert fold(text) == wanted
    assert fold(text) == wanted  # as it is remembered


def test_half_a_pair_folds_to_itself() -> None:
    assert bare("\ud800đ") == "\ud800d"


# --- what is looked up in tables -------------------------------------------------------------


def province_word_by_word(text: str, least: float) -> PlaceFound | None:
    """As it is described, without a table of windows."""
    words = [_plain(w) for w in text.split()]
    hits = []
    for province, form in _forms():
        size = form.count(" ") + 1
        for width in range(max(1, size - 1), size + 2):
            for start in range(len(words) - width + 1):
                window = words[start : start + width]
                if window[0] and window[-1]:
                    like = _likeness(" ".join(w for w in window if w), form)
                    if like >= least:
                        found = PlaceFound(province, start, start + width, like)
                        hits.append((like, len(form), found))
    if not hits:
        return None
    best = max(hits, key=lambda h: (h[0], h[1], h[2].start))
    rivals = {h[2].province.name for h in hits if h[:2] == best[:2]}
    return best[2] if best[0] == 1.0 or len(rivals) == 1 else None


@pytest.mark.parametrize("least", [0.85, 1.0])
@pytest.mark.parametrize("text", [*NAMES, *(f"{a} - {b}" for a, b in pairwise(NAMES)), ""])
def test_a_province_is_found_where_reading_word_by_word_finds_it(text: str, least: float) -> None:
    assert find_province(text, least) == province_word_by_word(text, least)
    assert find_province(text, least) is find_province(text, least)


@pytest.mark.parametrize("least", [60.0, 90.0, 97.0])
@pytest.mark.parametrize("text", [*NAMES, "SO TU PHÁP", "Bộ Nội vụ", "SỞ NÔI VỤ"])
def test_a_body_is_the_likest_of_all_it_may_be(text: str, least: float) -> None:
    wanted = fold(expand(text))
    scores = [
        (fuzz.ratio(wanted, fold(name)), body)
        for body in bodies()
        for name in (body.name, *body.aliases)
        if _may_be(wanted, fold(name))
    ]
    best = max((score for score, _ in scores), default=0.0)
    found = body_named(text, least)
    if best < least:
        assert found is None
    else:
        assert found is not None
        assert found[1] == best / 100
        assert found[0] is next(body for score, body in scores if score == best)
    assert body_named(text, least) is found


@given(signs)
def test_what_order_remembers_is_what_it_would_say(text: str) -> None:
    for part in nfc(text).lower().split():
        assert _syllable(part) == _syllable.__wrapped__(part)
        for sign in part:
            assert _without_tone(sign) == _without_tone.__wrapped__(sign)
    assert sort_key(text) == sort_key(nfc(text))
