"""Texts with the language they are really in, and how numbers and moments are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import get_language, pgettext

from directory.catalogue.models import Entry
from directory.moderation import prose
from directory.moderation.prose import Block as Block

RIGA = ZoneInfo("Europe/Riga")


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its language; the language is empty where it is the page's own."""

    text: str = ""
    lang: str = ""
    #: The text as it is kept, where that is rich.
    prose: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def foreign(language: str) -> str:
    """Return a language if the page is in another one, else nothing."""
    return "" if not language or language == get_language() else language


def text_of(entry: Entry, field: str) -> Text:
    """Return a translated field in the page's language, or else in the one it has."""
    value, language = entry.prose(field)
    if field in entry.prose_fields and prose.is_rich(value):
        return Text(prose.plain(value), foreign(language), value)
    return Text(value, foreign(language))


def latvian(value: str) -> Text:
    """Return a text of the Latvian registers, which have no other language."""
    return Text(value, foreign("lv"))


def blocks(text: Text | str) -> tuple[Block, ...]:
    """Return the paragraphs and lists of a text, plain or rich."""
    return prose.blocks((text.prose or text.text) if isinstance(text, Text) else text)


def summary(*texts: Text, limit: int = 160) -> str:
    """Return the paragraphs of the first text that says something, cut at a word."""
    text = next((str(item) for item in texts if item), "")
    text = " ".join(" ".join(block.text for block in blocks(text)).split() or text.split())
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"


def whole(number: int | Decimal) -> str:
    """Return a number with its thousands grouped; cents only where there are some."""
    places = 0 if number == int(number) else 2
    return formats.number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)


def money(amount: Decimal | None, currency: str) -> str:
    """Return an amount as the page's language writes it, or nothing where there is none."""
    if amount is None:
        return ""
    written = {"currency": currency, "amount": whole(amount)}
    return (
        pgettext("an amount of money", "%(currency)s %(amount)s").replace(" ", "\u00a0") % written
    )


def in_riga(moment: datetime) -> datetime:
    """Return a moment by the clock of Riga, whatever the reader's time zone is."""
    return moment.astimezone(RIGA)


def date_and_time(moment: datetime) -> str:
    """Return date and time by the clock of Riga."""
    return formats.date_format(in_riga(moment), "DATETIME_FORMAT")
