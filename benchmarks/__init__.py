"""How good and how fast, against the last recorded run: ``python -m benchmarks [--quick]``."""
