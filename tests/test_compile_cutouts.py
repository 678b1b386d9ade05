"""Cut-outs: the right part of the right page, small, and the same every time."""

from __future__ import annotations

import io
from base64 import b64decode
from itertools import pairwise
from pathlib import Path
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.compile import cutouts
from pipeline.compile.cutouts import GRADES, MARGIN, MOST, Cutouts, Grade, Strip, cut, plan
from tests.compile_letters import draw_pages, letter

PIXEL = 2.5 / 900
"""Fractions of a page that rounding to pixels may move an edge."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    draw_pages(letter(0), out)
    return out / letter(0)["folder"] / "pages"


def picture(strip: Strip) -> Image.Image:
    return Image.open(io.BytesIO(b64decode(strip.uri.split(",", 1)[1])))


def test_boxes_that_touch_share_a_strip() -> None:
    wanted = [(1, (0.1, 0.2, 0.9, 0.22)), (1, (0.1, 0.23, 0.9, 0.25)), (1, (0.1, 0.8, 0.9, 0.82))]
    bands = plan(wanted, 0.1)
    assert [pytest.approx(b) for b in bands[1]] == [
        (0.2 - MARGIN, 0.25 + MARGIN), (0.8 - MARGIN, 0.82 + MARGIN),
    ]  # fmt: skip


def test_of_a_long_passage_the_beginning_is_cut() -> None:
    ((band,),) = plan([(3, (0.1, 0.3, 0.9, 0.9))], 0.1).values()
    assert band == pytest.approx((0.3 - MARGIN, 0.4 + MARGIN))


def test_paperless_places_want_nothing() -> None:
    assert plan([(1, None), (None, (0, 0, 1, 1)), (None, None)], 0.1) == {}


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.floats(0, 1), st.floats(0, 1)).map(
            lambda t: (t[0], (0.1, min(t[1:]), 0.9, max(t[1:])))
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_box_begins_on_exactly_one_band(
    wanted: list[tuple[int, tuple[float, ...]]],
) -> None:
    bands = plan(wanted, 0.1)
    for page, box in wanted:
        holding = [b for b in bands[page] if b[0] <= box[1] <= b[1]]
        assert len(holding) == 1
    for of_page in bands.values():
        assert all(a[1] < b[0] for a, b in pairwise(of_page))
        assert all(0 <= top < bottom <= 1 for top, bottom in of_page)


def test_the_cut_shows_the_box(pages: Path) -> None:
    box = (0.11, 0.4, 0.93, 0.45)
    cutouts = cut(pages, [(2, box)])
    (strip,) = cutouts.strips
    found = cutouts.find(2, box)
    assert found is not None
    assert (found.strip, found.open) == (0, False)
    tall = strip.bottom - strip.top
    assert strip.top + found.box[1] * tall == pytest.approx(0.4)
    assert strip.top + found.box[3] * tall == pytest.approx(0.45)
    assert (strip.top, strip.bottom) == pytest.approx((0.4 - MARGIN, 0.45 + MARGIN), abs=PIXEL)
    assert picture(strip).size == (strip.width, strip.height)


def test_a_box_cut_short_is_open(pages: Path) -> None:
    box = (0.1, 0.2, 0.9, 0.7)
    found = cut(pages, [(1, box)]).find(1, box)
    assert found is not None
    assert found.open
    assert found.box[3] == 1.0


def test_a_place_that_no_strip_shows_is_none(pages: Path) -> None:
    cutouts = cut(pages, [(1, (0.1, 0.2, 0.9, 0.22))])
    assert cutouts.find(1, (0.1, 0.8, 0.9, 0.82)) is None
    assert cutouts.find(2, (0.1, 0.2, 0.9, 0.22)) is None
    assert Cutouts(()).find(1, None) is None


def test_text_is_kept_in_greys_and_a_seal_in_colour(pages: Path) -> None:
    text = cut(pages, [(1, (0.1, 0.2, 0.9, 0.28))]).strips[0]
    seal = cut(pages, [(3, (0.4, 0.8, 0.7, 0.88))]).strips[0]
    assert len(picture(text).convert("L").getcolors()) <= 4
    assert len(picture(seal).getcolors(1 << 20)) > 4
    red, green, _ = picture(seal).convert("RGB").split()
    assert red.getextrema()[1] > 150 > green.getextrema()[0]


def test_a_tall_strip_gives_up_its_colours(pages: Path) -> None:
    spots = [(3, (0.1, y / 20, 0.9, y / 20 + 0.05)) for y in range(6, 20)]
    (strip,) = cut(pages, spots).strips
    red, green, blue = picture(strip).convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_ink_stays_dark_on_light_paper(pages: Path) -> None:
    grey = picture(cut(pages, [(1, (0.1, 0.2, 0.9, 0.28))]).strips[0]).convert("L").histogram()
    assert grey[255] > 0.4 * sum(grey)
    assert 0.05 * sum(grey) < grey[0] < 0.5 * sum(grey)


def test_an_empty_strip_stays_light(tmp_path: Path) -> None:
    Image.new("L", (800, 1100), 231).save(tmp_path / "1.jpg")
    (strip,) = cut(tmp_path, [(1, (0.1, 0.2, 0.9, 0.25))]).strips
    assert min(picture(strip).convert("L").getextrema()) > 150


def test_missing_and_broken_pictures_give_no_strip(tmp_path: Path) -> None:
    (tmp_path / "1.jpg").write_bytes(b"not a picture")
    whole = io.BytesIO()
    Image.effect_noise((300, 400), 80).save(whole, "JPEG")
    (tmp_path / "2.jpg").write_bytes(whole.getvalue()[:2000])
    box = (0.1, 0.1, 0.9, 0.2)
    assert cut(tmp_path, [(1, box), (2, box), (3, box)]).strips == ()


def test_a_letter_full_of_evidence_stays_small(tmp_path: Path) -> None:
    for number in (1, 2, 3, 4):  # noise is the worst that a page can hold
        Image.effect_noise((1240, 1754), 60).save(tmp_path / f"{number}.jpg")
    spots = [(n, (0.1, y / 10, 0.9, y / 10 + 0.09)) for n in (1, 2, 3, 4) for y in range(10)]
    full = cut(tmp_path, spots)
    assert full.strips[0].width == GRADES[-1].width
    few = cut(tmp_path, spots[:1])
    assert sum(len(s.uri) for s in few.strips) < MOST
    assert few.strips[0].width == GRADES[0].width


def test_every_strip_is_one_that_browsers_show_without_a_request(pages: Path) -> None:
    strips = cut(pages, [(n, (0.1, 0.3, 0.9, 0.36)) for n in (1, 2, 3)]).strips
    assert len(strips) == 3
    for strip in strips:
        assert strip.uri.startswith("data:image/webp;base64,")
        assert picture(strip).format == "WEBP"


@pytest.mark.parametrize("grade", GRADES)
def test_the_finest_grade_that_fits_is_taken(
    grade: Grade, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spots = [(n, (0.1, y / 10, 0.9, y / 10 + 0.09)) for n in (1, 2) for y in range(10)]
    monkeypatch.setattr(cutouts, "MOST", 10**9)
    whole = sum(len(strip.uri) for strip in cut(pages, spots).strips)
    monkeypatch.setattr(cutouts, "MOST", int(grade.share * whole) + 1)
    strips = cut(pages, spots).strips
    assert {strip.width for strip in strips} == {grade.width}
    assert max(len(picture(strip).convert("L").getcolors()) for strip in strips) == grade.greys
    monkeypatch.setattr(cutouts, "MOST", 0)  # nothing fits: the last one
    assert cut(pages, spots).strips[0].width == GRADES[-1].width


def test_same_page_same_bytes(pages: Path) -> None:
    spots = [(n, (0.1, 0.3, 0.9, 0.36)) for n in (3, 1, 2)]
    assert cut(pages, spots).strips == cut(pages, spots[::-1]).strips


@pytest.mark.parametrize("held", [1, 3, 100])
def test_a_long_letter_is_never_in_memory_whole(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    """It is cut from few pictures at a time, the same strips, in the second grade as well."""
    count = 12
    for number in range(1, count + 1):
        (tmp_path / f"{number}.jpg").write_bytes((pages / "1.jpg").read_bytes())
    wanted = [
        (number, (0.1, y / 10, 0.9, y / 10 + 0.02)) for number in range(1, 13) for y in (1, 5)
    ]
    monkeypatch.setattr(cutouts, "MOST", 1)  # two grades
    all_held = cut(tmp_path, wanted)
    opened: list[ref[Image.Image]] = []
    most = 0
    real = cutouts._open

    def watched(path: Path) -> Image.Image | None:
        nonlocal most
        image = real(path)
        assert image is not None
        opened.append(ref(image))
        most = max(most, sum(each() is not None for each in opened))
        return image

    monkeypatch.setattr(cutouts, "_open", watched)
    monkeypatch.setattr(cutouts, "HELD", held)
    assert cut(tmp_path, wanted).strips == all_held.strips
    assert len(all_held.strips) == 2 * count
    assert most <= min(held, count) + 2  # the one just opened, the one just left
