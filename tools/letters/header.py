"""Zones 1 to 5b and the stamps of page one: Nghị định 30/2020/NĐ-CP, Phụ lục I; Thông tư
01/2011/TT-BNV; Hướng dẫn 36-HD/VPTW for Party letters."""

from __future__ import annotations

from tools.letters.chance import dice
from tools.letters.errors import LetterError
from tools.letters.fonts import SCALE
from tools.letters.letter import Letter
from tools.letters.pen import Hand, Mask, choose_hand, scribble_over, write
from tools.letters.sheet import MM, Gap, Ink, Mark, Printed, Rule, Run, Sheet
from tools.letters.typeset import Setting

_STEP = 1.25  # line feed in sizes
_MOTTO = {
    "party": ("ĐẢNG CỘNG SẢN VIỆT NAM", ""),
    "nd30": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
}


def hand_of(letter: Letter) -> Hand:
    """The clerk who writes number and day: one hand for the letter."""
    return choose_hand(dice(letter.id, letter.look.seed, "clerk"))


class HeaderSetter:
    """Sets the header of a letter on its first sheet, ``left`` and ``right`` being the edges."""

    def __init__(self, letter: Letter, sheet: Sheet, left: float, right: float) -> None:
        self.letter, self.sheet, self.head = letter, sheet, letter.header
        self.left, self.right = left, right
        chance = dice(letter.id, letter.look.seed, "header")
        self.size = float(chance.choice([12.0, 13.0]))
        self.dotted = bool(chance.random() < 0.3)
        self.font = Setting(letter.look.font, self.size)
        motto, under = _MOTTO["party" if self.head.style == "party" else "nd30"]
        self.motto, self.under = motto, under
        half = self.font.measure(motto, "bold") / 2
        self.right_centre = right - max(half, 0.28 * (right - left)) + 6
        wide = max(
            [self.font.measure(t) for t in self.head.parent]
            + [self.font.measure(t, "bold") for t in self.head.issuer]
        )
        self.left_centre = max(left + 0.2 * (right - left), left - 10 * MM + wide / 2)
        # A wide issuer pushes the motto into the right margin, as it does on real letters.
        crowd = self.left_centre + wide / 2 + 9 - (self.right_centre - half)
        self.right_centre += min(max(0.0, crowd), 14.0)
        if crowd > 14:
            raise LetterError(f"{letter.id}.header.issuer: a line is too wide, split it")

    def set(self, top: float) -> float:
        """Sets all zones; gives the baseline under the lower of the two columns."""
        feed = self.size * _STEP
        y = top + feed
        for text in self.head.parent:
            self._centred(text, self.left_centre, y, "regular", "left")
            y += feed
        for text in self.head.issuer:
            self._centred(text, self.left_centre, y, "bold", "left")
            y += feed
        # Number and date share a baseline: both halves are one row of a table.
        under_left = self._under_issuer(y - feed)
        under_right = self._motto(top + feed, feed)
        base = max(under_left + feed * 1.3, under_right + feed * 1.6)
        left_y, right_y = self._subject(self._number(base)), self._date(base)
        return self._stamps(left_y, right_y)

    def _under_issuer(self, y: float) -> float:
        if self.head.style == "party":
            self._centred("*", self.left_centre, y + self.size, "regular", "left")
            return y + self.size * 0.8
        long = 0.4 * self.font.measure(self.head.issuer[-1], "bold")
        self._rule(self.left_centre, y + 5, min(max(long, 24), 70))
        return y

    def _motto(self, y: float, feed: float) -> float:
        self._centred(self.motto, self.right_centre, y, "bold", "right")
        wide = self.font.measure(self.motto, "bold")
        if self.under:
            y += feed
            self._centred(self.under, self.right_centre, y, "bold", "right", size=self.size + 1)
            wide = self.font.measure(self.under, "bold", self.size + 1)
        self._rule(self.right_centre, y + 5, wide)
        return y

    def _number(self, y: float) -> float:
        head, size = self.head, 13.0
        said = "Số" if head.style == "party" else "Số:"
        tail = f"{head.joint}{head.symbol}"
        shown = head.number if head.number_by in ("print", "hand") else None
        first = self.font.measure(said + " ", "regular", size)
        last = self.font.measure(tail, "regular", size)
        room = self.room("number", head.number or "", head.number_by, size)
        x = self.left_centre - (first + room + last) / 2
        self._run(said, x, y, "regular", size)
        self._fill(
            "number",
            head.number,
            head.number_by,
            x=x + first,
            y=y,
            room=room,
            style="regular",
            size=size,
        )
        self._run(tail, x + first + room, y, "regular", size)
        self.sheet.printed.append(Printed(f"{said} {shown or ''}{tail}", "left", y))
        return y

    def _date(self, y: float) -> float:
        head = self.head
        size = 13.0 if self.size == 12 else 14.0
        before, after = f"{head.place}, ngày ", f" tháng {head.month} năm {head.year}"
        room = self.room("day", head.day or "", head.day_by, size)
        first = self.font.measure(before, "italic", size)
        x = self.right_centre - (first + room + self.font.measure(after, "italic", size)) / 2
        self._run(before.rstrip(), x, y, "italic", size)
        self._fill(
            "day", head.day, head.day_by, x=x + first, y=y, room=room, style="italic", size=size
        )
        self._run(after, x + first + room, y, "italic", size)
        day = f"{head.day} " if head.day else ""
        self.sheet.printed.append(
            Printed(f"{before}{day}tháng {head.month} năm {head.year}", "right", y)
        )
        return y

    def room(self, what: str, text: str, by: str, size: float) -> float:
        """How wide a gap the typist left: printed text its width, ink nearly its own."""
        style = "italic" if what == "day" else "regular"
        if by == "print":
            return self.font.measure(text, style, size)
        if by == "blank":
            return 8 * MM if what == "number" else 5.5 * MM
        slack = float(dice(self.letter.id, self.letter.look.seed, what, "gap").uniform(-2, 7))
        return max(12.0, float(self._mask(what, text, by).shape[1]) / SCALE + slack)

    def _mask(self, what: str, text: str, by: str) -> Mask:
        chance = dice(self.letter.id, self.letter.look.seed, what)
        mask = write(text, hand_of(self.letter), chance)
        return scribble_over(mask, chance) if by == "struck" else mask

    def _fill(
        self,
        what: str,
        text: str | None,
        by: str,
        *,
        x: float,
        y: float,
        room: float,
        style: str,
        size: float,
    ) -> None:
        if by != "print" and self.dotted:
            self.sheet.rules.append(Rule(x, y + 1.2, x + room - 1, y + 1.2, 0.8, dotted=True))
        if text is None:
            self.sheet.gaps.append(Gap(what, (x, y - size, x + room, y + 2)))
        elif by == "print":
            self._run(text, x, y, style, size)
        else:
            self.sheet.inks.append(self.written(what, text, by, x=x, y=y, room=room))

    def written(self, what: str, text: str, by: str, *, x: float, y: float, room: float) -> Ink:
        """Ink in a gap of ``room`` points that begins at ``x``, off the baseline a little."""
        mask = self._mask(what, text, by)
        chance = dice(self.letter.id, self.letter.look.seed, what, "place")
        wide, high = mask.shape[1] / SCALE, mask.shape[0] / SCALE
        ix = x + (room - wide) / 2 + float(chance.uniform(-1.2, 1.2))
        iy = y - high + float(chance.uniform(-1.0, 3.0))
        said = None if by == "struck" else text
        return Ink(mask, ix, iy, hand_of(self.letter).colour, what, said)

    def _subject(self, y: float) -> float:
        for text in self.head.subject_lines:
            y += 12 * _STEP
            self._centred(text, self.left_centre, y, "regular", "left", size=12)
        return y

    def _stamps(self, left_y: float, right_y: float) -> float:
        chance = dice(self.letter.id, self.letter.look.seed, "stamps")
        if self.head.urgency:
            left_y += 11 * MM
            x = self.left_centre + float(chance.uniform(-12, 12))
            self.sheet.marks.append(Mark("urgency", x, left_y - 4, (self.head.urgency,)))
            left_y += 4 * MM
        if self.head.incoming:
            # A clerk stamps where there is room: left under the number, or right under the date.
            on_right = bool(self.head.subject_lines or self.head.urgency)
            x = self.right_centre + 20 if on_right else self.left + 20 * MM
            y = (right_y if on_right else left_y) + 17 * MM
            self.sheet.marks.append(Mark("incoming", x + float(chance.uniform(-8, 8)), y))
            if on_right:
                right_y += 30 * MM
            else:
                left_y += 14 * MM
        return max(left_y, right_y)

    def _centred(
        self,
        text: str,
        centre: float,
        y: float,
        style: str,
        zone: str,
        *,
        size: float | None = None,
    ) -> None:
        wide = self.font.measure(text, style, size)
        self._run(text, centre - wide / 2, y, style, size or self.size)
        self.sheet.printed.append(Printed(text, zone, y))

    def _run(self, text: str, x: float, y: float, style: str, size: float) -> None:
        self.sheet.runs.append(Run(text, x, y, style, size))

    def _rule(self, centre: float, y: float, wide: float) -> None:
        self.sheet.rules.append(Rule(centre - wide / 2, y, centre + wide / 2, y))
