"""Districts and communes: in which province each lies, and when nothing can be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadKnowledge
from pipeline.knowledge import units
from pipeline.knowledge.files import read_yaml
from pipeline.knowledge.issuers import unit_in
from pipeline.knowledge.places import provinces
from pipeline.knowledge.units import province_of_unit
from pipeline.letter import read_letter
from pipeline.letter.values import Value
from tests.letter_paper import body, header, page

TABLE = Path(__file__).parents[1] / "models/gazetteers/units.yaml"


@pytest.mark.parametrize(
    ("unit", "on", "province"),
    [
        ("huyện Văn Bàn", "2022-05-24", "Lào Cai"),
        ("huyện Văn Bàn", "2022-05", "Lào Cai"),  # of a letter whose day is blank
        ("HUYỆN VĂN BÀN", "2022-05-24", "Lào Cai"),
        ("huyen van ban", "2022-05-24", "Lào Cai"),  # marks lost
        ("thị xã Kỳ Anh", "2022-05-24", "Hà Tĩnh"),
        ("quận 1", "2020-01-01", "Hồ Chí Minh"),
        # since July 2025 there are no districts, and before it no communes of today
        ("huyện Văn Bàn", "2025-07-01", None),
        ("phường Hạc Thành", "2025-06-30", None),
        ("phường Hạc Thành", "2025-07-01", "Thanh Hóa"),
        ("phường Hạc Thành", None, "Thanh Hóa"),
        # several provinces have the name
        ("huyện Châu Thành", "2022-05-24", None),
        ("xã Tân Hưng", "2025-08-01", None),
        ("xã Không Có", None, None),
        ("", None, None),
    ],
)
def test_province_of_unit(unit: str, on: str | None, province: str | None) -> None:
    found = province_of_unit(unit, on)
    assert (found.name if found else None) == province


def test_the_table_is_whole() -> None:
    content = read_yaml(TABLE)
    today = {p.name for p in provinces() if p.in_force}
    assert set(content["communes"]) == today and len(today) == 34
    assert len(content["districts"]) == 63
    many = [n for kinds in content["communes"].values() for names in kinds.values() for n in names]
    assert len(many) == 3321
    special = [n for kinds in content["communes"].values() for n in kinds.get("đặc khu", ())]
    assert "Phú Quốc" in special and len(special) == 13
    assert sum(len(n) for k in content["districts"].values() for n in k.values()) == 696


@pytest.mark.parametrize(
    "wrong",
    [
        "districts: {}\ncommunes: {Lào Cai: {xã: [Y Tý]}}",
        "districts: {Lào Cai: {huyện: [Văn Bàn]}}",
        "districts: {Nơi Nào: {huyện: [Văn Bàn]}}\ncommunes: {Lào Cai: {xã: [Y Tý]}}",
        "districts: {Lào Cai: {huyện: [No]}}\ncommunes: {Lào Cai: {xã: [Y Tý]}}",
        "districts: {Lào Cai: [Văn Bàn]}\ncommunes: {Lào Cai: {xã: [Y Tý]}}",
    ],
)
def test_a_wrong_table_is_refused(
    wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gazetteers").mkdir()
    (tmp_path / "gazetteers/units.yaml").write_text(wrong, encoding="utf-8")
    monkeypatch.setattr(units, "models_folder", lambda: tmp_path)
    units._units.cache_clear()
    try:
        with pytest.raises(BadKnowledge) as refused:
            province_of_unit("huyện Văn Bàn", None)
        assert "units.yaml" in str(refused.value)
    finally:
        units._units.cache_clear()


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Ủy ban nhân dân huyện Văn Bàn", "huyện Văn Bàn"),
        ("Ủy ban nhân dân thị xã Kỳ Anh", "thị xã Kỳ Anh"),
        ("Ủy ban nhân dân thành phố Buôn Ma Thuột", "thành phố Buôn Ma Thuột"),
        ("Huyện ủy Văn Bàn", "huyện Văn Bàn"),
        ("Thị ủy Kỳ Anh", "thị xã Kỳ Anh"),
        ("Thành ủy Sa Đéc", "thành phố Sa Đéc"),
        ("Sở Y tế", None),
        ("Ban Chấp hành Đảng bộ xã", None),
    ],
)
def test_unit_in(name: str, unit: str | None) -> None:
    assert unit_in(name) == unit


def province(issuer: list[str], date: str) -> Value:
    lines = [*header(issuer, "Số: 41 /QĐ-UBND", date), (0.48, 0.20, "QUYẾT ĐỊNH"), *body(0.28)]
    return read_letter(page(lines)).fields["province"]


@pytest.mark.parametrize(
    ("issuer", "date", "name", "why"),
    [
        (["ỦY BAN NHÂN DÂN", "HUYỆN VĂN BÀN"], "Văn Bàn, ngày 14 tháng 6 năm 2022",
         "Lào Cai", "huyện Văn Bàn"),
        (["UBND HUYỆN VĂN BÀN", "PHÒNG NỘI VỤ"], "Văn Bàn, ngày 14 tháng 6 năm 2022",
         "Lào Cai", "huyện Văn Bàn"),
        (["ỦY BAN NHÂN DÂN", "PHƯỜNG HẠC THÀNH"], "Hạc Thành, ngày 14 tháng 8 năm 2025",
         "Thanh Hóa", "phường Hạc Thành"),
        # Huế was a province of another name
        (["ỦY BAN NHÂN DÂN", "HUYỆN A LƯỚI"], "A Lưới, ngày 14 tháng 6 năm 2022",
         "Thừa Thiên Huế", "huyện A Lưới"),
        # the place knows better than the table: nothing is taken from it
        (["ỦY BAN NHÂN DÂN", "HUYỆN VĂN BÀN"], "Sơn La, ngày 14 tháng 6 năm 2022",
         "Sơn La", "địa danh Sơn La"),
        # one of many communes of that name
        (["ỦY BAN NHÂN DÂN", "XÃ TÂN HƯNG"], "Tân Hưng, ngày 14 tháng 8 năm 2025", None, None),
    ],
)  # fmt: skip
def test_a_unit_tells_its_province(
    issuer: list[str], date: str, name: str | None, why: str | None
) -> None:
    found = province(issuer, date)
    assert found.value == name
    assert why is None or (why in str(found.why) and found.source == "inferred")
