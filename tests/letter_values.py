"""Header values for tests, as the finders of a letter give them."""

from __future__ import annotations

from pipeline.letter.values import read, without
from pipeline.reading.plain import read_plain
from pipeline.records import Value

NOTHING = read_plain("Không có gì.")


def known(value: str, sure: float = 0.9) -> Value:
    return read(NOTHING, value, None, sure)


def values(**changed: Value) -> dict[str, Value]:
    """What the header of a plan of 3 June 2020 says."""
    absent = without("absent", 0.9)
    said = {
        "number": known("15"), "symbol": known("KH-SXD"), "number_symbol": known("15/KH-SXD", 0.81),
        "date": known("2020-06-03"), "issuer": absent, "province": absent,
    }  # fmt: skip
    return {**said, **changed}
