"""A scanner's own invisible words, taken out of a page: they would be found beside ours."""

from __future__ import annotations

from typing import Any

_INVISIBLE = 3
_SHOW = frozenset(("Tj", "TJ", "'", '"'))
_TEXT = frozenset((
    "BT", "ET", "Tf", "Tr", "Tz", "Tc", "Tw", "TL", "Ts", "Td", "TD", "Tm", "T*",
))  # fmt: skip
_DEEP = 8  # forms within forms; a damaged file may hang them in a ring


def drop_hidden_text(pdf: Any, leaf: Any) -> None:
    """Takes text that is not seen out of a page and of the forms that it draws, and fonts with
    which nothing is written any more."""
    import pikepdf

    if not _has_fonts(leaf.obj):
        return
    kept, used = _seen(leaf)
    if kept is not None:
        leaf.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    for form in _forms(leaf.obj):
        kept, also = _seen(form)
        if kept is not None:
            form.write(pikepdf.unparse_content_stream(kept))
        if "/Resources" in form:
            _keep_fonts(form, also)
        else:
            used |= also  # it writes with the page's fonts
    _keep_fonts(leaf.obj, used)


def _seen(content: Any) -> tuple[list[Any] | None, set[str]]:
    """The instructions of a content stream but those that show invisible text, None where there
    is nothing to take; and the names of the fonts of text that is seen."""
    import pikepdf

    kept = []
    mode, font, stack = 0, "", []
    dropped, used = False, set()
    for instruction in pikepdf.parse_content_stream(content):
        operands, operator = instruction.operands, instruction.operator
        op = str(operator)
        if op == "q":
            stack.append((mode, font))
        elif op == "Q":
            mode, font = stack.pop() if stack else (0, "")
        elif op == "Tr" and operands:  # a damaged page may lack what should stand before it
            mode = int(operands[0])
        elif op == "Tf" and operands:
            font = str(operands[0])
        elif op in _SHOW:
            if mode == _INVISIBLE:
                dropped = True
                continue
            used.add(font)
        kept.append((operands, operator, op))
    if not used:
        shorter = [item for item in kept if item[2] not in _TEXT]
        dropped |= len(shorter) < len(kept)
        kept = shorter
    return ([item[:2] for item in kept] if dropped else None), used


def _has_fonts(holder: Any) -> bool:
    return any(len(_resources(node, "/Font")) for node in (holder, *_forms(holder)))


def _keep_fonts(holder: Any, used: set[str]) -> None:
    """Leaves ``holder`` the fonts that are used. Others may share its resources, and use more."""
    import pikepdf

    fonts = _resources(holder, "/Font")
    kept = {name: font for name, font in fonts.items() if name in used}
    if len(kept) < len(fonts):
        own = pikepdf.Dictionary(holder.Resources)
        if kept:
            own.Font = pikepdf.Dictionary(kept)
        else:
            del own["/Font"]
        holder.Resources = own


def _forms(holder: Any) -> list[Any]:
    """The forms that a page or form can draw, each once."""
    found: dict[tuple[int, int], Any] = {}
    todo = [(holder, _DEEP)]
    while todo:
        node, left = todo.pop()
        for form in _resources(node, "/XObject").values():
            if form.get("/Subtype") == "/Form" and form.objgen not in found and left:
                found[form.objgen] = form
                todo.append((form, left - 1))
    return list(found.values())


def _resources(holder: Any, kind: str) -> Any:
    import pikepdf

    resources = holder.get("/Resources")
    found = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Dictionary) else {}
