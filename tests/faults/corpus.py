"""Letters for runs that go wrong: a scan of five pages, a picture, and two without paper."""

from __future__ import annotations

from pathlib import Path

LONG, SHORT, PLAIN = "bao-cao.pdf", "cong-van.png", ("ke-hoach.txt", "to-trinh.txt")
PAGES = 5
_SIZE = (827, 1169)  # A4 at 100 dpi
_PLAIN = (
    "ỦY BAN NHÂN DÂN\nTỈNH BÌNH MINH\nSố: 12/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nBình Minh, ngày 05 tháng 3 năm 2024\n\nKẾ HOẠCH\n"
    "Thực hiện phong trào thi đua trong cơ quan nhà nước\n\n"
    "Căn cứ Quyết định số 45/QĐ-TTg ngày 02 tháng 01 năm 2024 của Thủ tướng Chính phủ;\n"
    "I. MỤC ĐÍCH\n1. Nâng cao ý thức của cán bộ, công chức.\n",
    "SỞ NỘI VỤ\nSố: 7/TTr-SNV\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nBình Minh, ngày 19 tháng 3 năm 2024\n\nTỜ TRÌNH\n"
    "Về việc khen thưởng năm 2023\n\nKính gửi: Ủy ban nhân dân tỉnh.\n"
    "Sở Nội vụ kính trình Ủy ban nhân dân tỉnh xem xét, quyết định.\n",
)


def make_corpus(folder: Path) -> Path:
    """Fills ``folder``. The same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = [_page(n) for n in range(1, PAGES + 1)]
    as_pdf(pages, folder / LONG)
    _page(0).save(folder / SHORT, dpi=(100, 100))
    for name, text in zip(PLAIN, _PLAIN, strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _page(number: int):  # type: ignore[no-untyped-def]
    """A page with bars where lines of type would be; how many tells the pages apart."""
    from PIL import Image, ImageDraw

    image = Image.new("L", _SIZE, 255)
    draw = ImageDraw.Draw(image)
    for row in range(8 + number):
        y = 120 + 28 * row
        for word in range(9):
            x = 110 + 68 * word
            draw.rectangle((x, y, x + 50, y + 10), fill=30)
    return image


def as_pdf(pages: list, path: Path) -> None:  # type: ignore[type-arg]
    import io

    import pikepdf

    with pikepdf.new() as pdf:
        for page in pages:
            data = io.BytesIO()
            page.save(data, "JPEG", quality=85)
            leaf = pdf.add_blank_page(page_size=(595, 842))
            picture = pikepdf.Stream(
                pdf, data.getvalue(),
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                Width=page.width, Height=page.height, BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray, Filter=pikepdf.Name.DCTDecode,
            )  # fmt: skip
            leaf.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
            leaf.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")
        pdf.save(path, deterministic_id=True)
