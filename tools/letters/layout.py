"""A letter set on pages: header, title, body, closing, appendix."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tools.letters.chance import dice
from tools.letters.fonts import SCALE
from tools.letters.header import HeaderSetter
from tools.letters.letter import Appendix, Letter
from tools.letters.markup import Block, parse_body, words_of
from tools.letters.pen import BLUE, initials
from tools.letters.sheet import MM, PAGE_HEIGHT, PAGE_WIDTH, Ink, Mark, Printed, Rule, Run, Sheet
from tools.letters.table import set_table
from tools.letters.typeset import SetLine, Setting, break_lines, place_line

_FEED = 1.22  # line feed of the body in sizes
_BETWEEN = 5.0  # points between paragraphs
_CLOSING_COLUMN = 0.46  # of the measure, for the recipients


def set_letter(letter: Letter) -> tuple[Sheet, ...]:
    """All pages of a letter. Raises ``LetterError`` where something does not fit."""
    return tuple(_Setter(letter).set())


class _Setter:
    """Fills sheets from top to bottom; ``y`` is the last baseline on the open sheet."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        chance = dice(letter.id, letter.look.seed, "margins")
        self.left = float(chance.uniform(28, 33)) * MM
        self.right = PAGE_WIDTH - float(chance.uniform(15, 19)) * MM
        self.top, self.bottom = 20 * MM, PAGE_HEIGHT - 20 * MM
        self.indent = float(chance.choice([10.0, 12.7])) * MM
        self.final_stop = bool(chance.random() < 0.5)
        self.font = Setting(letter.look.font, letter.look.size, letter.look.split_symbols)
        self.feed = self.font.size * _FEED
        self.sheets: list[Sheet] = []
        self.sheet = self._new_sheet()
        self.y = self.top
        self.header = HeaderSetter(letter, self.sheet, self.left, self.right)

    @property
    def measure(self) -> float:
        return self.right - self.left

    def set(self) -> list[Sheet]:
        letter = self.letter
        self.y = self.header.set(self.top - 2 * MM)
        self._title()
        self._addressees()
        self._blocks(parse_body(letter.body), self._closing_height())
        self._closing()
        if letter.appendix:
            self._next()
            self._appendix(letter.appendix)
        self._foot_marks()
        return self.sheets

    def _new_sheet(self) -> Sheet:
        self.sheets.append(Sheet(len(self.sheets) + 1))
        return self.sheets[-1]

    def _next(self) -> None:
        self.sheet = self._new_sheet()
        number = str(self.sheet.number)
        wide = self.font.measure(number)
        if self.letter.header.style == "tt01":  # bottom right
            x, y, zone = self.right - wide, PAGE_HEIGHT - 12 * MM, "foot"
        else:
            x, y, zone = (self.left + self.right - wide) / 2, 14 * MM, "page_number"
        self.sheet.runs.append(Run(number, x, y, "regular", self.font.size))
        self.sheet.printed.append(Printed(number, zone, y))
        self.y = self.top

    def _down(self, feed: float) -> None:
        if self.y + feed > self.bottom:
            self._next()
        self.y += feed

    def _centred(self, text: str, style: str, size: float, space: float = 0.0) -> None:
        setting = Setting(self.letter.look.font, size)
        for line in break_lines(words_of(text, style), setting, self.measure):
            self._down(size * 1.2 + space)
            self.sheet.runs += place_line(
                line, setting, self.left, self.y, measure=self.measure, align="centre"
            )
            self.sheet.printed.append(Printed(line.text, "title", self.y))
            space = 0.0

    def _title(self) -> None:
        if not self.letter.title_type:
            self.y += self.feed * 0.6
            return
        self._centred(self.letter.title_type, "bold", 14, 16)
        for text in self.letter.title_subject:
            self._centred(text, "bold", 14)
        self._short_rule()

    def _short_rule(self) -> None:
        centre = (self.left + self.right) / 2
        self.y += 6
        self.sheet.rules.append(Rule(centre - 30, self.y, centre + 30, self.y))
        self.y += self.font.size * 0.6

    def _addressees(self) -> None:
        """Zone 9a: one addressee follows ``Kính gửi:``; several stand under it with dashes."""
        many = self.letter.addressees
        if not many:
            return
        said = "Kính gửi:"
        x = self.left + 0.2 * self.measure
        room = self.font.measure(said + " ")
        self.y += self.feed * 0.5
        lines = (
            many if len(many) == 1 else ["- " + t + (";" if t != many[-1] else ".") for t in many]
        )
        first = True
        if len(many) > 1:
            self._down(self.feed)
            self.sheet.runs.append(Run(said, x, self.y, "regular", self.font.size))
            self.sheet.printed.append(Printed(said, "title", self.y))
            first = False
        for text in lines:
            for line in break_lines(words_of(text), self.font, self.right - x - room):
                self._down(self.feed)
                if first:
                    self.sheet.runs.append(Run(said, x, self.y, "regular", self.font.size))
                self.sheet.runs += place_line(
                    line, self.font, x + room, self.y, measure=0, align="left"
                )
                shown = f"{said} {line.text}" if first else line.text
                self.sheet.printed.append(Printed(shown, "title", self.y))
                first = False
        self.y += self.feed * 0.5

    def _blocks(self, blocks: Sequence[Block], after: float = 0.0) -> None:
        """Sets blocks; the last paragraph stays on one page with ``after`` points that follow,
        for a signature never stands on a page of its own."""
        for block in blocks:
            if block.kind == "break":
                self._next()
            elif block.kind == "table":
                self._table(block)
            else:
                self._paragraph(block, after if block is blocks[-1] else 0.0)

    def _paragraph(self, block: Block, after: float) -> None:
        centred = block.kind == "centred"
        align = {"centred": "centre", "heading": "left"}.get(block.kind, "justify")
        indent = 0.0 if centred else self.indent
        lines = break_lines(block.words, self.font, self.measure, indent)
        # A heading takes two lines of what follows with it; a paragraph leaves no lone first line.
        keep = len(lines) + 1 if block.kind != "paragraph" else min(2, len(lines))
        if after and len(lines) < 12:
            keep = len(lines)
        if self.y + _BETWEEN + keep * self.feed + after > self.bottom:
            self._next()
        elif self.y > self.top:
            self.y += _BETWEEN
        for n, line in enumerate(lines):
            self._down(self.feed)
            shift = indent if not n else 0.0
            self.sheet.runs += place_line(
                line,
                self.font,
                self.left + shift,
                self.y,
                measure=self.measure - shift,
                align=align,
            )
            self.sheet.printed.append(Printed(line.text, "body", self.y))

    def _table(self, block: Block) -> None:
        setting = Setting(self.letter.look.font, 12.0)
        self.y += _BETWEEN
        for row in set_table(block.rows, setting, self.measure):
            if self.y + row.height > self.bottom:
                self._next()
            row.put(self.sheet, setting, self.left, self.y, "body")
            self.y += row.height
        self.y += _BETWEEN

    def _closing(self) -> None:
        """Zones 7 and 9b side by side; they are not parted by a page break."""
        small, sign = Setting(self.letter.look.font, 11.0), Setting(self.letter.look.font, 14.0)
        column, lines = _CLOSING_COLUMN * self.measure, self._recipient_lines(small)
        if self.y + self._closing_height() > self.bottom:
            self._next()
        top = self.y + 24
        y = top
        if lines:
            self.sheet.runs.append(Run("Nơi nhận:", self.left, y, "bold-italic", 12))
            self.sheet.printed.append(Printed("Nơi nhận:", "recipients", y))
        for line in lines:
            y += 13
            self.sheet.runs += place_line(line, small, self.left, y, measure=column, align="left")
            self.sheet.printed.append(Printed(line.text, "recipients", y))
        self._signer(self._titles(), sign, top)

    def _titles(self) -> list[str]:
        title = self.letter.signer_title
        return [*self.letter.authority, *([title] if title else [])]

    def _recipient_lines(self, setting: Setting) -> list[SetLine]:
        texts = [f"- {t}{self._stop(n)}" for n, t in enumerate(self.letter.recipients)]
        measure = _CLOSING_COLUMN * self.measure
        return [line for t in texts for line in break_lines(words_of(t), setting, measure)]

    def _closing_height(self) -> float:
        lines = self._recipient_lines(Setting(self.letter.look.font, 11.0))
        return 24 + max(16 + len(lines) * 13, len(self._titles()) * 17 + 28 * MM)

    def _stop(self, n: int) -> str:
        last = n == len(self.letter.recipients) - 1
        return ("." if self.final_stop else "") if last else ";"

    def _signer(self, titles: list[str], setting: Setting, y: float) -> None:
        letter = self.letter
        wide = max(setting.measure(t, "bold") for t in [*titles, letter.signer_name])
        centre = min(self.left + 0.74 * self.measure, self.right - wide / 2 + 4)
        for text in titles:
            self._signed(text, centre, y, setting)
            y += 17
        chance = dice(letter.id, letter.look.seed, "seal place")
        if letter.look.seal:
            # Over the left third of the signature, its rim on the title's text.
            x = centre - float(chance.uniform(52, 72))
            where = y - 12 + float(chance.uniform(38, 50))
            self.sheet.marks.append(Mark("seal", x, where, width=36 * MM))
        if letter.look.signature:
            x = centre + float(chance.uniform(-14, 26))
            self.sheet.marks.append(Mark("signature", x, y + float(chance.uniform(18, 30))))
        self._signed(letter.signer_name, centre, y + 28 * MM - 17, setting)

    def _signed(self, text: str, centre: float, y: float, setting: Setting) -> None:
        x = centre - setting.measure(text, "bold") / 2
        self.sheet.runs.append(Run(text, x, y, "bold", setting.size))
        self.sheet.printed.append(Printed(text, "signature", y))

    def _appendix(self, appendix: Appendix) -> None:
        for text in appendix.title:
            self._centred(text, "bold", 14)
        self._attached(appendix.attached)
        self._short_rule()
        self._blocks(parse_body(appendix.body))

    def _attached(self, caption: str) -> None:
        """The caption repeats the letter's number: by the same hand where that was written."""
        head, setting = self.letter.header, Setting(self.letter.look.font, 14.0)
        number = re.escape(head.number or "")
        found = None
        if head.number_by == "hand":
            found = re.search(rf"(?<=số ){number}(?={re.escape(head.joint)})", caption)
        if not found:
            self._centred(caption, "italic", 14)
            return
        room = self.header.room("number", head.number or "", "hand", 14) + 2
        # Zeros keep the room free while lines are broken; they are never printed.
        filler = "0" * max(2, round(room / setting.measure("0", "italic")))
        mark = filler + head.joint
        wide = setting.measure(filler, "italic")
        text = caption[: found.start()] + filler + caption[found.end() :]
        for line in break_lines(words_of(text, "italic"), setting, self.measure):
            self._down(14 * 1.2 + 2)
            shown = line.text.replace(mark, f"{head.number}{head.joint}")
            self.sheet.printed.append(Printed(shown, "title", self.y))
            for run in place_line(
                line, setting, self.left, self.y, measure=self.measure, align="centre"
            ):
                if not run.text.startswith(mark):
                    self.sheet.runs.append(run)
                    continue
                rest = run.text.removeprefix(filler)
                self.sheet.runs.append(Run(rest, run.x + wide, run.y, run.style, run.size))
                ink = self.header.written(
                    "number", head.number or "", "hand", x=run.x, y=run.y, room=wide
                )
                self.sheet.inks.append(ink)

    def _foot_marks(self) -> None:
        """The drafter's pen initials: at some page feet, one after ``Nơi nhận``."""
        if not self.letter.look.initials:
            return
        for sheet in self.sheets:
            chance = dice(self.letter.id, self.letter.look.seed, "initials", sheet.number)
            if chance.random() < 0.45:
                continue
            mask = initials(chance)
            x = self.right - mask.shape[1] / SCALE - float(chance.uniform(0, 60))
            y = PAGE_HEIGHT - float(chance.uniform(10, 17)) * MM
            colour = BLUE[int(chance.integers(len(BLUE)))]
            sheet.inks.append(Ink(mask, x, y, colour))
