"""Digital signatures: they vouch for the bytes of a file, and can't hold in a copy with more in it.

A copy that still carried one would be shown as tampered with. What the signature shows on the page
stays, as ink; that the letter is signed is said, and the original is kept.
"""

from __future__ import annotations

from typing import Any

_ETSI = "/ESIC"  # the extension that declares a European form of signature
_DEEP = 16  # fields within fields


def is_signed(pdf: Any) -> bool:
    """Whether a field of the form holds a signature."""
    form = pdf.Root.get("/AcroForm")
    return form is not None and any(_holds_signature(f, _DEEP) for f in form.get("/Fields", ()))


def settle(pdf: Any) -> bool:
    """Makes the signatures' look part of the pages and takes the signatures away. Whether there
    were any. A form without fields goes too, as nothing can be filled in."""
    form = pdf.Root.get("/AcroForm")
    if form is None:
        return False
    signed = is_signed(pdf)
    if signed:
        pdf.flatten_annotations("screen")
        _part_masks(pdf)
        extensions = pdf.Root.get("/Extensions", {})
        if _ETSI in extensions:
            del extensions[_ETSI]
    if signed or not len(form.get("/Fields", ())):
        for key in ("/AcroForm", "/Perms", "/DSS"):
            if key in pdf.Root:
                del pdf.Root[key]
    return signed


def _part_masks(pdf: Any) -> None:
    """Signing programs draw one picture both as itself and as its own mask, which validators of
    PDF/A do not follow: the mask becomes a copy."""
    import pikepdf

    for thing in list(pdf.objects):
        if isinstance(thing, pikepdf.Stream) and isinstance(thing.get("/SMask"), pikepdf.Stream):
            mask = thing.SMask
            thing.SMask = pdf.make_stream(mask.read_raw_bytes(), dict(mask.items()))


def _holds_signature(field: Any, deep: int) -> bool:
    if field.get("/FT") == "/Sig" and "/V" in field:
        return True
    return deep > 0 and any(_holds_signature(kid, deep - 1) for kid in field.get("/Kids", ()))
