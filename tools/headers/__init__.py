"""Headers that must not be read: numbers and days blank, smeared, covered, struck, cut, absent.

    python -m tools.headers              # 200 spoilt crops and 60 readable ones; prints a table
    python -m tools.headers --few        # a sample of each

No spoilt place may come out as a value that nobody is asked to check.
"""
