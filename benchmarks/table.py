"""``python -m benchmarks.table FIGURES.json``: a run's figures (``--json``) as Markdown, for
``docs/figures.md``: what is printed there was measured, not typed."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Figures = Mapping[str, Mapping[str, float]]
_TEXT = (
    ("cer", "CER"), ("cer_any_order", "any order"), ("wer", "WER"), ("word_recall", "words found"),
    ("mark_errors", "wrong marks"),
)  # fmt: skip
_SPEED = (("pages_a_minute", "{:.0f}"), ("cpu_seconds_a_page", "{:.2f}"), ("peak_mb", "{:.0f}"))


def text_table(figures: Figures, readers: Sequence[str]) -> list[str]:
    """A row a set: all shares of ours, the character error rate of the others."""
    others = readers[1:]
    heads = ["set", *(head for _, head in _TEXT), *(f"{name}: CER" for name in others)]
    rows = []
    for name, told in figures.items():
        if " · " in name or "cer" not in told:
            continue
        beside = [figures.get(f"{name} · {other}", {}).get("cer") for other in others]
        shares = [*(told[key] for key, _ in _TEXT), *beside]
        rows.append([name, *("–" if share is None else f"{share:.2%}" for share in shares)])
    return _markdown([heads, *rows])


def speed_table(speed: Figures, how: Mapping[str, str]) -> list[str]:
    """A row a reader, with how often our time goes into its time."""
    ours = next(iter(speed.values()))
    heads = ["reader", "pages a minute", "CPU s a page", "MB", "our speed to its", "called as"]
    rows = []
    for name, told in speed.items():
        cells = [form.format(told[key]) if key in told else "–" for key, form in _SPEED]
        ratio = f"{ours['pages_a_minute'] / told['pages_a_minute']:.2f}"
        rows.append([name, *cells, ratio, f"`{how[name]}`"])
    return _markdown([heads, *rows])


def _markdown(rows: Sequence[Sequence[str]]) -> list[str]:
    head, *body = [f"| {' | '.join(cells)} |" for cells in rows]
    return [head, "|" + "---|" * len(rows[0]), *body]


def main(arguments: Sequence[str]) -> None:
    (path,) = arguments
    told: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    readers = told["readers"]
    lines = [*text_table(told["figures"], list(readers)), "", *speed_table(told["speed"], readers)]
    print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
