"""Made-up letters, as many as wanted: reports after an outline, plans that carry it out, and short
official letters. Each is drawn from its own number, so that the tenth is the same letter in a set
of ten and of a hundred thousand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pipeline.knowledge.decisions import Decision, load_decisions
from pipeline.knowledge.outlines import all_outlines
from pipeline.knowledge.places import provinces
from pipeline.records import Outline
from tools.growth import words

_A_FOLDER = 1000
_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


def write_letters(folder: Path, first: int, last: int) -> None:
    """Letters ``first`` to ``last - 1``, a thousand a folder; those that are there stay."""
    for number in range(first, last):
        path = folder / f"{number // _A_FOLDER:03}" / f"{number:06}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(letter(number), encoding="utf-8")


def letter(number: int) -> str:
    """Half of them reports, a third short letters, the rest plans."""
    chance = random.Random(number)
    kind = chance.choices(("report", "dispatch", "plan"), (3, 2, 1))[0]
    outlines = [o for o in all_outlines() if kind in o.applies_to]
    return "\n".join(_Writer(chance, kind, chance.choice(outlines) if outlines else None).lines())


class _Writer:
    def __init__(self, chance: random.Random, kind: str, outline: Outline | None) -> None:
        self._chance, self._kind, self._outline = chance, kind, outline
        self._province = chance.choice([p for p in provinces() if p.kind == "tỉnh"])
        upper, lower, self._body, self._head, self._office = chance.choice(words.BODIES)
        name = {"PROVINCE": self._province.name.upper()}
        self._issuer = (upper.format(**name), lower.format(**name))
        self._year = chance.choice((2021, 2022, 2023, 2024))
        known = load_decisions()
        served = [d for d in known if outline and d.symbol == outline.decision]
        self._decision: Decision = served[0] if served else chance.choice(known)

    def lines(self) -> Iterator[str]:
        chance, movement = self._chance, self._decision.movement
        about = f"Phong trào thi đua “{movement.name}”" if movement else "Phong trào thi đua"
        code = {"report": "BC-", "plan": "KH-", "dispatch": ""}[self._kind]
        tail = "-VP" if self._kind == "dispatch" else ""
        day = date(self._year, 1, 1) + timedelta(chance.randrange(365))
        number = day.timetuple().tm_yday * 11 + chance.randrange(
            11
        )  # a register runs with the year
        yield from self._issuer
        yield f"Số: {number}/{code}{self._body}{tail}"
        if self._kind == "dispatch":
            yield f"V/v triển khai {about}"
        yield f"\n{_NATION}\n{self._province.name}, {_long(day)}\n"
        if self._kind == "dispatch":
            yield f"Kính gửi: Các cơ quan, đơn vị trực thuộc {self._issuer[1].capitalize()}.\n"
        else:
            word = "BÁO CÁO\nKết quả thực hiện" if self._kind == "report" else "KẾ HOẠCH\nTổ chức"
            yield f"{word} {about}\n"
        yield self._basis()
        yield from self._body_text()
        yield "\nNơi nhận:\n- Như trên;\n- Lưu: VT."
        yield f"\n{self._office}\n\n{self._person()}"

    def _basis(self) -> str:
        decision, chance = self._decision, self._chance
        day = "/".join(reversed(decision.date.split("-"))) if decision.date else ""
        said = f"Thực hiện Quyết định số {decision.symbol} ngày {day} của {decision.issuer}; "
        if chance.random() < 0.3:  # one that only leans on the province's own plan
            said = ""
        own = f"Kế hoạch số {chance.randint(2, 400)}/KH-UBND ngày {self._short_date(2020)}"
        return f"{said}Căn cứ Nghị định số {chance.choice(words.LAWS)} của Chính phủ và {own}."

    def _body_text(self) -> Iterator[str]:
        chance = self._chance
        if self._kind == "dispatch" or self._outline is None:
            for n in range(1, chance.randint(2, 5)):
                yield f"{n}. {self._said(chance.choice(words.DEEDS))}"
            return
        for item in self._outline.items:
            if chance.random() < 0.15:  # left out
                continue
            title = chance.choice((item.title, item.title, *item.wordings))
            yield f"{item.id.rpartition('.')[2]}{')' if item.id.count('.') > 1 else '.'} {title}"
            if any(other.id.startswith(f"{item.id}.") for other in self._outline.items):
                continue
            kinds = words.ASKS if "IV" in item.id else words.DEEDS
            pool = chance.choices((kinds, words.THIN, words.FLAWS), (7, 2, 1))[0]
            for _ in range(chance.randint(1, 3)):
                yield self._said(chance.choice(pool))

    def _said(self, sentence: str) -> str:
        chance = self._chance
        return sentence.format(
            n=chance.randint(2, 60), m=chance.randint(2, 900), few=f"{chance.randint(1, 9):02}",
            many=f"{chance.randint(1, 9)}.{chance.randint(0, 999):03}", body=self._body,
            share=chance.randint(60, 99), date=self._short_date(self._year - 1),
            head=self._head, law=chance.choice(words.LAWS),
        )  # fmt: skip

    def _short_date(self, year: int) -> str:
        return f"{self._chance.randint(1, 28):02}/{self._chance.randint(1, 12)}/{year}"

    def _person(self) -> str:
        return " ".join(
            self._chance.choice(part) for part in (words.GIVEN, words.MIDDLE, words.NAMES)
        )


def _long(day: date) -> str:
    """As decree 30/2020 has it: days and the first two months with two digits."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
