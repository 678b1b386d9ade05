"""Finding and reading ink on page pictures that this test draws: print by Pillow's own font,
handwriting by ``tools/digits/strokes.py``."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.letter.digit_gaps import Gap
from pipeline.letter.digit_patch import cut, without_red
from pipeline.letter.handwriting import PictureDigitReader, find_ink
from pipeline.letter.witness import DigitReading
from pipeline.records import Box, Page, Span

sys.path.insert(0, str(Path(__file__).parents[1] / "tools" / "digits"))
import strokes

WIDTH, HEIGHT = 1000, 320
TOP, LINE = 130, 34
BASE = TOP + 27
SURE, DOUBT = 0.85, 0.5
OVERLAP = 0.5
"""Intersection over union of found and drawn ink."""
BLACK, BLUE, RED = (30, 30, 30), (40, 60, 170), (225, 40, 50)


@dataclass
class Paper:
    """A page with ``So:`` … ``/KH-UBND`` on one line and a gap between them."""

    begins: int = 160
    ends: int = 330
    image: Image.Image = field(
        default_factory=lambda: Image.new("RGB", (WIDTH, HEIGHT), (250, 250, 246))
    )

    def __post_init__(self) -> None:
        font = ImageFont.load_default(32)
        pen = ImageDraw.Draw(self.image)
        pen.text(
            (self.begins - font.getlength("So:"), BASE), "So:", font=font, fill=BLACK, anchor="ls"
        )
        pen.text((self.ends, BASE), "/KH-UBND", font=font, fill=BLACK, anchor="ls")

    def write(
        self, text: str, x: int, seed: int = 0, *, height: int = 34,
        ink: tuple[int, int, int] = BLUE,
    ) -> Box:  # fmt: skip
        mask = strokes.draw(text, height, np.random.default_rng(seed))
        return self.put(mask, x, BASE + 4 - mask.shape[0], ink)

    def put(self, mask: np.ndarray, x: int, y: int, ink: tuple[int, int, int]) -> Box:
        self.image.paste(ink, (x, y), Image.fromarray(mask))
        return x / WIDTH, y / HEIGHT, (x + mask.shape[1]) / WIDTH, (y + mask.shape[0]) / HEIGHT

    def gap(self, slip: int = 0) -> Box:
        return (
            (self.begins + slip) / WIDTH, TOP / HEIGHT, (self.ends + slip) / WIDTH,
            (TOP + LINE) / HEIGHT,
        )  # fmt: skip

    def read(
        self, folder: Path, what: str = "number", gap: Gap | None = None
    ) -> DigitReading | None:
        self.image.save(folder / "1.png")
        page = Page(1, Span(0, 0), "read", "ocr", 0.9, WIDTH, HEIGHT, 200, "1.png")
        return PictureDigitReader(folder).read_gap(page, gap or Gap(self.gap()), what)  # type: ignore[arg-type]


def iou(a: Box, b: Box) -> float:
    wide = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    high = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    both = wide * high
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


@pytest.mark.parametrize(
    ("text", "seed"), [("274", 3), ("58", 5), ("1096", 8), ("330", 12), ("62", 21)]
)
def test_reads_what_is_written_between_the_anchors(tmp_path: Path, text: str, seed: int) -> None:
    paper = Paper()
    box = paper.write(text, 190, seed)
    seen = paper.read(tmp_path)
    assert seen is not None and seen.ink
    assert seen.text == text
    assert seen.hand is True  # blue ink
    assert seen.place_box is not None and iou(seen.place_box, box) > OVERLAP


def test_an_empty_gap_is_blank(tmp_path: Path) -> None:
    seen = Paper().read(tmp_path)
    assert seen is not None
    assert (seen.text, seen.ink, seen.place_box) == (None, False, None)


def test_a_dotted_line_is_blank(tmp_path: Path) -> None:
    paper = Paper()
    pen = ImageDraw.Draw(paper.image)
    for x in range(170, 326, 9):
        pen.ellipse((x, BASE - 3, x + 3, BASE), fill=BLACK)
    seen = paper.read(tmp_path)
    assert seen is not None and not seen.ink


def test_faint_or_crumbled_ink_is_no_blank(tmp_path: Path) -> None:
    faint = Paper()
    faint.write("274", 190, 3, ink=(190, 190, 190))
    crumbs = Paper()
    rng = np.random.default_rng(0)
    for x, y in rng.integers((190, TOP + 8), (250, BASE), (60, 2)):
        ImageDraw.Draw(crumbs.image).ellipse((int(x), int(y), int(x) + 2, int(y) + 2), fill=BLACK)
    for paper in (faint, crumbs):
        seen = paper.read(tmp_path)
        assert seen is not None and seen.ink


def test_a_smear_without_an_edge_is_no_blank(tmp_path: Path) -> None:
    """A thumb over wet ink: darker than paper, but nowhere as dark as a stroke."""
    paper = Paper()
    cloud = np.zeros((44, 120), np.float32)
    cloud[10:34, 15:105] = 60
    for _ in range(3):
        cloud = (cloud + np.roll(cloud, 4, 1) + np.roll(cloud, -4, 1) + np.roll(cloud, 3, 0)) / 4
    paper.put(cloud.astype(np.uint8), 185, BASE - 36, BLACK)
    seen = paper.read(tmp_path)
    assert seen is not None and seen.ink and seen.text is None


def test_digits_beyond_a_misplaced_edge_are_found_or_doubted(tmp_path: Path) -> None:
    """Letters taken as equally wide put the slash of ``2249/KH`` between its digits."""
    paper = Paper(ends=290)
    paper.write("2249", 170, 5)
    box = (160 / WIDTH, TOP / HEIGHT, 222 / WIDTH, (TOP + LINE) / HEIGHT)
    seen = paper.read(tmp_path, gap=Gap(box))
    assert seen is not None
    assert seen.text == "2249" or seen.confidence < SURE


def test_a_one_that_leans_over_the_slash_is_a_digit(tmp_path: Path) -> None:
    paper = Paper(ends=232)
    paper.write("4", 180, 3)
    pen = ImageDraw.Draw(paper.image)
    pen.line([(214, BASE - 22), (224, BASE - 32), (219, BASE + 2)], fill=BLUE, width=4)
    seen = paper.read(tmp_path, gap=Gap(paper.gap()))
    assert seen is not None
    assert seen.text == "41" or seen.confidence < SURE


def test_a_red_seal_alone_is_blank(tmp_path: Path) -> None:
    paper = Paper()
    ImageDraw.Draw(paper.image).ellipse((180, 60, 300, 190), outline=RED, width=6)
    seen = paper.read(tmp_path)
    assert seen is not None and not seen.ink


@pytest.mark.parametrize("seed", range(6))
def test_what_is_struck_out_is_never_sure(tmp_path: Path, seed: int) -> None:
    paper = Paper()
    x0, y0, x1, y1 = paper.write("3817", 190, seed)
    left, top = round(x0 * WIDTH) - 4, round(y0 * HEIGHT) - 2
    size = round((x1 - x0) * WIDTH) + 8, round((y1 - y0) * HEIGHT) + 4
    rng = np.random.default_rng(seed)
    for _ in range(2):
        paper.put(strokes.scribble(*size, rng), left, top, BLUE)
    seen = paper.read(tmp_path)
    assert seen is not None and seen.ink
    assert seen.confidence < DOUBT


def test_digits_on_a_rule_and_under_a_seal_are_read(tmp_path: Path) -> None:
    paper = Paper()
    paper.write("274", 195, 3, ink=BLACK)
    pen = ImageDraw.Draw(paper.image)
    pen.line((0, BASE + 6, WIDTH, BASE + 6), fill=BLACK, width=2)
    pen.ellipse((150, 40, 320, 210), outline=RED, width=5)
    seen = paper.read(tmp_path)
    assert seen is not None and seen.text == "274"


def test_tall_digits_are_not_clipped(tmp_path: Path) -> None:
    paper = Paper()
    box = paper.write("37", 200, 4, height=58)
    seen = paper.read(tmp_path)
    assert seen is not None and seen.text == "37"
    assert seen.place_box is not None and seen.place_box[1] < box[1] + 0.01


@pytest.mark.parametrize("slip", [-18, -8, 8, 14])
def test_colon_and_slash_are_found_where_the_gap_is_wrong(tmp_path: Path, slip: int) -> None:
    paper = Paper()
    paper.write("264", 190, 3)
    seen = paper.read(tmp_path, gap=Gap(paper.gap(slip)))
    assert seen is not None and seen.text == "264"


def test_an_open_gap_is_closed_by_the_slash_in_the_picture(tmp_path: Path) -> None:
    paper = Paper()
    paper.write("264", 190, 3)
    x0, y0, x1, y1 = paper.gap()
    seen = paper.read(tmp_path, gap=Gap((x0, y0, x1 + 0.1, y1), open_right=True))
    assert seen is not None and seen.text == "264"


def test_an_open_gap_that_nothing_closes_is_not_called_blank(tmp_path: Path) -> None:
    page = Page(1, Span(0, 0), "read", "ocr", 0.9, WIDTH, HEIGHT, 200, "1.png")
    Image.new("RGB", (WIDTH, HEIGHT), "white").save(tmp_path / "1.png")
    gap = Gap((0.2, 0.4, 0.4, 0.5), open_right=True)
    assert PictureDigitReader(tmp_path).read_gap(page, gap, "number") is None


def test_a_gap_without_room_is_not_called_blank(tmp_path: Path) -> None:
    paper = Paper()
    x0, y0, _, y1 = paper.gap()
    page_box = (x0 + 0.05, y0, x0 + 0.055, y1)
    assert paper.read(tmp_path, "day", Gap(page_box)) is None


@pytest.mark.parametrize("box", [(0.5, 0.1, 0.4, 0.2), (0.1, 0.3, 0.2, 0.3)])
def test_a_box_without_area_is_no_place(tmp_path: Path, box: Box) -> None:
    assert Paper().read(tmp_path, gap=Gap(box)) is None


def test_a_page_without_its_picture_cannot_be_seen(tmp_path: Path) -> None:
    reader = PictureDigitReader(tmp_path)
    bare = Page(1, Span(0, 0), "read", "text_layer", 1.0)
    lost = Page(1, Span(0, 0), "read", "ocr", 1.0, picture="gone.png")
    assert reader.read(bare, (0.1, 0.1, 0.2, 0.2), "day") is None
    assert reader.read(lost, (0.1, 0.1, 0.2, 0.2), "day") is None


def test_the_straight_frame_is_mapped_to_the_picture() -> None:
    """A page scanned two degrees askew: the patch is straight again."""
    paper = Paper()
    paper.write("264", 190, 3)
    angle = np.radians(2.0)
    turned = paper.image.rotate(-2.0, resample=Image.Resampling.BICUBIC, fillcolor=(250, 250, 246))
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    cx, cy, w, h = WIDTH / 2, HEIGHT / 2, WIDTH, HEIGHT
    # Fractions to pixels, about the centre, and back.
    to_paper = (
        cos, -sin * h / w, (cx - cos * cx + sin * cy) / w,
        sin * w / h, cos, (cy - sin * cx - cos * cy) / h, 0.0, 0.0, 1.0,
    )  # fmt: skip
    page = Page(1, Span(0, 0), "read", "ocr", 0.9, to_paper=to_paper)
    level = Page(1, Span(0, 0), "read", "ocr", 0.9)
    gap = Gap(paper.gap())
    straight = find_ink(cut(np.asarray(paper.image), level, gap), "number").box
    again = find_ink(cut(np.asarray(turned), page, gap), "number").box
    assert straight is not None and again is not None
    assert np.abs(np.subtract(straight, again)).max() <= 3


def test_red_goes_and_blue_and_black_stay() -> None:
    colours = np.array([[RED, BLUE, BLACK, (250, 250, 246), (120, 20, 30)]], np.uint8)
    red, blue, black, paper, under = (int(v) for v in without_red(colours)[0])
    assert red > 200 and paper > 240
    assert blue < 60 and black < 40
    assert under < 140  # black ink under a seal stays dark


def test_same_page_same_answer(tmp_path: Path) -> None:
    paper = Paper()
    paper.write("264", 190, 3)
    assert paper.read(tmp_path) == paper.read(tmp_path)
