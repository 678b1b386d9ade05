"""Vietnamese from before Unicode: text whose letters are others' codes.

TCVN 5712 (fonts named .Vn…) puts each Vietnamese letter on one byte of its own, VNI writes a mark
as a byte after the letter. Read as Latin letters both look like text: ``B¸o c¸o``, ``Baùo caùo``.
They are told apart by what stands between letters, never converted by guess.
"""

from __future__ import annotations

import re
from typing import Literal

Legacy = Literal["TCVN3", "VNI"]
_LEAST = 12  # signs that speak for it
_SHARE = 0.04  # of all letters; Vietnamese prose has about one marked letter in three
# Signs that stand for whole vowels in TCVN3 and never touch a letter in Unicode text: à á ả ã ạ
# ă ằ ắ ẳ ẵ â đ and Đ. (A degree or a currency sign stands beside digits and spaces.)
_TCVN3 = re.compile(r"(?<=[A-Za-z])[µ¸¶·¹¨»¾¼½©®]|[µ¸¶·¹¨»¾¼½©®§](?=[A-Za-z])")
# In VNI a vowel comes before its mark: a + ù is á, o + â is ô, e + ä is ệ.
_VNI = re.compile(r"[AEOUYaeouyÖöÔô][ÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜËùøûõïâáàåãäêéèúüë]")
_UNICODE = re.compile("[ăđơưĂĐƠƯ\u0300-\u036f\u1ea0-\u1ef9]")


def legacy(text: str) -> Legacy | None:
    """The old encoding that ``text`` (bytes taken for Latin letters) is in; None for Unicode,
    for other languages, and where there is too little to tell."""
    letters = sum(ch.isalpha() for ch in text)
    if letters == 0 or len(_UNICODE.findall(text)) > _SHARE * letters:
        return None
    least = max(_LEAST, _SHARE * letters)
    if len(_TCVN3.findall(text)) >= least:
        return "TCVN3"
    return "VNI" if len(_VNI.findall(text)) >= least else None
