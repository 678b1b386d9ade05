"""Sentences that the made-up letters are put together from. Nothing here names a real letter;
``{…}`` is filled in by ``letters``."""

from __future__ import annotations

DEEDS = (
    "Đã tổ chức {n} hội nghị quán triệt với {many} lượt cán bộ, công chức, viên chức tham dự.",
    "Ban hành {n} văn bản chỉ đạo, trong đó có Kế hoạch số {m}/KH-{body} ngày {date}.",
    "Kiểm tra việc chấp hành giờ giấc làm việc tại {n} cơ quan, đơn vị; nhắc nhở {few} trường hợp.",
    "Rút ngắn thời gian giải quyết {m} thủ tục hành chính; tỷ lệ hồ sơ đúng hạn đạt {share}%.",
    "{share}% văn bản trao đổi giữa các cơ quan được ký số và gửi trên môi trường mạng.",
    "Trồng mới {many} cây xanh, chỉnh trang {n} trụ sở làm việc theo tiêu chí xanh, sạch, đẹp.",
    "Có {n} tập thể và {few} cá nhân được {head} tặng Bằng khen.",
    "Xây dựng {few} mô hình “Bộ phận một cửa thân thiện”, nhân rộng tại {n} đơn vị trực thuộc.",
    "Đăng {m} tin, bài trên cổng thông tin điện tử và hệ thống truyền thanh cơ sở.",
    "Mở {few} lớp bồi dưỡng kỹ năng giao tiếp, ứng xử cho {many} công chức, viên chức.",
)
THIN = (
    "Tiếp tục được quan tâm, triển khai thực hiện nghiêm túc, đạt hiệu quả.",
    "Cán bộ, công chức, viên chức nâng cao ý thức, trách nhiệm trong thực thi nhiệm vụ.",
    "Các đơn vị chủ động thực hiện theo chức năng, nhiệm vụ được giao.",
)
FLAWS = (
    "Một số đơn vị báo cáo còn chậm so với thời hạn tại Công văn số {m}/{body}-VP.",
    "Kinh phí bố trí cho công tác thi đua, khen thưởng còn hạn hẹp.",
    "Công tác tuyên truyền ở {few} đơn vị vùng sâu, vùng xa chưa thường xuyên.",
)
ASKS = (
    "Đề nghị {head} xem xét, bố trí thêm kinh phí cho {n} đơn vị trực thuộc.",
    "Kiến nghị cấp có thẩm quyền sửa đổi quy định tại Nghị định số {law}.",
    "Đề nghị tổ chức tập huấn nghiệp vụ cho cán bộ làm công tác thi đua, khen thưởng.",
)
LAWS = (
    "30/2020/NĐ-CP ngày 05 tháng 3 năm 2020",
    "91/2017/NĐ-CP ngày 31 tháng 7 năm 2017",
    "61/2018/NĐ-CP ngày 23 tháng 4 năm 2018",
    "45/2020/NĐ-CP ngày 08 tháng 4 năm 2020",
    "112/2020/NĐ-CP ngày 18 tháng 9 năm 2020",
)
GIVEN = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Lò", "Y", "Nông")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thanh", "Quốc", "Ngọc", "Hữu")
NAMES = ("An", "Bình", "Cường", "Dũng", "Giang", "Hạnh", "Hòa", "Lan", "Nam", "Sơn", "Tú", "Yến")
BODIES = (
    ("ỦY BAN NHÂN DÂN", "TỈNH {PROVINCE}", "UBND", "Chủ tịch Ủy ban nhân dân tỉnh", "CHỦ TỊCH"),
    ("UBND TỈNH {PROVINCE}", "SỞ NỘI VỤ", "SNV", "Giám đốc Sở Nội vụ", "GIÁM ĐỐC"),
    ("UBND TỈNH {PROVINCE}", "SỞ TƯ PHÁP", "STP", "Giám đốc Sở Tư pháp", "GIÁM ĐỐC"),
    ("UBND TỈNH {PROVINCE}", "SỞ Y TẾ", "SYT", "Giám đốc Sở Y tế", "GIÁM ĐỐC"),
    ("UBND TỈNH {PROVINCE}", "SỞ TÀI CHÍNH", "STC", "Giám đốc Sở Tài chính", "GIÁM ĐỐC"),
)
"""Upper and lower line of the issuer, its part of a symbol, its head, the signer's office."""
