"""Counts of the public catalogue that pages can show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.catalogue.choices import SUPPLY_KINDS
from directory.catalogue.models import Dataset, Organisation, Reference, Solution
from directory.needs.models import Need
from search.kept import kept


@dataclass(frozen=True, slots=True)
class Figure:
    """One counted figure as a component shows it."""

    value: str
    label: str | Promise
    url: str


#: Name → what is counted, and how.
FIGURES: dict[str, tuple[str | Promise, Callable[[], int]]] = {
    "organisation": (
        _("companies, startups and research teams"),
        lambda: Organisation.objects.public().filter(kind__in=SUPPLY_KINDS).count(),
    ),
    "solution": (_("solutions"), lambda: Solution.objects.public().count()),
    "reference": (
        _("projects carried out, with client and result"),
        lambda: Reference.objects.public().count(),
    ),
    "dataset": (_("open datasets"), lambda: Dataset.objects.public().count()),
    "need": (_("public-sector needs"), lambda: Need.objects.public().count()),
}


@kept
def count(name: str) -> int:
    """Count one kind of public entry."""
    return FIGURES[name][1]()


def figure(name: str) -> Figure:
    """Return a count with its words and the search that lists what was counted."""
    label, _counter = FIGURES[name]
    return Figure(
        value=str(intcomma(count(name))),
        label=label,
        url=f"{reverse('search:results')}?type={name}",
    )
