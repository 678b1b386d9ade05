"""What the desk itself says: refusals, states of an upload. Vietnamese first, English second."""

from __future__ import annotations

from pipeline.messages import spoken

WORDS: dict[str, tuple[str, str]] = {
    "bad_request": ("Yêu cầu không hợp lệ", "The request makes no sense"),
    "sign_in": ("Cần đăng nhập", "Please sign in"),
    "forbidden": ("Tài khoản này không có quyền làm việc đó", "This account may not do that"),
    "csrf": (
        "Biểu mẫu đã hết hạn; hãy tải lại trang rồi làm lại",
        "The form is out of date; reload the page and try again",
    ),
    "too_slow": (
        "Yêu cầu gửi lên quá chậm, hãy thử lại",
        "The request came in too slowly; try again",
    ),
    "wrong_host": (
        "Địa chỉ này không phải của bàn rà soát: {host}",
        "The review desk is not called {host}",
    ),
    "proxied": (
        "Yêu cầu đi qua máy chủ trung gian nhưng chưa có người dùng nào được lập;"
        " hãy chạy lại với --url và lập người dùng",
        "The request came through a proxy, but no users are set up;"
        " start again with --url and add users",
    ),
    "not_found": ("Không có mục này", "There is no such thing"),
    "method_not_allowed": ("Không làm được việc này ở đây", "That can't be done here"),
    "too_much": ("Dữ liệu gửi lên vượt giới hạn {limit}", "More was sent than the limit {limit}"),
    "invalid": ("Giá trị sai ở: {where}", "Wrong value at: {where}"),
    "conflict": (
        "Người khác vừa quyết định mục này; hãy xem rồi quyết định lại",
        "Somebody else has just decided this; look at it and decide again",
    ),
    "busy": ("Máy đang bận; thử lại sau ít giây", "Too busy now; try again in a few seconds"),
    "queue_full": (
        "Hàng đợi đọc đã đầy; thử lại sau ít phút",
        "The reading queue is full; try again in a few minutes",
    ),
    "store_unreachable": (
        "Không dùng được cơ sở dữ liệu; thử lại sau ít giây",
        "The database can't be used now; try again in a few seconds",
    ),
    "too_many_tries": (
        "Đăng nhập sai quá nhiều lần; thử lại sau {seconds} giây",
        "Too many wrong tries; try again in {seconds} seconds",
    ),
    "wrong_password": ("Sai tên hoặc mật khẩu", "Wrong name or password"),
    "weak_password": (
        "Mật khẩu phải dài từ {least} ký tự",
        "A password has at least {least} characters",
    ),
    "user_exists": ("Đã có người dùng tên này", "There is a user of this name already"),
    "last_admin": (
        "Phải còn ít nhất một quản trị viên",
        "At least one administrator must remain",
    ),
    "broken": (
        "Có lỗi trong chương trình; nhật ký của máy chủ ghi rõ",
        "An error in the program; the server's log says more",
    ),
    # --- uploads ---------------------------------------------------------------------------
    "upload.same": ("Đã có trong kết quả: {file}", "Already among the results: {file}"),
    "upload.interrupted": (
        "Máy chủ dừng giữa chừng và tệp không còn; hãy gửi lại",
        "The server stopped and the file is gone; please send it again",
    ),
    "upload.died": (
        "Chương trình đọc dừng đột ngột; kết quả cũ còn nguyên, hãy gửi lại",
        "The reading program died; earlier results are as they were, please send it again",
    ),
    "upload.empty": ("Tệp rỗng", "The file is empty"),
    "upload.too_large": ("Tệp vượt giới hạn {limit}", "The file is over the limit {limit}"),
    "upload.no_files": ("Không có tệp nào trong yêu cầu", "The request holds no file"),
    "upload.filing": ("đang lưu trang", "keeping the pages"),
    "upload.analysing": ("đang phân tích", "analysing"),
    "upload.comparing": ("đang đối chiếu", "comparing"),
    "upload.judging": ("đang chấm", "judging"),
    "upload.writing": ("đang ghi", "writing"),
    "upload.compiling": ("đang lập bảng", "making the tables"),
    # --- downloads -------------------------------------------------------------------------
    "download.not_yet": (
        "Chưa có kết quả nào để lập tệp này: {what}",
        "There is nothing to make this of yet: {what}",
    ),
}


def tell(code: str, **details: object) -> str:
    """The words of ``code`` in the language in force; ``KeyError`` for one without words."""
    vietnamese, english = WORDS[code]
    return _Lenient(vietnamese if spoken() == "vi" else english).fill(details)


class _Lenient(str):
    """A pattern whose unfilled places stay empty: a handler may not know every detail."""

    __slots__ = ()

    def fill(self, details: dict[str, object]) -> str:
        return self.format_map(_Empty(details))


class _Empty(dict[str, object]):
    def __missing__(self, _key: str) -> str:
        return ""
