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
    return any(_holds_signature(field, _DEEP) for field in _fields(pdf.Root.get("/AcroForm")))


def settle(pdf: Any) -> bool:
    """Makes the signatures' look part of the pages and takes the signatures away. Whether there
    were any. A form without fields goes too, as nothing can be filled in."""
    if "/AcroForm" not in pdf.Root:
        return False
    signed = is_signed(pdf)
    if signed:
        pdf.flatten_annotations("screen")
        _part_masks(pdf)
        extensions = pdf.Root.get("/Extensions", {})
        if _ETSI in extensions:
            del extensions[_ETSI]
    if signed or not _fields(pdf.Root.AcroForm):
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


def _fields(form: Any, key: str = "/Fields") -> list[Any]:
    """The fields of a form, or the kids of a field; none of what is no form at all."""
    import pikepdf

    listed = form.get(key) if isinstance(form, pikepdf.Dictionary) else None
    found = listed if isinstance(listed, pikepdf.Array) else ()
    return [field for field in found if isinstance(field, pikepdf.Dictionary)]


def _holds_signature(field: Any, deep: int) -> bool:
    if field.get("/FT") == "/Sig" and "/V" in field:
        return True
    return deep > 0 and any(_holds_signature(kid, deep - 1) for kid in _fields(field, "/Kids"))
