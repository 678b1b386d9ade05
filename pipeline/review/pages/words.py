"""The words that scripts put on a page: messages of the catalogue, by a short key."""

from __future__ import annotations

from pipeline.compile.labels import named
from pipeline.review.pages.card import CHOICES
from pipeline.review.pages.catalogue import catalogue
from pipeline.review.pages.local import Lang


def _(message: str) -> str:
    """Marks a message for the catalogue; ``words`` translates it."""
    return message


SCRIPTS: dict[str, str] = {
    "offline": _("No answer from the desk. Nothing was saved; try again."),
    "refused": _("Not saved: {message}"),
    "signed_out": _("You are signed out. Sign in again in another tab, then go on here."),
    "busy": _("The desk is busy; trying again in {seconds} s."),
    "saved": _("Saved: {what}"),
    "undone": _("Undone: {what}"),
    "nothing_to_undo": _("Nothing to undo here."),
    "no_date": _("Write a date as dd/mm/yyyy, or mm/yyyy where the day is blank."),
    "round": _("Only what you skipped is left. From the beginning."),
    "others": _("{who} changed {what}."),
    "page_of": _("Page {page} of {pages}"),
    "no_picture": _("There is no picture of this page."),
    "selecting": _("Drag over the words, or use the arrow keys with Shift, then Enter."),
    "no_words": _("No words are known on this page."),
    "uploading": _("Sending: {percent} %"),
    "sent": _("Sent; waiting to be read."),
    "really_disable": _("Disable {name}? Their decisions stay."),
    "settled": _("{count} settled by you"),
    "unreadable": _("Nobody can read it"),
    "done": _("Done."),
}


def words(lang: Lang) -> dict[str, str]:
    """All of them in ``lang``."""
    told = catalogue(lang)
    said = {key: told.gettext(message) for key, message in SCRIPTS.items()}
    verdicts = {
        f"{part}.{code}": named(part, code, lang)
        for part, codes in CHOICES.items()
        for code in codes
    }
    return {**said, **verdicts}
