"""Typefaces found on this machine that really hold every Vietnamese letter."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from PIL import ImageFont

from tools.letters.errors import LetterError

DPI = 300
SCALE = DPI / 72  # pixels a point

_STYLES = ("regular", "bold", "italic", "bold-italic")
# Debian package, then the file of each style in the order of _STYLES.
_FAMILIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "liberation": (
        "fonts-liberation2",
        tuple(f"LiberationSerif-{s}.ttf" for s in ("Regular", "Bold", "Italic", "BoldItalic")),
    ),
    "tinos": (
        "fonts-croscore",
        tuple(f"Tinos-{s}.ttf" for s in ("Regular", "Bold", "Italic", "BoldItalic")),
    ),
    "termes": (
        "fonts-texgyre",
        tuple(f"texgyretermes-{s}.otf" for s in ("regular", "bold", "italic", "bolditalic")),
    ),
    "stamp": ("fonts-liberation2", ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")),
}
# Open handwriting fonts; pens drawn by ``pen`` need none of them.
HANDS: dict[str, tuple[str, str]] = {
    "breip": ("fonts-breip", "Breip.ttf"),
    "connect": ("fonts-bwht", "BecauseWeConnect-Regular.otf"),
    "steve": ("fonts-sjfonts", "SteveHand.ttf"),
    "dkg": ("fonts-dkg-handwriting", "dkg.ttf"),
}
# What a machine needs for all letters. Debian 13 and Ubuntu 24.04 have Liberation 2 in the package
# fonts-liberation, and fonts-liberation2 brings it in.
PACKAGES = tuple(sorted({p for p, _ in _FAMILIES.values()} | {p for p, _ in HANDS.values()}))
_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/share/texmf/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts"),
    Path("~/.fonts"),
)


def vietnamese_alphabet() -> str:
    """Every letter of written Vietnamese in both cases, the digits, and the marks of letters."""
    vowels = "AEIOUYĂÂÊÔƠƯ"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    upper = {unicodedata.normalize("NFC", v + t) for v in vowels for t in tones}
    upper |= set("BCDĐFGHJKLMNPQRSTVWXZ")
    both = upper | {c.lower() for c in upper}
    return "".join(sorted(both | set("0123456789 .,;:!?()[]/-–—…%+*=&'\"“”‘’")))


def missing_glyphs(path: Path, alphabet: str) -> str:
    """The characters of ``alphabet`` that the font file has no glyph for."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        known = font.getBestCmap()
    return "".join(c for c in alphabet if ord(c) not in known)


@cache
def find_font(family: str, style: str = "regular") -> Path:
    """The file of a text face. A file of the right name that lacks Vietnamese letters (as that of
    Liberation 1 does) is passed over. Raises ``LetterError`` naming the package to install."""
    package, files = _FAMILIES[family]
    return _find(files[_STYLES.index(style)], package, vietnamese_alphabet())


@cache
def find_hand(name: str) -> Path:
    """The file of a handwriting font. Raises ``LetterError`` naming the package to install."""
    package, file = HANDS[name]
    return _find(file, package, "0123456789")


def _find(file: str, package: str, alphabet: str) -> Path:
    found = [p for folder in _FOLDERS for p in sorted(folder.expanduser().rglob(file))]
    lacking = {path: missing_glyphs(path, alphabet) for path in found}
    for path, missing in lacking.items():
        if not missing:
            return path
    what = f"{file} was not found"
    if found:
        what = f"{found[0]} lacks {len(lacking[found[0]])} letters"
    raise LetterError(f"{what}; install the Debian package: sudo apt-get install {package}")


@cache
def load(path: Path, pixels: float) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels, laid out plainly: no ligatures, the same on every machine."""
    return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)


def face(family: str, style: str, points: float) -> ImageFont.FreeTypeFont:
    """A text face as it is drawn at 300 dpi."""
    return load(find_font(family, style), points * SCALE)


@cache
def width(family: str, style: str, points: float, text: str) -> float:
    """The set width of ``text``, in points."""
    return face(family, style, points).getlength(text) / SCALE
