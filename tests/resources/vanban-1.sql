BEGIN TRANSACTION;
CREATE TABLE about (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "about" VALUES(1);
CREATE TABLE cites (
	file TEXT NOT NULL, 
	decision VARCHAR(60) NOT NULL, 
	verdict VARCHAR(20) NOT NULL, 
	PRIMARY KEY (file, decision)
);
INSERT INTO "cites" VALUES('bc-000.pdf','999/QĐ-TTg','direct');
INSERT INTO "cites" VALUES('bc-001.pdf','999/QĐ-TTg','indirect');
CREATE TABLE corrections (
	id INTEGER NOT NULL, 
	file TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	what TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	who TEXT NOT NULL, 
	"when" VARCHAR(40) NOT NULL, 
	why TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "corrections" VALUES(1,'bc-000.pdf','9cc2b1338b590fb64db690cdc9e40ecd262275343f18386356cf1ec892829b02','fields.number','"100"','"101"','Lan','2026-11-20T09:00:00+00:00','đọc trên bản giấy');
INSERT INTO "corrections" VALUES(2,'bc-000.pdf','9cc2b1338b590fb64db690cdc9e40ecd262275343f18386356cf1ec892829b02','fields.number','"101"','"107"','Minh','2026-11-20T10:00:00+00:00','');
INSERT INTO "corrections" VALUES(3,'bc-000.pdf','9cc2b1338b590fb64db690cdc9e40ecd262275343f18386356cf1ec892829b02','coverage.II.1.đ.content','"full"','"thin"','Lan','2026-11-20T11:00:00+00:00','');
INSERT INTO "corrections" VALUES(4,'bc-001.pdf','27b1b07bb82fd7b66c8a5654a650337528a83aa77ee7fffe3938ab937fb7a188','fields.recipients','["- Như trên;", "- Lưu: VT, NC."]','["Như trên"]','Lan','2026-11-20T12:00:00+00:00','');
INSERT INTO "corrections" VALUES(5,'bc-009.pdf','acda144d67cb865072b5fbfcac80fd93edae388eaed5c92f008bb3f077dc8123','fields.date','"2022-05"','null','Hoa','2026-11-20T13:00:00+00:00','thư của đợt khác');
CREATE TABLE documents (
	file TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	run INTEGER NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	kind VARCHAR(20), 
	pages INTEGER NOT NULL, 
	folder TEXT, 
	outline TEXT, 
	score FLOAT, 
	json TEXT NOT NULL, 
	PRIMARY KEY (file)
);
INSERT INTO "documents" VALUES('bc-000.pdf','9cc2b1338b590fb64db690cdc9e40ecd262275343f18386356cf1ec892829b02',1,'ok','report',3,'letters/bc-000','Đề cương 12/HD-ABC',0.7,'{"cites": {"999/QĐ-TTg": "direct", "via": []}, "coverage": {"corrected": true, "extra_sections": [{"box": null, "page": 3, "title": "Phụ lục mô hình hay"}], "items": [{"confidence": 0.55, "content": "full", "evidence": [{"box": [0.11, 0.12, 0.93, 0.19], "page": 1, "quote": "- Về đặc điểm, tình hình: đã ban hành 2 văn bản và mở 1 hội nghị."}], "heading": "kept", "id": "I", "moved": false, "printed_heading": "Đặc điểm, tình hình", "review": true, "score": 1.0, "title": "ĐẶC ĐIỂM, TÌNH HÌNH", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.59, "content": "thin", "evidence": [{"box": [0.11, 0.22999999999999998, 0.93, 0.3], "page": 1, "quote": "- Về thuận lợi: đã ban hành 3 văn bản và mở 1 hội nghị."}], "heading": "renamed", "id": "I.1", "moved": false, "printed_heading": "Thuận lợi", "review": false, "score": 0.5, "title": "Thuận lợi", "why": null}, {"confidence": 0.64, "content": "none", "evidence": [], "heading": "none", "id": "I.2", "moved": false, "printed_heading": null, "review": false, "score": 0.0, "title": "Khó khăn", "why": null}, {"confidence": 0.68, "content": "full", "evidence": [{"box": [0.11, 0.45, 0.93, 0.52], "page": 1, "quote": "- Về công tác triển khai: đã ban hành 5 văn bản và mở 1 hội nghị."}], "heading": "kept", "id": "II", "moved": false, "printed_heading": "Công tác triển khai", "review": false, "score": 1.0, "title": "CÔNG TÁC TRIỂN KHAI", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.73, "content": "full", "evidence": [{"box": [0.11, 0.56, 0.93, 0.6300000000000001], "page": 1, "quote": "- Về công tác lãnh đạo, chỉ đạo, phát động phong trào: đã ban hành 6 văn bản và mở 1 hội nghị."}], "heading": "merged", "id": "II.1", "moved": true, "printed_heading": "Công tác lãnh đạo, chỉ đạo, phát động phong trào", "review": false, "score": 1.0, "title": "Công tác lãnh đạo, chỉ đạo, phát động phong trào", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.77, "content": "full", "evidence": [{"box": [0.11, 0.67, 0.93, 0.74], "page": 1, "quote": "- Về văn bản đã ban hành để chỉ đạo và triển khai: đã ban hành 7 văn bản và mở 1 hội nghị."}], "heading": "kept", "id": "II.1.a", "moved": false, "printed_heading": "Văn bản đã ban hành để chỉ đạo và triển khai", "review": false, "score": 1.0, "title": "Văn bản đã ban hành để chỉ đạo và triển khai", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 1.0, "content": "thin", "corrected": {"content": "Người sửa: Lan, 2026-11-20T11:00:00+00:00"}, "evidence": [{"box": [0.11, 0.78, 0.93, 0.8500000000000001], "page": 1, "quote": "- Về kiểm tra, đôn đốc việc thực hiện ở cơ sở: đã ban hành 8 văn bản và mở 1 hội nghị."}], "heading": "renamed", "id": "II.1.đ", "moved": false, "printed_heading": "Kiểm tra, đôn đốc việc thực hiện ở cơ sở", "review": false, "score": 0.5, "source": "corrected", "title": "Kiểm tra, đôn đốc việc thực hiện ở cơ sở", "why": "Người sửa: Lan, 2026-11-20T11:00:00+00:00"}, {"confidence": 0.86, "content": "none", "evidence": [], "heading": "none", "id": "II.2", "moved": false, "printed_heading": null, "review": false, "score": 0.0, "title": "Công tác tuyên truyền", "why": null}, {"confidence": 0.91, "content": "full", "evidence": [{"box": [0.11, 0.22999999999999998, 0.93, 0.3], "page": 2, "quote": "- Về kết quả thực hiện: đã ban hành 10 văn bản và mở 1 hội nghị."}], "heading": "kept", "id": "III", "moved": false, "printed_heading": "Kết quả thực hiện", "review": false, "score": 1.0, "title": "KẾT QUẢ THỰC HIỆN", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.95, "content": "full", "evidence": [{"box": [0.11, 0.33999999999999997, 0.93, 0.41], "page": 2, "quote": "- Về chấp hành nội quy, kỷ luật lao động: đã ban hành 11 văn bản và mở 1 hội nghị."}], "heading": "merged", "id": "III.1", "moved": true, "printed_heading": "Chấp hành nội quy, kỷ luật lao động", "review": true, "score": 1.0, "title": "Chấp hành nội quy, kỷ luật lao động", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.55, "content": "full", "evidence": [{"box": [0.11, 0.45, 0.93, 0.52], "page": 2, "quote": "- Về thực hiện nếp sống văn minh tại nơi làm việc: đã ban hành 12 văn bản và mở 1 hội nghị."}], "heading": "kept", "id": "III.2", "moved": false, "printed_heading": "Thực hiện nếp sống văn minh tại nơi làm việc", "review": false, "score": 1.0, "title": "Thực hiện nếp sống văn minh tại nơi làm việc", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.59, "content": "thin", "evidence": [{"box": [0.11, 0.56, 0.93, 0.6300000000000001], "page": 2, "quote": "- Về đánh giá chung: đã ban hành 13 văn bản và mở 1 hội nghị."}], "heading": "renamed", "id": "IV", "moved": false, "printed_heading": "Đánh giá chung", "review": false, "score": 0.5, "title": "ĐÁNH GIÁ CHUNG", "why": null}, {"confidence": 0.64, "content": "none", "evidence": [], "heading": "none", "id": "IV.1", "moved": false, "printed_heading": null, "review": false, "score": 0.0, "title": "Kết quả đạt được", "why": null}, {"confidence": 0.68, "content": "full", "evidence": [{"box": [0.11, 0.78, 0.93, 0.8500000000000001], "page": 2, "quote": "- Về tồn tại, hạn chế: đã ban hành 15 văn bản và mở 1 hội nghị."}], "heading": "kept", "id": "IV.2", "moved": false, "printed_heading": "Tồn tại, hạn chế", "review": false, "score": 1.0, "title": "Tồn tại, hạn chế", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.73, "content": "full", "evidence": [{"box": [0.11, 0.12, 0.93, 0.19], "page": 3, "quote": "- Về nguyên nhân: đã ban hành 16 văn bản và mở 1 hội nghị."}], "heading": "merged", "id": "IV.3", "moved": true, "printed_heading": "Nguyên nhân", "review": false, "score": 1.0, "title": "Nguyên nhân", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}], "order_changed": false, "outline": "Đề cương 12/HD-ABC", "score": 0.7}, "errors": [], "fields": {"date": {"box": [0.55, 0.1, 0.9, 0.12], "confidence": 0.97, "page": 1, "raw": "2022-05", "review": false, "source": "read", "value": "2022-05"}, "issuer": {"box": [0.1, 0.04, 0.42, 0.09], "confidence": 0.97, "page": 1, "raw": "Ủy ban nhân dân tỉnh Đà Nẵng", "review": false, "source": "read", "value": "Ủy ban nhân dân tỉnh Đà Nẵng"}, "number": {"box": [0.12, 0.1, 0.36, 0.12], "confidence": 1.0, "page": 1, "raw": "100", "review": false, "source": "corrected", "value": "107", "why": "Người sửa: Minh, 2026-11-20T10:00:00+00:00"}, "number_symbol": {"box": [0.12, 0.1, 0.36, 0.12], "confidence": 0.97, "page": 1, "raw": "100/BC-UBND", "review": false, "source": "inferred", "value": "107/BC-UBND", "why": "Người sửa: Minh, 2026-11-20T10:00:00+00:00"}, "province": {"box": null, "confidence": 0.97, "page": 1, "raw": "Đà Nẵng", "review": false, "source": "inferred", "value": "Đà Nẵng", "why": "Suy ra từ cơ quan ban hành."}, "recipients": {"box": [0.1, 0.78, 0.4, 0.9], "confidence": 0.97, "page": 3, "raw": null, "review": false, "source": "read", "value": ["- Như trên;", "- Lưu: VT, NC."]}, "signer_authority": {"box": [0.55, 0.78, 0.9, 0.8], "confidence": 0.97, "page": 3, "raw": "KT. CHỦ TỊCH", "review": false, "source": "read", "value": "KT. CHỦ TỊCH"}, "signer_name": {"box": [0.55, 0.9, 0.9, 0.92], "confidence": 0.9, "page": 3, "raw": "Trần Thị Ấm", "review": false, "source": "read", "value": "Trần Thị Ấm"}, "signer_title": {"box": [0.55, 0.8, 0.9, 0.82], "confidence": 0.97, "page": 3, "raw": "PHÓ CHỦ TỊCH", "review": false, "source": "read", "value": "PHÓ CHỦ TỊCH"}, "subject": {"box": [0.2, 0.15, 0.8, 0.19], "confidence": 0.97, "page": 1, "raw": "Sơ kết 03 năm thực hiện phong trào thi đua xây dựng cơ quan kiểu mẫu", "review": false, "source": "read", "value": "Sơ kết 03 năm thực hiện phong trào thi đua xây dựng cơ quan kiểu mẫu"}, "symbol": {"box": [0.12, 0.1, 0.36, 0.12], "confidence": 0.97, "page": 1, "raw": "BC-UBND", "review": false, "source": "read", "value": "BC-UBND"}}, "file": "bc-000.pdf", "folder": "letters/bc-000", "kind": "report", "pages": 3, "quantities": [{"award": "Bằng khen", "box": [0.2, 0.6, 0.6, 0.62], "ceiling": false, "count": 4, "count_max": null, "page": 2, "raw": "04 tập thể được tặng Bằng khen", "section": "III.1", "unit": "tập thể"}], "references": [{"box": [0.13, 0.3, 0.92, 0.33], "confidence": 0.96, "date": "2019-06-14", "issuer": "Thủ tướng Chính phủ", "mentions": 2, "page": 1, "places": [{"box": [0.13, 0.3, 0.92, 0.33], "page": 1}, {"box": [0.13, 0.5, 0.92, 0.53], "page": 2}], "raw": "Quyết định số 999/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ", "symbol": "999/QĐ-TTg", "type": "Quyết định"}, {"box": [0.13, 0.3, 0.92, 0.33], "confidence": 0.96, "date": "2019-06-14", "issuer": "Thủ tướng Chính phủ", "mentions": 2, "page": 2, "places": [{"box": [0.13, 0.3, 0.92, 0.33], "page": 2}, {"box": [0.13, 0.5, 0.92, 0.53], "page": 2}], "raw": "Quyết định số 12/KH-UBND ngày 14/6/2019 của Thủ tướng Chính phủ", "symbol": "12/KH-UBND", "type": "Kế hoạch"}], "seconds": {"ocr": 3.5}, "sha256": "9cc2b1338b590fb64db690cdc9e40ecd262275343f18386356cf1ec892829b02", "status": "ok", "text": ["ỦY BAN NHÂN DÂN\nTỈNH ĐÀ NẴNG", "Trang hai", "Trang ba"]}');
INSERT INTO "documents" VALUES('bc-001.pdf','27b1b07bb82fd7b66c8a5654a650337528a83aa77ee7fffe3938ab937fb7a188',1,'ok','report',3,'letters/bc-001','Đề cương 12/HD-ABC',0.7,'{"cites": {"999/QĐ-TTg": "indirect", "via": [{"box": [0.13, 0.34, 0.92, 0.37], "decision": "999/QĐ-TTg", "how": "text", "page": 1, "quote": "Thực hiện Kế hoạch số 12/KH-UBND", "through": "12/KH-UBND"}]}, "coverage": {"extra_sections": [{"box": null, "page": 3, "title": "Phụ lục mô hình hay"}], "items": [{"confidence": 0.59, "content": "full", "evidence": [{"box": [0.11, 0.12, 0.93, 0.19], "page": 1, "quote": "- Về đặc điểm, tình hình: đã ban hành 2 văn bản và mở 2 hội nghị."}], "heading": "merged", "id": "I", "moved": true, "printed_heading": "Đặc điểm, tình hình", "review": false, "score": 1.0, "title": "ĐẶC ĐIỂM, TÌNH HÌNH", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.64, "content": "full", "evidence": [{"box": [0.11, 0.22999999999999998, 0.93, 0.3], "page": 1, "quote": "- Về thuận lợi: đã ban hành 3 văn bản và mở 2 hội nghị."}], "heading": "kept", "id": "I.1", "moved": false, "printed_heading": "Thuận lợi", "review": false, "score": 1.0, "title": "Thuận lợi", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.68, "content": "thin", "evidence": [{"box": [0.11, 0.33999999999999997, 0.93, 0.41], "page": 1, "quote": "- Về khó khăn: đã ban hành 4 văn bản và mở 2 hội nghị."}], "heading": "renamed", "id": "I.2", "moved": false, "printed_heading": "Khó khăn", "review": false, "score": 0.5, "title": "Khó khăn", "why": null}, {"confidence": 0.73, "content": "none", "evidence": [], "heading": "none", "id": "II", "moved": false, "printed_heading": null, "review": false, "score": 0.0, "title": "CÔNG TÁC TRIỂN KHAI", "why": null}, {"confidence": 0.77, "content": "full", "evidence": [{"box": [0.11, 0.56, 0.93, 0.6300000000000001], "page": 1, "quote": "- Về công tác lãnh đạo, chỉ đạo, phát động phong trào: đã ban hành 6 văn bản và mở 2 hội nghị."}], "heading": "kept", "id": "II.1", "moved": false, "printed_heading": "Công tác lãnh đạo, chỉ đạo, phát động phong trào", "review": false, "score": 1.0, "title": "Công tác lãnh đạo, chỉ đạo, phát động phong trào", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.82, "content": "full", "evidence": [{"box": [0.11, 0.67, 0.93, 0.74], "page": 1, "quote": "- Về văn bản đã ban hành để chỉ đạo và triển khai: đã ban hành 7 văn bản và mở 2 hội nghị."}], "heading": "merged", "id": "II.1.a", "moved": true, "printed_heading": "Văn bản đã ban hành để chỉ đạo và triển khai", "review": false, "score": 1.0, "title": "Văn bản đã ban hành để chỉ đạo và triển khai", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.86, "content": "full", "evidence": [{"box": [0.11, 0.78, 0.93, 0.8500000000000001], "page": 1, "quote": "- Về kiểm tra, đôn đốc việc thực hiện ở cơ sở: đã ban hành 8 văn bản và mở 2 hội nghị."}], "heading": "kept", "id": "II.1.đ", "moved": false, "printed_heading": "Kiểm tra, đôn đốc việc thực hiện ở cơ sở", "review": false, "score": 1.0, "title": "Kiểm tra, đôn đốc việc thực hiện ở cơ sở", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.91, "content": "thin", "evidence": [{"box": [0.11, 0.12, 0.93, 0.19], "page": 2, "quote": "- Về công tác tuyên truyền: đã ban hành 9 văn bản và mở 2 hội nghị."}], "heading": "renamed", "id": "II.2", "moved": false, "printed_heading": "Công tác tuyên truyền", "review": false, "score": 0.5, "title": "Công tác tuyên truyền", "why": null}, {"confidence": 0.95, "content": "none", "evidence": [], "heading": "none", "id": "III", "moved": false, "printed_heading": null, "review": true, "score": 0.0, "title": "KẾT QUẢ THỰC HIỆN", "why": null}, {"confidence": 0.55, "content": "full", "evidence": [{"box": [0.11, 0.33999999999999997, 0.93, 0.41], "page": 2, "quote": "- Về chấp hành nội quy, kỷ luật lao động: đã ban hành 11 văn bản và mở 2 hội nghị."}], "heading": "kept", "id": "III.1", "moved": false, "printed_heading": "Chấp hành nội quy, kỷ luật lao động", "review": false, "score": 1.0, "title": "Chấp hành nội quy, kỷ luật lao động", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.59, "content": "full", "evidence": [{"box": [0.11, 0.45, 0.93, 0.52], "page": 2, "quote": "- Về thực hiện nếp sống văn minh tại nơi làm việc: đã ban hành 12 văn bản và mở 2 hội nghị."}], "heading": "merged", "id": "III.2", "moved": true, "printed_heading": "Thực hiện nếp sống văn minh tại nơi làm việc", "review": false, "score": 1.0, "title": "Thực hiện nếp sống văn minh tại nơi làm việc", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.64, "content": "full", "evidence": [{"box": [0.11, 0.56, 0.93, 0.6300000000000001], "page": 2, "quote": "- Về đánh giá chung: đã ban hành 13 văn bản và mở 2 hội nghị."}], "heading": "kept", "id": "IV", "moved": false, "printed_heading": "Đánh giá chung", "review": false, "score": 1.0, "title": "ĐÁNH GIÁ CHUNG", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}, {"confidence": 0.68, "content": "thin", "evidence": [{"box": [0.11, 0.67, 0.93, 0.74], "page": 2, "quote": "- Về kết quả đạt được: đã ban hành 14 văn bản và mở 2 hội nghị."}], "heading": "renamed", "id": "IV.1", "moved": false, "printed_heading": "Kết quả đạt được", "review": false, "score": 0.5, "title": "Kết quả đạt được", "why": null}, {"confidence": 0.73, "content": "none", "evidence": [], "heading": "none", "id": "IV.2", "moved": false, "printed_heading": null, "review": false, "score": 0.0, "title": "Tồn tại, hạn chế", "why": null}, {"confidence": 0.77, "content": "full", "evidence": [{"box": [0.11, 0.12, 0.93, 0.19], "page": 3, "quote": "- Về nguyên nhân: đã ban hành 16 văn bản và mở 2 hội nghị."}], "heading": "kept", "id": "IV.3", "moved": false, "printed_heading": "Nguyên nhân", "review": false, "score": 1.0, "title": "Nguyên nhân", "why": "Có đề mục riêng và nêu số văn bản đã ban hành."}], "order_changed": false, "outline": "Đề cương 12/HD-ABC", "score": 0.7}, "errors": [], "fields": {"date": {"box": [0.55, 0.1, 0.9, 0.12], "confidence": 0.97, "page": 1, "raw": "2022-05-20", "review": false, "source": "read", "value": "2022-05-20"}, "issuer": {"box": [0.1, 0.04, 0.42, 0.09], "confidence": 0.97, "page": 1, "raw": "Ủy ban nhân dân tỉnh An Giang", "review": false, "source": "read", "value": "Ủy ban nhân dân tỉnh An Giang"}, "number": {"box": [0.12, 0.1, 0.36, 0.12], "confidence": 0.97, "page": 1, "raw": null, "review": true, "source": "unreadable", "value": null, "why": "Số viết tay bị con dấu che."}, "number_symbol": {"box": [0.12, 0.1, 0.36, 0.12], "confidence": 0.97, "page": 1, "raw": null, "review": false, "source": "absent", "value": null}, "province": {"box": null, "confidence": 0.97, "page": 1, "raw": "An Giang", "review": false, "source": "inferred", "value": "An Giang", "why": "Suy ra từ cơ quan ban hành."}, "recipients": {"box": [0.1, 0.78, 0.4, 0.9], "confidence": 1.0, "page": 3, "raw": null, "review": false, "source": "corrected", "value": ["Như trên"], "why": "Người sửa: Lan, 2026-11-20T12:00:00+00:00"}, "signer_authority": {"box": [0.55, 0.78, 0.9, 0.8], "confidence": 0.97, "page": 3, "raw": "KT. CHỦ TỊCH", "review": false, "source": "read", "value": "KT. CHỦ TỊCH"}, "signer_name": {"box": [0.55, 0.9, 0.9, 0.92], "confidence": 0.9, "page": 3, "raw": "Trần Thị Ấm", "review": false, "source": "read", "value": "Trần Thị Ấm"}, "signer_title": {"box": [0.55, 0.8, 0.9, 0.82], "confidence": 0.97, "page": 3, "raw": "PHÓ CHỦ TỊCH", "review": false, "source": "read", "value": "PHÓ CHỦ TỊCH"}, "subject": {"box": [0.2, 0.15, 0.8, 0.19], "confidence": 0.97, "page": 1, "raw": "Sơ kết 03 năm thực hiện phong trào thi đua xây dựng cơ quan kiểu mẫu", "review": false, "source": "read", "value": "Sơ kết 03 năm thực hiện phong trào thi đua xây dựng cơ quan kiểu mẫu"}, "symbol": {"box": [0.12, 0.1, 0.36, 0.12], "confidence": 0.97, "page": 1, "raw": "BC-UBND", "review": false, "source": "read", "value": "BC-UBND"}}, "file": "bc-001.pdf", "folder": "letters/bc-001", "kind": "report", "pages": 3, "quantities": [{"award": "Bằng khen", "box": [0.2, 0.6, 0.6, 0.62], "ceiling": false, "count": 4, "count_max": null, "page": 2, "raw": "04 tập thể được tặng Bằng khen", "section": "III.1", "unit": "tập thể"}], "references": [{"box": [0.13, 0.3, 0.92, 0.33], "confidence": 0.96, "date": "2019-06-14", "issuer": "Thủ tướng Chính phủ", "mentions": 2, "page": 1, "places": [{"box": [0.13, 0.3, 0.92, 0.33], "page": 1}, {"box": [0.13, 0.5, 0.92, 0.53], "page": 2}], "raw": "Quyết định số 999/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ", "symbol": "999/QĐ-TTg", "type": "Quyết định"}, {"box": [0.13, 0.3, 0.92, 0.33], "confidence": 0.96, "date": "2019-06-14", "issuer": "Thủ tướng Chính phủ", "mentions": 2, "page": 2, "places": [{"box": [0.13, 0.3, 0.92, 0.33], "page": 2}, {"box": [0.13, 0.5, 0.92, 0.53], "page": 2}], "raw": "Quyết định số 12/KH-UBND ngày 14/6/2019 của Thủ tướng Chính phủ", "symbol": "12/KH-UBND", "type": "Kế hoạch"}], "seconds": {"ocr": 3.5}, "sha256": "27b1b07bb82fd7b66c8a5654a650337528a83aa77ee7fffe3938ab937fb7a188", "status": "ok", "text": ["ỦY BAN NHÂN DÂN\nTỈNH AN GIANG", "Trang hai", "Trang ba"]}');
CREATE TABLE fields (
	file TEXT NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	value TEXT, 
	raw TEXT, 
	page INTEGER, 
	x0 FLOAT, 
	y0 FLOAT, 
	x1 FLOAT, 
	y1 FLOAT, 
	confidence FLOAT NOT NULL, 
	source VARCHAR(20) NOT NULL, 
	review BOOLEAN NOT NULL, 
	why TEXT, 
	PRIMARY KEY (file, name)
);
INSERT INTO "fields" VALUES('bc-000.pdf','number','107','100',1,0.12,0.1,0.36,0.12,1.0,'corrected',0,'Người sửa: Minh, 2026-11-20T10:00:00+00:00');
INSERT INTO "fields" VALUES('bc-000.pdf','symbol','BC-UBND','BC-UBND',1,0.12,0.1,0.36,0.12,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-000.pdf','number_symbol','107/BC-UBND','100/BC-UBND',1,0.12,0.1,0.36,0.12,0.97,'inferred',0,'Người sửa: Minh, 2026-11-20T10:00:00+00:00');
INSERT INTO "fields" VALUES('bc-000.pdf','date','2022-05','2022-05',1,0.55,0.1,0.9,0.12,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-000.pdf','issuer','Ủy ban nhân dân tỉnh Đà Nẵng','Ủy ban nhân dân tỉnh Đà Nẵng',1,0.1,0.04,0.42,0.09,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-000.pdf','province','Đà Nẵng','Đà Nẵng',1,NULL,NULL,NULL,NULL,0.97,'inferred',0,'Suy ra từ cơ quan ban hành.');
INSERT INTO "fields" VALUES('bc-000.pdf','subject','Sơ kết 03 năm thực hiện phong trào thi đua xây dựng cơ quan kiểu mẫu','Sơ kết 03 năm thực hiện phong trào thi đua xây dựng cơ quan kiểu mẫu',1,0.2,0.15,0.8,0.19,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-000.pdf','signer_authority','KT. CHỦ TỊCH','KT. CHỦ TỊCH',3,0.55,0.78,0.9,0.8,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-000.pdf','signer_title','PHÓ CHỦ TỊCH','PHÓ CHỦ TỊCH',3,0.55,0.8,0.9,0.82,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-000.pdf','signer_name','Trần Thị Ấm','Trần Thị Ấm',3,0.55,0.9,0.9,0.92,0.9,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-000.pdf','recipients','- Như trên;
- Lưu: VT, NC.',NULL,3,0.1,0.78,0.4,0.9,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-001.pdf','number',NULL,NULL,1,0.12,0.1,0.36,0.12,0.97,'unreadable',1,'Số viết tay bị con dấu che.');
INSERT INTO "fields" VALUES('bc-001.pdf','symbol','BC-UBND','BC-UBND',1,0.12,0.1,0.36,0.12,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-001.pdf','number_symbol',NULL,NULL,1,0.12,0.1,0.36,0.12,0.97,'absent',0,NULL);
INSERT INTO "fields" VALUES('bc-001.pdf','date','2022-05-20','2022-05-20',1,0.55,0.1,0.9,0.12,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-001.pdf','issuer','Ủy ban nhân dân tỉnh An Giang','Ủy ban nhân dân tỉnh An Giang',1,0.1,0.04,0.42,0.09,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-001.pdf','province','An Giang','An Giang',1,NULL,NULL,NULL,NULL,0.97,'inferred',0,'Suy ra từ cơ quan ban hành.');
INSERT INTO "fields" VALUES('bc-001.pdf','subject','Sơ kết 03 năm thực hiện phong trào thi đua xây dựng cơ quan kiểu mẫu','Sơ kết 03 năm thực hiện phong trào thi đua xây dựng cơ quan kiểu mẫu',1,0.2,0.15,0.8,0.19,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-001.pdf','signer_authority','KT. CHỦ TỊCH','KT. CHỦ TỊCH',3,0.55,0.78,0.9,0.8,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-001.pdf','signer_title','PHÓ CHỦ TỊCH','PHÓ CHỦ TỊCH',3,0.55,0.8,0.9,0.82,0.97,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-001.pdf','signer_name','Trần Thị Ấm','Trần Thị Ấm',3,0.55,0.9,0.9,0.92,0.9,'read',0,NULL);
INSERT INTO "fields" VALUES('bc-001.pdf','recipients','Như trên',NULL,3,0.1,0.78,0.4,0.9,1.0,'corrected',0,'Người sửa: Lan, 2026-11-20T12:00:00+00:00');
CREATE TABLE pages (
	file TEXT NOT NULL, 
	page INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (file, page)
);
INSERT INTO "pages" VALUES('bc-000.pdf',1,'ỦY BAN NHÂN DÂN
TỈNH ĐÀ NẴNG');
INSERT INTO "pages" VALUES('bc-000.pdf',2,'Trang hai');
INSERT INTO "pages" VALUES('bc-000.pdf',3,'Trang ba');
INSERT INTO "pages" VALUES('bc-001.pdf',1,'ỦY BAN NHÂN DÂN
TỈNH AN GIANG');
INSERT INTO "pages" VALUES('bc-001.pdf',2,'Trang hai');
INSERT INTO "pages" VALUES('bc-001.pdf',3,'Trang ba');
CREATE TABLE refs (
	file TEXT NOT NULL, 
	nr INTEGER NOT NULL, 
	symbol TEXT, 
	type TEXT, 
	date VARCHAR(10), 
	issuer TEXT, 
	raw TEXT NOT NULL, 
	page INTEGER, 
	x0 FLOAT, 
	y0 FLOAT, 
	x1 FLOAT, 
	y1 FLOAT, 
	confidence FLOAT NOT NULL, 
	mentions INTEGER NOT NULL, 
	PRIMARY KEY (file, nr)
);
INSERT INTO "refs" VALUES('bc-000.pdf',0,'999/QĐ-TTg','Quyết định','2019-06-14','Thủ tướng Chính phủ','Quyết định số 999/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ',1,0.13,0.3,0.92,0.33,0.96,2);
INSERT INTO "refs" VALUES('bc-000.pdf',1,'12/KH-UBND','Kế hoạch','2019-06-14','Thủ tướng Chính phủ','Quyết định số 12/KH-UBND ngày 14/6/2019 của Thủ tướng Chính phủ',2,0.13,0.3,0.92,0.33,0.96,2);
INSERT INTO "refs" VALUES('bc-001.pdf',0,'999/QĐ-TTg','Quyết định','2019-06-14','Thủ tướng Chính phủ','Quyết định số 999/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ',1,0.13,0.3,0.92,0.33,0.96,2);
INSERT INTO "refs" VALUES('bc-001.pdf',1,'12/KH-UBND','Kế hoạch','2019-06-14','Thủ tướng Chính phủ','Quyết định số 12/KH-UBND ngày 14/6/2019 của Thủ tướng Chính phủ',2,0.13,0.3,0.92,0.33,0.96,2);
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	started VARCHAR(40), 
	documents INTEGER NOT NULL, 
	json TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES(1,NULL,2,'{"version": "0.1.0"}');
CREATE TABLE verdicts (
	file TEXT NOT NULL, 
	outline TEXT NOT NULL, 
	item VARCHAR(40) NOT NULL, 
	title TEXT NOT NULL, 
	heading VARCHAR(20) NOT NULL, 
	content VARCHAR(20) NOT NULL, 
	printed_heading TEXT, 
	moved BOOLEAN NOT NULL, 
	score FLOAT NOT NULL, 
	confidence FLOAT NOT NULL, 
	review BOOLEAN NOT NULL, 
	why TEXT, 
	quote TEXT, 
	page INTEGER, 
	x0 FLOAT, 
	y0 FLOAT, 
	x1 FLOAT, 
	y1 FLOAT, 
	PRIMARY KEY (file, item)
);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','I','ĐẶC ĐIỂM, TÌNH HÌNH','kept','full','Đặc điểm, tình hình',0,1.0,0.55,1,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về đặc điểm, tình hình: đã ban hành 2 văn bản và mở 1 hội nghị.',1,0.11,0.12,0.93,0.19);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','I.1','Thuận lợi','renamed','thin','Thuận lợi',0,0.5,0.59,0,NULL,'- Về thuận lợi: đã ban hành 3 văn bản và mở 1 hội nghị.',1,0.11,2.29999999999999982236e-01,0.93,0.3);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','I.2','Khó khăn','none','none',NULL,0,0.0,0.64,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','II','CÔNG TÁC TRIỂN KHAI','kept','full','Công tác triển khai',0,1.0,0.68,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về công tác triển khai: đã ban hành 5 văn bản và mở 1 hội nghị.',1,0.11,0.45,0.93,0.52);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','II.1','Công tác lãnh đạo, chỉ đạo, phát động phong trào','merged','full','Công tác lãnh đạo, chỉ đạo, phát động phong trào',1,1.0,0.73,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về công tác lãnh đạo, chỉ đạo, phát động phong trào: đã ban hành 6 văn bản và mở 1 hội nghị.',1,0.11,0.56,0.93,6.30000000000000115463e-01);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','II.1.a','Văn bản đã ban hành để chỉ đạo và triển khai','kept','full','Văn bản đã ban hành để chỉ đạo và triển khai',0,1.0,0.77,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về văn bản đã ban hành để chỉ đạo và triển khai: đã ban hành 7 văn bản và mở 1 hội nghị.',1,0.11,0.67,0.93,0.74);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','II.1.đ','Kiểm tra, đôn đốc việc thực hiện ở cơ sở','renamed','thin','Kiểm tra, đôn đốc việc thực hiện ở cơ sở',0,0.5,1.0,0,'Người sửa: Lan, 2026-11-20T11:00:00+00:00','- Về kiểm tra, đôn đốc việc thực hiện ở cơ sở: đã ban hành 8 văn bản và mở 1 hội nghị.',1,0.11,0.78,0.93,8.50000000000000088817e-01);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','II.2','Công tác tuyên truyền','none','none',NULL,0,0.0,0.86,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','III','KẾT QUẢ THỰC HIỆN','kept','full','Kết quả thực hiện',0,1.0,0.91,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về kết quả thực hiện: đã ban hành 10 văn bản và mở 1 hội nghị.',2,0.11,2.29999999999999982236e-01,0.93,0.3);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','III.1','Chấp hành nội quy, kỷ luật lao động','merged','full','Chấp hành nội quy, kỷ luật lao động',1,1.0,0.95,1,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về chấp hành nội quy, kỷ luật lao động: đã ban hành 11 văn bản và mở 1 hội nghị.',2,0.11,3.39999999999999968913e-01,0.93,0.41);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','III.2','Thực hiện nếp sống văn minh tại nơi làm việc','kept','full','Thực hiện nếp sống văn minh tại nơi làm việc',0,1.0,0.55,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về thực hiện nếp sống văn minh tại nơi làm việc: đã ban hành 12 văn bản và mở 1 hội nghị.',2,0.11,0.45,0.93,0.52);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','IV','ĐÁNH GIÁ CHUNG','renamed','thin','Đánh giá chung',0,0.5,0.59,0,NULL,'- Về đánh giá chung: đã ban hành 13 văn bản và mở 1 hội nghị.',2,0.11,0.56,0.93,6.30000000000000115463e-01);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','IV.1','Kết quả đạt được','none','none',NULL,0,0.0,0.64,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','IV.2','Tồn tại, hạn chế','kept','full','Tồn tại, hạn chế',0,1.0,0.68,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về tồn tại, hạn chế: đã ban hành 15 văn bản và mở 1 hội nghị.',2,0.11,0.78,0.93,8.50000000000000088817e-01);
INSERT INTO "verdicts" VALUES('bc-000.pdf','Đề cương 12/HD-ABC','IV.3','Nguyên nhân','merged','full','Nguyên nhân',1,1.0,0.73,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về nguyên nhân: đã ban hành 16 văn bản và mở 1 hội nghị.',3,0.11,0.12,0.93,0.19);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','I','ĐẶC ĐIỂM, TÌNH HÌNH','merged','full','Đặc điểm, tình hình',1,1.0,0.59,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về đặc điểm, tình hình: đã ban hành 2 văn bản và mở 2 hội nghị.',1,0.11,0.12,0.93,0.19);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','I.1','Thuận lợi','kept','full','Thuận lợi',0,1.0,0.64,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về thuận lợi: đã ban hành 3 văn bản và mở 2 hội nghị.',1,0.11,2.29999999999999982236e-01,0.93,0.3);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','I.2','Khó khăn','renamed','thin','Khó khăn',0,0.5,0.68,0,NULL,'- Về khó khăn: đã ban hành 4 văn bản và mở 2 hội nghị.',1,0.11,3.39999999999999968913e-01,0.93,0.41);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','II','CÔNG TÁC TRIỂN KHAI','none','none',NULL,0,0.0,0.73,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','II.1','Công tác lãnh đạo, chỉ đạo, phát động phong trào','kept','full','Công tác lãnh đạo, chỉ đạo, phát động phong trào',0,1.0,0.77,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về công tác lãnh đạo, chỉ đạo, phát động phong trào: đã ban hành 6 văn bản và mở 2 hội nghị.',1,0.11,0.56,0.93,6.30000000000000115463e-01);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','II.1.a','Văn bản đã ban hành để chỉ đạo và triển khai','merged','full','Văn bản đã ban hành để chỉ đạo và triển khai',1,1.0,0.82,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về văn bản đã ban hành để chỉ đạo và triển khai: đã ban hành 7 văn bản và mở 2 hội nghị.',1,0.11,0.67,0.93,0.74);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','II.1.đ','Kiểm tra, đôn đốc việc thực hiện ở cơ sở','kept','full','Kiểm tra, đôn đốc việc thực hiện ở cơ sở',0,1.0,0.86,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về kiểm tra, đôn đốc việc thực hiện ở cơ sở: đã ban hành 8 văn bản và mở 2 hội nghị.',1,0.11,0.78,0.93,8.50000000000000088817e-01);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','II.2','Công tác tuyên truyền','renamed','thin','Công tác tuyên truyền',0,0.5,0.91,0,NULL,'- Về công tác tuyên truyền: đã ban hành 9 văn bản và mở 2 hội nghị.',2,0.11,0.12,0.93,0.19);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','III','KẾT QUẢ THỰC HIỆN','none','none',NULL,0,0.0,0.95,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','III.1','Chấp hành nội quy, kỷ luật lao động','kept','full','Chấp hành nội quy, kỷ luật lao động',0,1.0,0.55,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về chấp hành nội quy, kỷ luật lao động: đã ban hành 11 văn bản và mở 2 hội nghị.',2,0.11,3.39999999999999968913e-01,0.93,0.41);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','III.2','Thực hiện nếp sống văn minh tại nơi làm việc','merged','full','Thực hiện nếp sống văn minh tại nơi làm việc',1,1.0,0.59,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về thực hiện nếp sống văn minh tại nơi làm việc: đã ban hành 12 văn bản và mở 2 hội nghị.',2,0.11,0.45,0.93,0.52);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','IV','ĐÁNH GIÁ CHUNG','kept','full','Đánh giá chung',0,1.0,0.64,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về đánh giá chung: đã ban hành 13 văn bản và mở 2 hội nghị.',2,0.11,0.56,0.93,6.30000000000000115463e-01);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','IV.1','Kết quả đạt được','renamed','thin','Kết quả đạt được',0,0.5,0.68,0,NULL,'- Về kết quả đạt được: đã ban hành 14 văn bản và mở 2 hội nghị.',2,0.11,0.67,0.93,0.74);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','IV.2','Tồn tại, hạn chế','none','none',NULL,0,0.0,0.73,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES('bc-001.pdf','Đề cương 12/HD-ABC','IV.3','Nguyên nhân','kept','full','Nguyên nhân',0,1.0,0.77,0,'Có đề mục riêng và nêu số văn bản đã ban hành.','- Về nguyên nhân: đã ban hành 16 văn bản và mở 2 hội nghị.',3,0.11,0.12,0.93,0.19);
CREATE INDEX ix_documents_sha256 ON documents (sha256);
CREATE INDEX ix_refs_symbol ON refs (symbol);
CREATE INDEX corrections_of ON corrections (sha256, id);
CREATE TRIGGER corrections_no_UPDATE BEFORE UPDATE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are only ever added'); END;
CREATE TRIGGER corrections_no_DELETE BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are only ever added'); END;
COMMIT;
