"""Which headers are made: a letter, what is spoilt on it and how, and what must come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import gcd
from typing import Literal

from numpy.random import Generator

from pipeline.knowledge.places import provinces
from tools.letters.chance import dice
from tools.letters.errors import LetterError
from tools.letters.layout import set_letter
from tools.letters.letter import FONTS, GRADES, Letter, parse_letter

Way = Literal["blank", "smeared", "seal", "stamp", "struck", "cut", "absent", "whole"]
Field = Literal["number", "day"]
State = Literal["read", "blank", "unreadable", "absent"]
WAYS: tuple[Way, ...] = ("blank", "smeared", "seal", "stamp", "struck", "cut", "absent")
WANTED: dict[Way, State] = {"blank": "blank", "absent": "absent", "whole": "read"}
SPOILT, WHOLE = 200, 60
_BOTH: tuple[tuple[Field, ...], ...] = (("number",), ("day",), ("number", "day"), ("number",))

_OFFICES = (
    # upper lines, issuer's lines, issuer's part of the symbol; {} is the province in capitals
    (("UBND TỈNH {}",), ("SỞ NỘI VỤ",), "SNV"),
    (("UBND TỈNH {}",), ("SỞ Y TẾ",), "SYT"),
    (("ỦY BAN NHÂN DÂN", "TỈNH {}"), ("SỞ GIÁO DỤC VÀ ĐÀO TẠO",), "SGDĐT"),
    ((), ("ỦY BAN NHÂN DÂN", "TỈNH {}"), "UBND"),
    (("ỦY BAN NHÂN DÂN", "TỈNH {}"), ("VĂN PHÒNG",), "VPUBND"),
    (("BỘ TÀI CHÍNH",), ("TỔNG CỤC HẢI QUAN",), "TCHQ"),
    ((), ("BỘ CÔNG THƯƠNG",), "BCT"),
)
_TYPES = (
    ("BÁO CÁO", "BC", "report"), ("KẾ HOẠCH", "KH", "plan"), ("THÔNG BÁO", "TB", "other"),
    (None, None, "dispatch"),
)  # fmt: skip
_UNITS = ("VP", "NC", "TH", "KTTH")
_MATTERS = (
    "công tác bảo trì trụ sở và trang thiết bị", "kết quả rà soát chế độ hội họp",
    "việc tổ chức tiếp công dân trong kỳ", "tình hình sử dụng xe công của cơ quan",
)  # fmt: skip
_BODY = (
    "Căn cứ Quyết định số 418/QĐ-UBND ngày 12/6/2020 về quy chế làm việc, cơ quan đã giao từng "
    "phòng rà soát công việc được phân công, lập danh mục hồ sơ và báo cáo về bộ phận tổng hợp "
    "trước ngày 25 hằng tháng.\n"
    "Trong kỳ, cơ quan tổ chức 07 cuộc họp giao ban, ban hành 36 văn bản hướng dẫn và tiếp nhận "
    "1.254 lượt hồ sơ; có 1.239 hồ sơ được trả kết quả đúng hạn, 15 hồ sơ phải bổ sung giấy tờ "
    "theo Thông báo số 92/TB-VP.\n"
    "Các phòng chuyên môn tiếp tục cập nhật số liệu, đối chiếu với sổ theo dõi và gửi bản tổng "
    "hợp để lãnh đạo xem xét."
)


@dataclass(frozen=True, slots=True)
class Case:
    """``spoilt``: the fields that cannot be read, as ``way`` has it; of a whole header, none."""

    id: str
    letter: Letter
    grade: str
    way: Way
    spoilt: tuple[Field, ...]

    def wanted(self, field: Field) -> State:
        return WANTED.get(self.way, "unreadable") if field in self.spoilt else "read"

    @property
    def date(self) -> str:
        """The date as it was meant, covered or not."""
        head = self.letter.header
        month = f"{head.year}-{int(head.month):02d}"
        return month if head.day is None else f"{month}-{int(head.day):02d}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A case before it is drawn up."""

    n: int
    way: Way
    grade: str
    spoilt: tuple[Field, ...]


def plans() -> list[Plan]:
    """The spoilt headers, every way in turn, then the whole ones. Each way and choice of fields
    meets every grade."""
    made = []
    for n in range(SPOILT):
        turn, way = divmod(n, len(WAYS))
        grade = GRADES[(turn + turn // len(_BOTH) + way) % len(GRADES)]
        made.append(Plan(n, WAYS[way], grade, _BOTH[turn % len(_BOTH)]))
    return made + [Plan(n, "whole", GRADES[n % len(GRADES)], ()) for n in range(WHOLE)]


def all_cases() -> Iterator[Case]:
    return map(make, plans())


def sample(spoilt: int, whole: int) -> list[Case]:
    """A few of each, spread over ways and grades; the same ones every time."""
    every = plans()
    chosen = _spread(every[:SPOILT], spoilt) + _spread(every[SPOILT:], whole)
    return [make(plan) for plan in chosen]


def _spread(plans: Sequence[Plan], count: int) -> list[Plan]:
    step = max(1, len(plans) // max(1, count))
    while gcd(step, len(WAYS) * len(GRADES)) > 1:  # else it misses ways or grades
        step -= 1
    return list(plans[::step][:count])


def make(plan: Plan) -> Case:
    """The letter of a plan. Raises ``LetterError`` where none can be set."""
    for attempt in range(40):
        chance = dice("headers", plan.way, plan.n, attempt)
        letter = _letter(f"h-{plan.way}-{plan.n:03d}", chance)
        letter = _written(letter, plan.way, plan.spoilt)
        try:
            set_letter(letter)
        except LetterError:
            continue  # a line was too wide for the half of a page
        return Case(letter.id, letter, plan.grade, plan.way, plan.spoilt)
    raise LetterError(f"header {plan.way} {plan.n}: nothing fits")


def _letter(id: str, chance: Generator) -> Letter:
    """An invented letter whose number is written mostly by hand, its day often."""
    upper, issuer, code = _OFFICES[int(chance.integers(len(_OFFICES)))]
    name, type_code, kind = _TYPES[int(chance.integers(len(_TYPES)))]
    local = [p for p in provinces() if p.kind == "tỉnh" and len(p.name) < 12]
    central = not any("{}" in line for line in (*upper, *issuer))
    province = local[int(chance.integers(len(local)))].name
    capitals = province.upper()
    matter = _MATTERS[int(chance.integers(len(_MATTERS)))]
    unit = _UNITS[int(chance.integers(len(_UNITS)))]
    number = str(int(10 ** chance.uniform(0.3, 3.65)))
    data = {
        "id": id, "split": "test", "kind": kind, "outline": None, "about": "a header",
        "look": {
            "seed": int(chance.integers(1 << 30)), "font": FONTS[int(chance.integers(3))],
            "seal": False, "signature": False, "initials": False,
        },
        "header": {
            "style": "nd30" if chance.random() < 0.7 else "tt01",
            "parent": [line.format(capitals) for line in upper],
            "issuer": [line.format(capitals) for line in issuer],
            "number": number.zfill(2),
            "number_by": "hand" if chance.random() < 0.8 else "print",
            "symbol": f"{type_code}-{code}" if type_code else f"{code}-{unit}",
            "place": "Hà Nội" if central else province,
            "day": f"{int(chance.integers(1, 32)) % 29 or 7:02d}",
            "day_by": "hand" if chance.random() < 0.7 else "print",
            "month": _month(int(chance.integers(1, 13))), "year": str(chance.integers(2021, 2025)),
            "subject_lines": [] if name else [f"V/v {matter[:28].rsplit(' ', 1)[0]}"],
            "incoming": _incoming(chance),
        },
        "title": {"type": name, "subject": [matter.capitalize()]} if name else None,
        "addressees": [] if name else ["Các phòng chuyên môn"], "body": _BODY,
        "signature": {"authority": [], "title": "GIÁM ĐỐC", "name": "Lò Văn Thử"},
        "recipients": ["Như trên"], "appendix": None,
    }  # fmt: skip
    return parse_letter(data, id)


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def _incoming(chance: Generator) -> dict[str, str | None] | None:
    """Sometimes a decoy: another office's stamp with a number and a date of its own."""
    if chance.random() > 0.3:
        return None
    return {
        "office": "VĂN PHÒNG UBND TỈNH", "number": str(chance.integers(100, 9000)),
        "day": str(chance.integers(10, 29)), "month": "8", "year": "2023",
    }  # fmt: skip


def _written(letter: Letter, way: Way, fields: Sequence[Field]) -> Letter:
    """What the clerk leaves on the paper where a field is to be spoilt."""
    head = letter.header
    # Under half of the covers nothing was ever written: what is read there is invented.
    empty = way == "blank" or (way in ("seal", "stamp") and letter.look.seed % 2 == 0)
    if not empty and way != "struck":
        return letter
    by = "blank" if empty else "struck"
    if "number" in fields:
        head = replace(head, number_by=by, number=None if empty else head.number)
    if "day" in fields:
        head = replace(head, day_by=by, day=None if empty else head.day)
    return replace(letter, header=head)
