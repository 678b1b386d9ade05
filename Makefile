# Everything a person types. `make` alone says what there is.
VENV := .venv
PY := $(VENV)/bin/python
# The demo's scans: reports in several grades of damage, a plan and a letter with stamps.
DEMO := bc-yen-bai bc-dh-hong-duc bc-bo-xay-dung bc-vp-ubnd-ca-mau kh-bac-kan cv-tra-vinh
# Nine more in another grade make sixty of the letters that there are.
MORE := hd-1187-btdkt tb-kon-tum bc-tien-giang
export OMP_THREAD_LIMIT := 1

.PHONY: help setup demo demo-60 test test-fast lint samples benchmark benchmark-quick fuzz endurance cases licences sbom clean

help: ## Liệt kê các lệnh · list the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

setup: ## Cài mọi thứ còn thiếu · install what is missing
	@tools/setup.sh

demo: setup ## Đọc data/raw, ghi data/processed · read the sample scans
	@$(VENV)/bin/vanban run data/raw --out data/processed/demo

demo-60: setup ## Sáu mươi bản scan, mọi kết quả · sixty scans and all that is made of them
	@$(PY) -m tools.letters --all --grade office --out data/processed/60/raw/office
	@$(PY) -m tools.letters --only $(DEMO) $(MORE) --grade bad --out data/processed/60/raw/bad
	@$(VENV)/bin/vanban run data/processed/60/raw --out data/processed/60/out
	@$(VENV)/bin/vanban register data/processed/60/out --reporters 63-provinces --reporters ministries >data/processed/60/register.txt
	@for outline in bc-544 bc-1187; do \
	  $(VENV)/bin/vanban synthesis data/processed/60/out --outline $$outline -o data/processed/60/out/synthesis-$$outline.docx; \
	  $(VENV)/bin/vanban plots data/processed/60/out --outline $$outline -o data/processed/60/out/plots-$$outline >/dev/null; \
	done

test: setup lint ## Chạy mọi kiểm thử · run all tests
	@$(PY) -m pytest -n 2

test-fast: setup ## Không OCR · without the tests that OCR a scan
	@$(PY) -m pytest -n 2 -m "not ocr and not slow"

lint: setup
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy

samples: setup ## Dựng lại bản scan mẫu từ data/letters · render the sample scans again
	@$(PY) -m tools.letters --gold data/gold
	@$(PY) -m tools.letters --out data/raw --only $(DEMO)

benchmark: setup ## Đo chất lượng và tốc độ, so với lần trước · measure and compare
	@$(PY) -m benchmarks

benchmark-quick: setup
	@$(PY) -m benchmarks --quick

endurance: setup ## Giết ở 50 thời điểm, đầy đĩa ở mọi lần ghi (lâu) · 50 kills, a full disk at every write
	@nice -n 10 $(PY) -m pytest -n 0 -m kills

fuzz: ## Thử mã bằng dữ liệu phá hoại, SECONDS mỗi loại (300) · feed parsers hostile bytes
	@mkdir -p data/processed/fuzz
	@for kind in intake references headings; do \
	  mkdir -p data/processed/fuzz/$$kind; \
	  nice -n 19 $(PY) tools/fuzz/$$kind.py data/processed/fuzz/$$kind tests/fuzz/$$kind \
	    -artifact_prefix=data/processed/fuzz/$$kind- -max_len=20000 -max_total_time=$(or $(SECONDS),300) || exit 1; \
	done

cases: ## Hơn 200 tệp tốt, xấu: điều gì xảy ra với từng tệp · what becomes of each hostile file
	@$(PY) -m tests.cases

licences: ## Giấy phép của mọi gói; lỗi nếu có GPL · licences of all packages
	@$(PY) -m tools.licences

sbom: ## Danh mục thành phần phần mềm (CycloneDX) · bill of materials
	@$(PY) -m tools.sbom data/processed/sbom.cdx.json

clean: ## Xóa kết quả và môi trường · remove results and environment
	rm -rf $(VENV) data/processed/demo .pytest_cache .mypy_cache .ruff_cache
