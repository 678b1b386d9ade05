"""PDF/A-2b is declared where it is met, by the validator's rules and by some read off the file
here; and nowhere else."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from pipeline.intake import open_source
from pipeline.reading.export import font
from pipeline.reading.export.signed import is_signed
from pipeline.reading.searchable import write_searchable
from pipeline.records import Source
from pipeline.settings import Settings
from tests.export_letters import BODY, HEAD, page_of
from tests.searchable_pdfs import look, scan, text_of

LETTER = page_of((*HEAD, *BODY))
TYPED = page_of(BODY, origin="text_layer")


def changed(source: Source, change: Callable[[pikepdf.Pdf], object], **saving: Any) -> Source:
    with pikepdf.open(source.path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(source.path, **saving)
    return open_source(source.path, source.path.name, Settings())


def filters(pdf: pikepdf.Pdf) -> set[str]:
    found: set[str] = set()
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and "/Filter" in thing:
            many = thing.Filter if isinstance(thing.Filter, Array) else [thing.Filter]
            found |= {str(name) for name in many}
    return found


def conforms(path: Path) -> None:
    """Rules of ISO 19005-2 that can be read off a file without a validator; the clause behind."""
    data = path.read_bytes()
    assert data[:5] == b"%PDF-"  # 6.1.2
    comment = data.split(b"\n", 2)[1]
    assert comment[:1] == b"%"
    assert all(byte > 127 for byte in comment[1:5])
    with pikepdf.open(path) as pdf:
        assert "/Encrypt" not in pdf.trailer  # 6.1.3
        assert len(pdf.trailer.ID) == 2
        assert not filters(pdf) & {"/LZWDecode", "/Crypt"}  # 6.1.7
        (intent,) = pdf.Root.OutputIntents  # 6.2.3
        assert intent.S == "/GTS_PDFA1"
        profile = intent.DestOutputProfile
        assert profile.N == 3
        assert profile.read_bytes()[36:40] == b"acsp"
        assert "/JavaScript" not in pdf.Root.get("/Names", {})  # 6.5.1
        assert "/AcroForm" not in pdf.Root or "/XFA" not in pdf.Root.AcroForm  # 6.4.2
        packet = pdf.Root.Metadata
        assert "/Filter" not in packet  # 6.6.2.1
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"  # 6.6.4
            assert metadata["pdfaid:conformance"] == "B"


def claims(path: Path) -> bool:
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        return bool(metadata.pdfa_status)


def test_a_scan_becomes_pdfa(tmp_path: Path) -> None:
    made = write_searchable(scan(tmp_path / "a.pdf"), LETTER, tmp_path / "b.pdf")
    assert made.archival
    assert made.against == ()
    conforms(tmp_path / "b.pdf")


def script(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
    tree = Dictionary(Names=Array([String("a"), pdf.make_indirect(action)]))
    pdf.Root.Names = Dictionary(JavaScript=tree)


def slides(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Trans = Dictionary(Type=Name.Trans, S=Name.Dissolve)
    pdf.pages[0].obj.Dur = 3


def smooth(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].resources.XObject.Scan.Interpolate = True


def lzw(pdf: pikepdf.Pdf) -> None:
    image = pdf.pages[0].resources.XObject.Scan
    # nine bits a code: clear, sixteen zeros, end
    codes = "".join(f"{code:09b}" for code in (256, *[0] * 16, 257))
    data = int(codes.ljust(-(-len(codes) // 8) * 8, "0"), 2)
    image.write(data.to_bytes(-(-len(codes) // 8), "big"), filter=Name.LZWDecode)
    image.Width = image.Height = 4


def subset(pdf: pikepdf.Pdf) -> None:
    """A font as signing programs embed it, with a list of the signs that it holds."""
    whole = font.register(pdf)
    below = whole.DescendantFonts[0]
    below.FontDescriptor.CIDSet = pdf.make_stream(b"\x80")
    for holder in (whole, below):
        holder.BaseFont = Name("/ABCDEF+Unseen")
    below.FontDescriptor.FontName = Name("/ABCDEF+Unseen")
    pdf.pages[0].resources.Font.G = whole
    pdf.pages[0].contents_add(b"BT 3 Tr /G 9 Tf 9 9 Td <00410042> Tj 0 Tr <0041> Tj ET")
    below.W = Array([0x41, Array([500, 500])])


def named(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Báo cáo sơ kết"
    pdf.docinfo["/Producer"] = "Canon iR-ADV"


MENDED = [
    (script, "a script"),
    (slides, "a slide show"),
    (lzw, "LZW, a filter that PDF/A does not take"),
    (subset, "a part of a font, with a list of its signs"),
    (named, "metadata of its own"),
]


@pytest.mark.parametrize("change", [c for c, _ in MENDED], ids=[n for _, n in MENDED])
def test_what_can_be_mended_unseen_is_mended(
    tmp_path: Path, change: Callable[[pikepdf.Pdf], None]
) -> None:
    source = changed(scan(tmp_path / "a.pdf"), change)
    assert write_searchable(source, LETTER, tmp_path / "b.pdf").archival
    conforms(tmp_path / "b.pdf")
    assert np.abs(look(tmp_path / "a.pdf") - look(tmp_path / "b.pdf")).mean() <= 1.0


def test_pictures_keep_their_pixels_without_the_wish_to_smooth_them(tmp_path: Path) -> None:
    source = changed(scan(tmp_path / "a.pdf"), smooth)
    assert write_searchable(source, LETTER, tmp_path / "b.pdf").archival
    with pikepdf.open(source.path) as before, pikepdf.open(tmp_path / "b.pdf") as after:
        images = [pdf.pages[0].resources.XObject.Scan for pdf in (before, after)]
        assert images[0].read_bytes() == images[1].read_bytes()
        assert "/Interpolate" not in images[1]


def test_a_title_stays_and_no_clock_is_read(tmp_path: Path) -> None:
    source = changed(scan(tmp_path / "a.pdf"), named)
    write_searchable(source, LETTER, tmp_path / "b.pdf")
    with pikepdf.open(tmp_path / "b.pdf") as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Báo cáo sơ kết"
        assert b"MetadataDate" not in pdf.Root.Metadata.read_bytes()


def attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["bảng.txt"] = b"1;2;3"


def fill_in(pdf: pikepdf.Pdf) -> None:
    field = Dictionary(FT=Name.Tx, T=String("so"), V=String("12"))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))


def dated(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/CreationDate"] = "D:20210614093000"


def test_nothing_depends_on_the_time_zone_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = changed(scan(tmp_path / "a.pdf"), dated)
    made = []
    for zone in ("Asia/Ho_Chi_Minh", "America/Lima"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert write_searchable(source, LETTER, tmp_path / "b.pdf").archival
        made.append((tmp_path / "b.pdf").read_bytes())
    monkeypatch.undo()
    time.tzset()
    assert made[0] == made[1]
    with pikepdf.open(tmp_path / "b.pdf") as pdf, pdf.open_metadata() as metadata:
        assert metadata["xmp:CreateDate"].startswith("2021-06-14T09:30:00")


AGAINST = [
    ("BT /F 9 Tf 9 9 Td (So) Tj ET", None, "6.2.11.4.1", "a visible font that is not in the file"),
    ("", attach, "embedded", "an attachment"),
    ("", fill_in, "AcroForm", "a form to be filled in"),
]


@pytest.mark.parametrize(
    ("text", "change", "rule"), [a[:3] for a in AGAINST], ids=[a[3] for a in AGAINST]
)
def test_what_cannot_be_mended_unseen_is_said_and_nothing_claimed(
    tmp_path: Path, text: str, change: Callable[[pikepdf.Pdf], None] | None, rule: str
) -> None:
    source = scan(tmp_path / "a.pdf", text=text)
    if change:
        source = changed(source, change)
    made = write_searchable(source, LETTER, tmp_path / "b.pdf")
    assert not made.archival
    assert any(rule in reason for reason in made.against)
    assert not claims(tmp_path / "b.pdf")
    assert "Nghiêm túc" in text_of(tmp_path / "b.pdf")
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        assert "/OutputIntents" not in pdf.Root
        assert list(pdf.attachments) == (["bảng.txt"] if change is attach else [])


def claim(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["pdfaid:part"] = "1"
        metadata["pdfaid:conformance"] = "A"
        metadata["dc:title"] = "Báo cáo"


def test_a_claim_of_the_original_is_not_passed_on(tmp_path: Path) -> None:
    source = scan(tmp_path / "a.pdf", text="BT /F 9 Tf 9 9 Td (So) Tj ET")
    source = changed(source, claim)
    assert claims(source.path)
    assert not write_searchable(source, LETTER, tmp_path / "b.pdf").archival
    assert not claims(tmp_path / "b.pdf")
    write_searchable(source, LETTER, tmp_path / "c.pdf")
    assert (tmp_path / "b.pdf").read_bytes() == (tmp_path / "c.pdf").read_bytes()
    with pikepdf.open(tmp_path / "b.pdf") as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Báo cáo"


def test_a_claim_of_an_older_part_becomes_ours(tmp_path: Path) -> None:
    source = changed(scan(tmp_path / "a.pdf"), claim)
    assert write_searchable(source, LETTER, tmp_path / "b.pdf").archival
    conforms(tmp_path / "b.pdf")


# --- digital signatures ------------------------------------------------------------------


def sign(pdf: pikepdf.Pdf) -> None:
    """As signing programs do: a field with a picture that is also its own mask, Adobe's and the
    ETSI's marks. (The signature itself is none.)"""
    page = pdf.pages[0]
    mask = pikepdf.Stream(pdf, bytes([255] * 4 + [0] * 4))
    mask.Type, mask.Subtype, mask.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
    mask.Width, mask.Height, mask.BitsPerComponent = 4, 2, 8
    mask = pdf.make_indirect(mask)
    picture = pikepdf.Stream(pdf, bytes([200, 0, 0] * 8))
    picture.Type, picture.Subtype, picture.ColorSpace = Name.XObject, Name.Image, Name.DeviceRGB
    picture.Width, picture.Height, picture.BitsPerComponent = 4, 2, 8
    picture.SMask = mask
    form = pdf.make_stream(b"q 90 0 0 40 0 0 cm /P Do Q q 20 0 0 10 0 0 cm /M Do Q")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 90, 40])
    form.Resources = Dictionary(XObject=Dictionary(P=picture, M=mask))
    seal = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("0"))
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("Sig"), F=132,
            Rect=Array([300, 100, 390, 140]), AP=Dictionary(N=form), V=seal, P=page.obj,
        )
    )  # fmt: skip
    page.obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    pdf.Root.Extensions = Dictionary(ESIC=Dictionary(BaseVersion=Name("/1.7"), ExtensionLevel=2))


def test_a_signature_stays_as_ink_and_no_copy_pretends_to_be_signed(tmp_path: Path) -> None:
    source = changed(scan(tmp_path / "a.pdf"), sign)
    before = look(tmp_path / "a.pdf")
    assert before[580, 345, 2] != before[580, 310, 2]  # the seal is seen
    made = write_searchable(source, LETTER, tmp_path / "b.pdf")
    assert made.signed
    assert made.archival, made.against
    assert np.abs(before - look(tmp_path / "b.pdf")).mean() <= 1.0
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not is_signed(pdf)


def test_a_signed_file_to_which_nothing_is_added_stays_as_it_is(tmp_path: Path) -> None:
    source = changed(scan(tmp_path / "a.pdf"), sign)
    made = write_searchable(source, TYPED, tmp_path / "b.pdf")
    assert made.signed
    assert not made.archival
    assert (tmp_path / "b.pdf").read_bytes() == source.path.read_bytes()


def test_an_empty_field_is_no_signature(tmp_path: Path) -> None:
    def prepared(pdf: pikepdf.Pdf) -> None:
        sign(pdf)
        del pdf.Root.AcroForm.Fields[0]["/V"]

    source = changed(scan(tmp_path / "a.pdf"), prepared)
    assert not write_searchable(source, TYPED, tmp_path / "b.pdf").signed


def test_a_signature_in_a_field_of_fields_is_found(tmp_path: Path) -> None:
    with pikepdf.open(scan(tmp_path / "a.pdf").path) as pdf:
        sign(pdf)
        child = pdf.Root.AcroForm.Fields[0]
        parent = pdf.make_indirect(Dictionary(T=String("all"), Kids=Array([child])))
        pdf.Root.AcroForm.Fields = Array([parent])
        assert is_signed(pdf)
        parent.Kids = Array([parent])  # a ring
        assert not is_signed(pdf)


# --- the font ----------------------------------------------------------------------------


def test_the_unseen_font_shows_nothing_even_where_it_is_drawn(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    name = page.add_resource(font.register(pdf), Name.Font, Name("/F"))
    text = font.encode("Nghiêm túc").hex()
    page.obj.Contents = pdf.make_stream(f"BT {name} 20 Tf 20 90 Td <{text}> Tj ET".encode())
    pdf.save(tmp_path / "a.pdf")
    assert look(tmp_path / "a.pdf").min() == 255
    assert text_of(tmp_path / "a.pdf").strip() == "Nghiêm túc"


def test_the_font_is_one_object_whatever_the_pages(tmp_path: Path) -> None:
    from pipeline.records import join

    letter = join([page_of(BODY, n) for n in range(1, 5)])
    write_searchable(scan(tmp_path / "a.pdf", pages=4), letter, tmp_path / "b.pdf")
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        fonts = {page.resources.Font[f"/{font.NAME}"].objgen for page in pdf.pages}
        programs = [t for t in pdf.objects if isinstance(t, Dictionary) and "/FontFile2" in t]
    assert len(fonts) == 1
    assert len(programs) == 1
    assert (tmp_path / "b.pdf").stat().st_size < (tmp_path / "a.pdf").stat().st_size + 20_000


def test_the_font_is_the_same_in_every_process() -> None:
    font._program.cache_clear()
    first = font._program()
    font._program.cache_clear()
    assert font._program() == first
    from fontTools.ttLib import TTFont

    glyphs = TTFont(io.BytesIO(first))["glyf"]
    assert glyphs["unseen"].xMax == 0
