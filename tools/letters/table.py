"""Tables with borders: columns as wide as their longest word and their share of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.letters.markup import words_of
from tools.letters.sheet import Printed, Rule, Sheet
from tools.letters.typeset import SetLine, Setting, break_lines, place_line

_PAD = 4.0  # points between a border and its text


@dataclass(frozen=True, slots=True)
class SetRow:
    """One row: the lines of each cell, and the columns' widths."""

    cells: tuple[tuple[SetLine, ...], ...]
    widths: tuple[float, ...]
    aligns: tuple[str, ...]
    feed: float

    @property
    def height(self) -> float:
        return max(map(len, self.cells)) * self.feed + 2 * _PAD

    def put(self, sheet: Sheet, setting: Setting, x: float, top: float, zone: str) -> None:
        """Draws the row on a sheet; its text is read line by line across the cells."""
        bottom = top + self.height
        right = x + sum(self.widths)
        sheet.rules += [Rule(x, top, right, top, 0.6), Rule(x, bottom, right, bottom, 0.6)]
        edge = x
        for lines, wide, align in zip(self.cells, self.widths, self.aligns, strict=True):
            sheet.rules.append(Rule(edge, top, edge, bottom, 0.6))
            for n, line in enumerate(lines):
                y = top + _PAD + (n + 0.8) * self.feed
                sheet.runs += place_line(
                    line, setting, edge + _PAD, y, measure=wide - 2 * _PAD, align=align
                )
            edge += wide
        sheet.rules.append(Rule(edge, top, edge, bottom, 0.6))
        for n in range(max(map(len, self.cells))):
            shown = " ".join(lines[n].text for lines in self.cells if n < len(lines))
            sheet.printed.append(Printed(shown, zone, top + _PAD + (n + 0.8) * self.feed))


def set_table(
    rows: Sequence[tuple[str, ...]], setting: Setting, measure: float
) -> tuple[SetRow, ...]:
    """The rows of a table as wide as the text block; the first one is the head."""
    count = max(map(len, rows))
    full = [(*row, *[""] * (count - len(row))) for row in rows]
    least = [0.0] * count
    whole = [0.0] * count
    for r, row in enumerate(full):
        style = "regular" if r else "bold"
        for c, cell in enumerate(row):
            parts = [setting.measure(w, style) for w in cell.split()] or [0.0]
            least[c] = max(least[c], max(parts) + 2 * _PAD + 2)
            whole[c] = max(whole[c], setting.measure(cell, style) + 2 * _PAD + 2)
    spare = max(0.0, measure - sum(least))
    wish = [w - m for w, m in zip(whole, least, strict=True)]
    share = sum(wish) or 1.0
    widths = tuple(m + spare * w / share for m, w in zip(least, wish, strict=True))
    feed = setting.size * 1.2
    # Columns of figures and other short entries are centred.
    short = [all(len(row[c]) <= 9 for row in full[1:]) for c in range(count)]
    aligns = tuple("centre" if s else "left" for s in short)
    return tuple(
        SetRow(
            tuple(
                tuple(
                    break_lines(
                        words_of(cell, "regular" if r else "bold"), setting, wide - 2 * _PAD
                    )
                )
                for cell, wide in zip(row, widths, strict=True)
            ),
            widths,
            aligns if r else ("centre",) * count,
            feed,
        )
        for r, row in enumerate(full)
    )
