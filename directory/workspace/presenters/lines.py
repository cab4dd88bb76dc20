"""What a list says of each entry under its name, so that nobody has to open it to know which it is."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.browse.presenters.text import date_and_time
from directory.catalogue.models import Dataset, Reference, Solution
from directory.needs.models import Need


def line_of(entry: Any) -> str:
    """Return one line about an entry; empty where nothing is known."""
    return " · ".join(str(fact) for fact in _facts(entry) if fact)


def _facts(entry: Any) -> list[Any]:
    if isinstance(entry, Need):
        until = entry.deadline and date_and_time(entry.deadline)
        said = _("deadline %(day)s") % {"day": until} if until else ""
        return [capfirst(entry.get_kind_display()), capfirst(entry.status.label), said]
    if isinstance(entry, Reference):
        return [entry.client, entry.year]
    if isinstance(entry, Solution):
        return [entry.tagline]
    if isinstance(entry, Dataset):
        return [entry.formats, entry.get_update_frequency_display()]
    return []
