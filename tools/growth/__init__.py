"""How time and memory grow with the number of letters and pages: ``python -m tools.growth``."""
