"""What the columns of the exported tables hold: their type, and words in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "whole", "real", "yes_no"]


@dataclass(frozen=True, slots=True)
class Meaning:
    kind: Kind
    vietnamese: str
    english: str


MEANINGS: dict[str, Meaning] = {
    name: Meaning(kind, vietnamese, english)  # type: ignore[arg-type]
    for name, kind, vietnamese, english in (
        ("file", "text", "tệp đã đọc", "the input file"),
        ("issuer", "text", "cơ quan ban hành", "the letter's issuer"),
        ("province", "text", "tỉnh, thành phố", "the province"),
        ("sha256", "text", "SHA-256 của tệp", "SHA-256 of the file's bytes"),
        (
            "status",
            "text",
            "ok, partial, failed: đọc đủ, một phần, không đọc được",
            "ok, partial, failed",
        ),
        (
            "kind",
            "text",
            "loại: report, plan, dispatch, guideline, other, unknown",
            "the kind of letter",
        ),
        ("kind_confidence", "real", "xác suất loại là đúng", "probability that the kind is right"),
        ("pages", "whole", "số trang", "pages of the file"),
        (
            "folder",
            "text",
            "thư mục của văn bản trong kết quả",
            "the letter's folder among the results",
        ),
        ("outline", "text", "đề cương dùng để chấm", "the outline it was judged by"),
        ("score", "real", "phần được đáp ứng, 0 đến 1", "share that is covered, 0 to 1"),
        ("order_changed", "yes_no", "thứ tự đề mục thay đổi", "the order of headings changed"),
        ("errors", "text", "những gì không đọc được", "what went wrong, one a line"),
        (
            "signatures",
            "text",
            "chữ ký số: ai, khi nào, còn nguyên vẹn không; mỗi dòng một chữ ký",
            "digital signatures: who, when, whether intact; one a line",
        ),
        ("doubts", "whole", "số chỗ cần người xem", "places that a person should check"),
        ("field", "text", "tên trường", "the field's name"),
        (
            "value",
            "text",
            "giá trị; danh sách thì mỗi dòng một mục",
            "the value; lists one entry a line",
        ),
        (
            "source",
            "text",
            "nguồn: read, inferred, blank, unreadable, absent, corrected",
            "how it is known",
        ),
        ("raw", "text", "nguyên văn như đọc được", "the words as read"),
        ("page", "whole", "trang", "the page, from 1"),
        ("x0", "real", "mép trái, phần của bề rộng trang", "left edge, fraction of the page"),
        ("y0", "real", "mép trên, phần của bề cao trang", "top edge, fraction of the page"),
        ("x1", "real", "mép phải", "right edge"),
        ("y1", "real", "mép dưới", "bottom edge"),
        ("confidence", "real", "xác suất là đúng", "probability that it is right"),
        ("review", "yes_no", "cần người xem", "a person should check it"),
        ("why", "text", "vì sao", "why"),
        ("item", "text", "nhãn mục trong đề cương", "the outline item's label"),
        ("title", "text", "tên mục trong đề cương", "the outline item's title"),
        ("content", "text", "nội dung: full, thin, none", "content: full, thin, none"),
        (
            "state",
            "text",
            "như content, thêm unread: có trang không đọc được",
            "as content, or unread",
        ),
        ("standing", "text", "tình trạng: reported, partly, question, missing", "where it stands"),
        (
            "heading",
            "text",
            "đề mục: kept, renamed, merged, none",
            "heading: kept, renamed, merged, none",
        ),
        ("printed_heading", "text", "đề mục in trong văn bản", "the heading as printed"),
        ("moved", "yes_no", "chuyển chỗ", "it stands elsewhere than in the outline"),
        ("quote", "text", "trích dẫn làm bằng chứng", "the words that earned the verdict"),
        ("symbol", "text", "số, ký hiệu văn bản được viện dẫn", "symbol of the text cited"),
        ("name", "text", "tên luật được viện dẫn", "name of the law cited"),
        ("type", "text", "tên loại", "type of the text cited"),
        ("date", "text", "ngày (ISO), có khi chỉ có tháng", "ISO date, sometimes without the day"),
        (
            "cited_issuer",
            "text",
            "cơ quan ban hành văn bản được viện dẫn",
            "issuer of the text cited",
        ),
        ("mentions", "whole", "số lần nhắc đến", "how often it is mentioned"),
        ("findings", "text", "ghi nhận, mỗi dòng một điều", "findings, one a line"),
        ("decision", "text", "quyết định được hỏi", "the decision asked about"),
        ("cites", "text", "quan hệ: direct, indirect, none", "direct, indirect, none"),
        ("how", "text", "bằng cách: symbol, text, movement", "symbol, text, movement"),
        ("through", "text", "qua văn bản", "through which text"),
        ("count", "whole", "số lượng", "the count"),
        ("count_max", "whole", "số lượng đến (khoảng)", "upper end of a range"),
        ("unit", "text", "đơn vị tính", "what is counted"),
        ("award", "text", "hình thức khen thưởng", "the award"),
        ("ceiling", "yes_no", "mức tối đa, không phải kết quả", "an upper limit, not a result"),
        ("section", "text", "thuộc mục", "the outline item or heading it stands under"),
        ("least", "whole", "cộng, cận dưới", "sum, lower ends of ranges"),
        ("most", "whole", "cộng, cận trên", "sum, upper ends of ranges"),
        ("mention_pages", "text", "các trang có nhắc đến", "all pages that mention it"),
        ("letters", "whole", "số văn bản nêu", "how many letters state it"),
        ("report_files", "text", "báo cáo đã có", "its reports, one file a line"),
        ("what", "text", "loại việc cần xem", "what kind of thing to check"),
        ("key", "text", "cái nào", "which one"),
        ("number_symbol", "text", "số, ký hiệu", "the letter's number and symbol"),
        ("incoming_number", "text", "số đến", "number of the incoming stamp"),
        ("incoming_date", "text", "ngày đến", "date of the incoming stamp"),
        ("campaign", "text", "đợt (tên đề cương)", "the campaign (its outline)"),
        (
            "by_date",
            "text",
            "so với hạn theo ngày văn bản: met, on_day, late, unknown",
            "against the deadline by its own date",
        ),
        (
            "by_stamp",
            "text",
            "so với hạn theo dấu đến",
            "against the deadline by the incoming stamp",
        ),
        ("verdict", "text", "so với hạn", "against the deadline, by the stamp where there is one"),
        ("basis", "text", "căn cứ: stamp, date", "what the verdict goes by"),
        ("days_after", "whole", "số ngày sau hạn; âm là trước hạn", "days after the deadline"),
        (
            "counts",
            "yes_no",
            "được tính (không trùng, không phải bản cũ)",
            "no duplicate, no old version",
        ),
        (
            "twin",
            "text",
            "trùng (bytes, symbol, text) hoặc bản khác",
            "duplicate or another version",
        ),
        ("twin_file", "text", "tệp kia", "the other file"),
        ("likeness", "real", "mức giống nhau, 0 đến 1", "how alike the texts are"),
        ("checks", "text", "mã các việc cần xem", "codes of what to check"),
        ("list", "text", "danh sách phải báo cáo", "the list of those who must report"),
        ("reporter", "text", "cơ quan phải báo cáo", "who must report"),
        ("lacking", "text", "còn thiếu (tỉnh cũ)", "parts that are lacking"),
        ("questions", "text", "câu hỏi: mã và tệp", "open questions: code and file"),
        ("below", "text", "báo cáo của đơn vị trực thuộc", "reports of bodies under it"),
    )
}
_WHERE = ("page", "x0", "y0", "x1", "y1")
_WHO = ("file", "issuer", "province")
TABLES: dict[str, tuple[str, ...]] = {
    "letters": (
        *_WHO, "sha256", "status", "kind", "kind_confidence", "pages", "folder", "outline", "score",
        "order_changed", "errors", "doubts", "signatures",
    ),
    "register": (
        *_WHO, "number_symbol", "date", "incoming_number", "incoming_date", "kind", "pages",
        "campaign", "by_date", "by_stamp", "verdict", "basis", "days_after", "counts", "twin",
        "twin_file", "likeness", "checks",
    ),
    "reporters": (
        "campaign", "list", "reporter", "province", "standing", "report_files", "lacking",
        "questions", "below",
    ),
    "fields": (*_WHO, "field", "value", "source", "raw", *_WHERE, "confidence", "review", "why"),
    "coverage": (
        *_WHO, "outline", "item", "title", "content", "state", "heading", "printed_heading",
        "moved", "score", "confidence", "review", "why", "quote", *_WHERE,
    ),
    "references": (
        *_WHO, "symbol", "name", "type", "date", "cited_issuer", "raw", *_WHERE, "mention_pages",
        "mentions", "confidence", "findings",
    ),
    "chains": (*_WHO, "decision", "cites", "how", "through", "quote", *_WHERE),
    "quantities": (
        *_WHO, "count", "count_max", "unit", "award", "ceiling", "section", "raw", *_WHERE,
    ),
    "totals": ("province", "award", "unit", "ceiling", "least", "most", "letters"),
    "doubts": (*_WHO, "what", "key", "value", "why", "page", "confidence"),
}  # fmt: skip
"""The columns of each table, in order."""
