"""Fuzzes intake: any bytes under any name, and small letters cut up and damaged.

    python tools/fuzz/intake.py tests/fuzz/intake -max_total_time=3600 -max_len=20000

A finding is whatever is neither a source nor a refusal with a code, a file that was changed, or
more than some seconds. What is found goes to ``tests/fuzz/intake``, which the test suite reads
back without a fuzzer; the first byte of a file chooses its name.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.fuzz.harness import fuzz

with atheris.instrument_imports(include=["pipeline.intake"]):
    from tools.fuzz.intake_checks import check

if __name__ == "__main__":
    fuzz(check)
