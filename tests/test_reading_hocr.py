"""hOCR and ALTO: the same words in the same places, valid by the formats' own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.reading.export.alto import alto
from pipeline.reading.export.hocr import hocr
from pipeline.reading.export.sheet import Sheet, sheet
from pipeline.records import Transcript, Word
from tests.export_letters import BODY, HEAD, HEIGHT, WIDTH, Row, blank, page_of

NUMBER = Row("2", 0.5, 0.04, side="full", kind="page_number")
STAMP = Row("CÔNG VĂN ĐẾN", 0.1, 0.20, kind="stamp")
TABLE = (Row("TT Đơn vị", 0.1, 0.6, kind="table"), Row("1 Phòng Tổ chức", 0.1, 0.625, kind="table"))
LETTER = page_of((*HEAD, STAMP, *BODY, *TABLE))
PAPER = (1.0, 0.02, -0.01, -0.014, 1.0, 0.01, 0.0, 0.0, 1.0)
XHTML = "{http://www.w3.org/1999/xhtml}"
ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"


def made(letter: Transcript = LETTER, page: int = 0) -> Sheet:
    found = sheet(letter, letter.pages[page])
    assert found is not None
    return found


def words_of(letter: Transcript) -> list[str]:
    return [letter.quote(w.span) for w in letter.words]


def boxes_of(letter: Transcript) -> list[tuple[int, ...]]:
    """The words' boxes on the kept picture, from the transcript's own answer."""
    found = []
    for word in letter.words:
        box = letter.locate(word.span)[0].box
        assert box is not None
        found.append(tuple(round(v * n) for v, n in zip(box, (WIDTH, HEIGHT) * 2, strict=True)))
    return found


# --- the page in blocks --------------------------------------------------------------------


def test_blocks_follow_columns_kinds_and_gaps() -> None:
    blocks = [(b.kind, [" ".join(w.text for w in n.words) for n in b.lines]) for b in made().blocks]
    assert blocks == [
        ("text", [r.text for r in HEAD[:2]]),
        ("text", [HEAD[2].text]),
        ("text", [r.text for r in HEAD[3:5]]),
        ("text", [HEAD[5].text]),
        ("stamp", [STAMP.text]),
        ("text", [r.text for r in BODY]),
        ("table", [r.text for r in TABLE]),
    ]


def test_a_line_above_the_last_begins_a_block() -> None:
    letter = page_of((Row("cột một", 0.1, 0.5), Row("cột hai", 0.6, 0.3)))
    assert len(made(letter).blocks) == 2


@pytest.mark.parametrize("to_paper", [None, PAPER], ids=["straight", "deskewed"])
def test_boxes_are_pixels_of_the_picture_and_hold_each_other(to_paper: Any) -> None:
    letter = page_of((*HEAD, *BODY), to_paper=to_paper) if to_paper else page_of((*HEAD, *BODY))
    found = made(letter)
    assert (found.width, found.height) == (WIDTH, HEIGHT)
    words = [w for b in found.blocks for n in b.lines for w in n.words]
    assert [w.box for w in words] == boxes_of(letter)
    for block in found.blocks:
        for line in block.lines:
            for inner, outer in [(line.box, block.box), *((w.box, line.box) for w in line.words)]:
                assert outer[0] <= inner[0] < inner[2] <= outer[2]
                assert outer[1] <= inner[1] < inner[3] <= outer[3]


def test_paper_alone_has_a_sheet() -> None:
    letter = blank(width=0, height=0, origin="plain")
    assert sheet(letter, letter.pages[0]) is None


def test_words_without_a_place_or_without_letters_are_left_out() -> None:
    words = list(LETTER.words)
    words[0] = replace(words[0], box=None)
    words[1] = replace(words[1], box=(0.5, 0.5, 0.5, 0.5))
    left = [w.text for b in made(replace(LETTER, words=tuple(words))).blocks for n in b.lines
            for w in n.words]  # fmt: skip
    assert left == words_of(LETTER)[2:]


# --- hOCR ----------------------------------------------------------------------------------


def root_of(data: bytes) -> Any:
    return etree.fromstring(data)


def of_class(root: Any, name: str) -> Iterator[Any]:
    return (e for e in root.iter() if e.get("class") == name)


def bbox(element: Any) -> tuple[int, ...]:
    found = re.search(r"bbox (\d+) (\d+) (\d+) (\d+)", element.get("title"))
    assert found
    return tuple(int(v) for v in found.groups())


def test_hocr_is_well_formed_and_nested_as_the_specification_says() -> None:
    root = root_of(hocr(made(), "bc-quang-nam.pdf"))
    assert root.tag == f"{XHTML}html"
    within = {
        "ocr_carea": "ocr_page", "ocr_par": "ocr_carea", "ocr_line": "ocr_par",
        "ocrx_word": "ocr_line",
    }  # fmt: skip
    for inner, outer in within.items():
        found = list(of_class(root, inner))
        assert found
        assert {e.getparent().get("class") for e in found} == {outer}
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))


def test_hocr_says_what_it_holds() -> None:
    root = root_of(hocr(made(), "a"))
    said = {m.get("name"): m.get("content") for m in root.iter(f"{XHTML}meta")}
    used = {e.get("class") for e in root.iter() if e.get("class")}
    promised = set(said["ocr-capabilities"].split())
    assert used <= promised
    assert promised - used == {"ocrp_lang", "ocrp_wconf"}
    assert said["ocr-system"].startswith("vanban ")
    assert said["ocr-number-of-pages"] == "1"
    assert said["ocr-langs"] == "vi"


def test_hocr_has_the_words_their_boxes_and_confidences() -> None:
    words = list(of_class(root_of(hocr(made(), "a")), "ocrx_word"))
    assert [w.text for w in words] == words_of(LETTER)
    assert [bbox(w) for w in words] == boxes_of(LETTER)
    assert {w.get("title").partition("x_wconf ")[2] for w in words} == {"93"}


def test_hocr_names_page_and_picture() -> None:
    letter = page_of(BODY, 3, picture="pages/3.jpg")
    (page,) = of_class(root_of(hocr(made(letter), "a")), "ocr_page")
    wanted = f'image "../pages/3.jpg"; bbox 0 0 {WIDTH} {HEIGHT}; ppageno 2'
    assert page.get("title") == wanted
    (page,) = of_class(root_of(hocr(made(), "a")), "ocr_page")
    assert "image" not in page.get("title")


def test_ocrmypdf_reads_our_hocr(tmp_path: Path) -> None:
    parser = pytest.importorskip("ocrmypdf.hocrtransform")
    (tmp_path / "1.html").write_bytes(hocr(made(), "a"))
    page = parser.HocrParser(tmp_path / "1.html").parse()
    words = [w for par in page.paragraphs for line in par.children for w in line.children]
    assert [w.text for w in words] == words_of(LETTER)
    boxes = [(w.bbox.left, w.bbox.top, w.bbox.right, w.bbox.bottom) for w in words]
    assert boxes == boxes_of(LETTER)
    assert words[0].confidence == pytest.approx(0.93)


# --- ALTO ----------------------------------------------------------------------------------


class OwnXlink(etree.Resolver):  # type: ignore[misc]
    """The schema asks the network for XLink; it gets our file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, url: str, _id: str, context: Any) -> Any:
        if url.endswith("xlink.xsd"):
            return self.resolve_filename(str(self.folder / "xlink.xsd"), context)
        return None


@pytest.fixture(scope="module")
def schema() -> Any:
    folder = Path(__file__).parent / "resources" / "alto"
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(OwnXlink(folder))
    return etree.XMLSchema(etree.parse(str(folder / "alto-4-2.xsd"), parser))


HARD = [
    (LETTER, "all kinds of lines"),
    (blank(), "a blank page"),
    (page_of([Row("<số> & \"tên\" 'gì' \x0c\x01", 0.1, 0.5)]), "signs that mean something in XML"),
    (page_of(BODY, 12, picture="pages/12.jpg", to_paper=PAPER), "a deskewed page with a picture"),
]


@pytest.mark.parametrize("letter", [t for t, _ in HARD], ids=[n for _, n in HARD])
def test_alto_is_valid_by_its_schema(schema: Any, letter: Transcript) -> None:
    schema.assertValid(root_of(alto(made(letter))))
    assert root_of(hocr(made(letter), "<a>")).tag == f"{XHTML}html"


def test_the_schema_is_one_that_can_say_no(schema: Any) -> None:
    wrong = alto(made()).replace(b'HPOS="', b'HPOS="x', 1)
    assert not schema.validate(root_of(wrong))


def test_alto_has_the_words_their_boxes_and_confidences() -> None:
    strings = list(root_of(alto(made())).iter(f"{ALTO}String"))
    assert [s.get("CONTENT") for s in strings] == words_of(LETTER)
    boxes = []
    for s in strings:
        x, y, w, h = (int(s.get(k)) for k in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
        boxes.append((x, y, x + w, y + h))
    assert boxes == boxes_of(LETTER)
    assert {float(s.get("WC")) for s in strings} == {0.93}


def test_alto_has_a_blank_between_words_and_none_at_the_ends() -> None:
    for line in root_of(alto(made())).iter(f"{ALTO}TextLine"):
        kinds = [child.tag.removeprefix(ALTO) for child in line]
        assert kinds == (["String", "SP"] * len(kinds))[: len(kinds)]
        assert kinds[-1] == "String"


def test_alto_tells_what_is_no_text() -> None:
    letter = page_of((NUMBER, *BODY, STAMP), 2)
    root = root_of(alto(made(letter)))
    tags = {t.get("ID"): t.get("LABEL") for t in root.iter(f"{ALTO}LayoutTag")}
    kinds = [tags.get(b.get("TAGREFS")) for b in root.iter(f"{ALTO}TextBlock")]
    assert kinds == ["page_number", None, "stamp"]
    (page,) = root.iter(f"{ALTO}Page")
    assert page.get("PHYSICAL_IMG_NR") == "2"
    assert float(page.get("PC")) == pytest.approx(0.93)


def test_alto_names_the_picture_only_where_one_is_kept() -> None:
    kept = root_of(alto(made(page_of(BODY, picture="pages/1.jpg"))))
    assert [e.text for e in kept.iter(f"{ALTO}fileName")] == ["pages/1.jpg"]
    assert list(root_of(alto(made())).iter(f"{ALTO}fileName")) == []


def test_the_normal_form_is_written_not_what_the_engine_gave() -> None:
    words: tuple[Word, ...] = tuple(replace(w, raw="???") for w in LETTER.words)
    letter = replace(LETTER, words=words)
    for data in (hocr(made(letter), "a"), alto(made(letter))):
        assert "???" not in data.decode()
        assert "Nghiêm" in data.decode()
