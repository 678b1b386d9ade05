"""Letters written as data, set as Nghị định 30/2020/NĐ-CP asks, and scanned badly.

    letter ─▶ layout ─▶ draw ─▶ damage ─▶ pdf
       └────────┴─▶ gold

Layout counts in points from the top left corner of an A4 page; pictures are drawn at 300 dpi.
Every random choice comes from the letter's seed, so the same letter gives the same bytes.
"""
