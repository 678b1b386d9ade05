# Everything a person types. `make` alone says what there is.
VENV := .venv
PY := $(VENV)/bin/python
# The demo's scans: reports in several grades of damage, a plan and a letter with stamps.
DEMO := bc-yen-bai bc-dh-hong-duc bc-bo-xay-dung bc-vp-ubnd-ca-mau kh-bac-kan cv-tra-vinh
export OMP_THREAD_LIMIT := 1

.PHONY: help setup demo test test-fast lint samples benchmark benchmark-quick clean

help: ## Liệt kê các lệnh · list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

setup: ## Cài mọi thứ còn thiếu · install what is missing
	@tools/setup.sh

demo: setup ## Đọc data/raw, ghi data/processed · read the sample scans
	@$(VENV)/bin/vanban run data/raw --out data/processed/demo

test: setup lint ## Chạy mọi kiểm thử · run all tests
	@$(PY) -m pytest -n 2

test-fast: setup ## Không OCR · without the tests that OCR a scan
	@$(PY) -m pytest -n 2 -m "not ocr"

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

clean: ## Xóa kết quả và môi trường · remove results and environment
	rm -rf $(VENV) data/processed/demo .pytest_cache .mypy_cache .ruff_cache
