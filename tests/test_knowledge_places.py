"""63 provinces until 30 June 2025, 34 since."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.places import (
    find_province,
    province_named,
    provinces,
    standing,
    today,
)
from pipeline.text import bare


def test_63_then_34() -> None:
    assert sum(p.in_force for p in provinces()) == 34
    old = [p for p in provinces() if p.until or p.since is None]
    assert len(old) == 63


def test_every_old_unit_went_where_that_unit_says() -> None:
    for province in provinces():
        if province.until and province.until > "2025":
            assert province.name in today(province).merged
        for name in province.merged:
            old = province_named(name)
            assert old is not None and today(old) == province


# (printed, official name, likeness)
FOUND = [
    ("TỈNH SƠN LA", "tỉnh Sơn La", 1.0),
    ("UBND T. LẠNG SƠN", "tỉnh Lạng Sơn", 1.0),
    ("VAN PHONG UBND T. LANG SON", "tỉnh Lạng Sơn", 1.0),
    ("TP. Hồ Chí Minh", "thành phố Hồ Chí Minh", 1.0),
    ("Thành phó Hò Chí Minh", "thành phố Hồ Chí Minh", 1.0),
    ("tỉnh Thừa Thiên - Huế", "tỉnh Thừa Thiên Huế", 1.0),
    ("Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu", 1.0),
    ("Khánh Hoà", "tỉnh Khánh Hòa", 1.0),
    ("ĐẮC LẮC", "tỉnh Đắk Lắk", 1.0),
    ("tỉnh Thái Nguyen", "tỉnh Thái Nguyên", 1.0),
    ("TỈNH THÁl NGUYÊN", "tỉnh Thái Nguyên", 11 / 12),
]


@pytest.mark.parametrize(("printed", "official", "likeness"), FOUND)
def test_find_province(printed: str, official: str, likeness: float) -> None:
    found = find_province(printed)
    assert found is not None
    assert found.province.official == official
    assert found.likeness == pytest.approx(likeness, abs=0.05)


@pytest.mark.parametrize("printed", ["Rạch Giá", "", "Quảng Rinh", "nam", "SỞ Y TẾ"])
def test_no_province_is_guessed(printed: str) -> None:
    assert find_province(printed) is None


def test_hue_was_a_province_before_2025() -> None:
    hue = province_named("Huế")
    assert hue is not None
    assert standing(hue, "2022-05-01").official == "tỉnh Thừa Thiên Huế"
    assert standing(hue, "2025-02-01").official == "thành phố Huế"


@given(st.sampled_from(provinces()), st.sampled_from(["tỉnh ", "TP. ", "UBND tỉnh ", ""]))
def test_every_name_is_found_with_and_without_marks(province: object, before: str) -> None:
    name = getattr(province, "name", "")
    for printed in (before + name, before + name.upper(), before + bare(name)):
        found = find_province(printed)
        assert found is not None and found.province.name == name
