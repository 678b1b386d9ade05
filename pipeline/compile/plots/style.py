"""How all pictures look, and how they become files.

Colours are Okabe and Ito's (2008), which people with colour-blindness tell apart; nothing is
said by colour alone. DejaVu Sans comes with matplotlib and has every Vietnamese letter. Figures
are made without pyplot: no window, no global state, safe in threads and servers.
"""

from __future__ import annotations

import io
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pipeline.files import write_atomically

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, SKY, GREEN, ORANGE, VERMILION, PURPLE = (
    "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#CC79A7",
)  # fmt: skip
INK, GREY, FAINT = "#222222", "#767676", "#E4E4E4"
SERIES = (BLUE, VERMILION, GREEN, PURPLE)

DOTS_PER_INCH = 150
_RULES: Any = {  # matplotlib's own type for it names all its 300 settings
    "svg.hashsalt": "vanban",  # ids in the file would be random otherwise
    "svg.fonttype": "none",  # text stays text: small, searchable, read aloud
    "font.family": ["DejaVu Sans"],
    "axes.unicode_minus": False,
}


def new_figure(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of this size in inches, and its axes without the frame's upper and right side."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context(_RULES):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=8, colors=INK)
    return figure, axes


def whole_numbers(axes: Axes, side: Literal["x", "y"]) -> None:
    """Counts have no halves: the ticks of this axis are whole numbers."""
    from matplotlib.ticker import MaxNLocator

    axis = axes.xaxis if side == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(nbins=8, integer=True))


def title(axes: Axes, text: str) -> None:
    axes.set_title(text, fontsize=10, loc="left", color=INK)


def short(text: str, width: int = 34, lines: int = 2) -> str:
    """Folded to ``lines`` lines of ``width`` letters; what is left out shows as an ellipsis."""
    folded = textwrap.wrap(" ".join(text.split()), width, break_long_words=False) or [""]
    if len(folded) > lines:
        folded = folded[:lines]
        folded[-1] = folded[-1].rstrip(" ,.;:")[: width - 2] + " …"
    return "\n".join(folded)


def to_png(figure: Figure, dpi: int = DOTS_PER_INCH) -> bytes:
    """The figure as PNG, without the program's name and version in it."""
    return _drawn(figure, "png", dpi, {"Software": None})


def to_svg(figure: Figure) -> bytes:
    """The figure as SVG, without a date."""
    return _drawn(figure, "svg", 72, {"Date": None, "Creator": None})


def save(figure: Figure, path: Path) -> None:
    """Writes ``path`` as its suffix says. Raises ``ValueError`` for one that is neither ``.png``
    nor ``.svg``."""
    makers = {".png": to_png, ".svg": to_svg}
    if path.suffix not in makers:
        raise ValueError(f"no kind of picture that is made: {path.suffix}")
    write_atomically(path, makers[path.suffix](figure))


def _drawn(figure: Figure, kind: str, dpi: int, metadata: dict[str, Any]) -> bytes:
    import matplotlib as mpl

    made = io.BytesIO()
    with mpl.rc_context(_RULES):
        if figure.get_layout_engine() is not None:  # it would move things a little at each drawing
            for _ in range(2):  # the second time it knows how wide the labels are
                figure.draw_without_rendering()
            figure.set_layout_engine("none")
        figure.savefig(made, format=kind, dpi=dpi, metadata=metadata)
    return made.getvalue()
