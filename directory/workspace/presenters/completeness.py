"""How complete a profile is, with what each point brings and where to earn it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from directory.catalogue.models import Organisation, Reference, Solution
from directory.catalogue.models.entry import LANGUAGES
from directory.catalogue.scoring import LEAST_WORDS, Completeness, Step, completeness

_NAMES = {"en": gettext_lazy("%(field)s (English)"), "lv": gettext_lazy("%(field)s (Latvian)")}
#: What a rule brings to those who read the profile; of translated fields by their common name.
WHY = {
    "description": gettext_lazy(
        "At least %(words)d words on what you do and for whom: searches find you by them."
    ),
    "tagline": gettext_lazy("Stands under your name wherever you are listed."),
    "solutions": gettext_lazy("Buyers look for solutions: each has a page of its own."),
    "references": gettext_lazy("Work done for others is what buyers trust most."),
    "sectors": gettext_lazy("Buyers filter by the branch they work in."),
    "technologies": gettext_lazy("Buyers filter by what a solution is made with."),
    "website": gettext_lazy("Leads from your profile to you, and shows whose it is."),
    "markets": gettext_lazy("Buyers abroad filter by their country."),
    "email": gettext_lazy("Enquiries are told there; it is never shown."),
    "city": gettext_lazy("Shows where your people are."),
    "languages": gettext_lazy("Says in which languages a buyer can work with you."),
    "cpv": gettext_lazy("Matches you with public tenders, which carry these codes."),
    "founded": gettext_lazy("Shows how long you have been there."),
    "employees": gettext_lazy("Shows how large a task you can take on."),
}
#: Entries of their own, and the screens that begin one.
_NEW = {"solutions": "workspace:solutions_new", "references": "workspace:references_new"}
_LABELS = {
    "solutions": gettext_lazy("A published solution"),
    "references": gettext_lazy("A published reference"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """A step in words, and the field where it is done."""

    label: str
    why: str
    points: int
    url: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A score from 0 to 100, what is still to do with the best first, and what is done."""

    score: int
    next: Task | None
    later: tuple[Task, ...]
    done: tuple[Task, ...]


def progress_of(organisation: Organisation) -> Progress:
    """Return how complete an organisation's profile is, with what its draft holds already; one query."""
    values = _public(organisation)
    if organisation.has_unpublished_changes and organisation.latest_revision is not None:
        values |= organisation.latest_revision.content
    values |= {name: values[f"has_{name}"] for name in _NEW}
    return present_progress(completeness(values, organisation.kind), organisation)


def present_progress(found: Completeness, organisation: Organisation) -> Progress:
    """Return a score in words and links."""
    missing = tuple(_task(step, organisation) for step in found.missing)
    return Progress(
        found.score,
        missing[0] if missing else None,
        missing[1:],
        tuple(_task(step, organisation) for step in found.done),
    )


def _public(organisation: Organisation) -> dict[str, Any]:
    """Return the fields as they are published, lists as whether there is anything in them."""
    lists = {link.name: link.remote_field.through for link in Organisation._meta.many_to_many}
    asked = {
        name: Exists(through._default_manager.filter(organisation=OuterRef("pk")))
        for name, through in lists.items()
    } | {
        "solutions": Exists(Solution.objects.filter(providers=OuterRef("pk"), live=True)),
        "references": Exists(Reference.objects.filter(organisation=OuterRef("pk"), live=True)),
    }
    rows = Organisation.objects.filter(pk=organisation.pk)
    found = rows.values(**{f"has_{name}": there for name, there in asked.items()}).get()
    plain = {
        field.name: field.value_from_object(organisation) for field in Organisation._meta.fields
    }
    return plain | found | {name: found[f"has_{name}"] for name in lists}


def _task(step: Step, organisation: Organisation) -> Task:
    name = step.rule.name
    base, _underscore, language = name.rpartition("_")
    if language not in LANGUAGES:
        base = name
    if name in _NEW:
        url = reverse(_NEW[name], args=[organisation.slug])
        label = str(_LABELS[name])
    else:
        url = f"{reverse('workspace:profile_edit', args=[organisation.slug])}#id_{name}"
        label = capfirst(str(Organisation._meta.get_field(base).verbose_name))
    if base != name:
        label = _NAMES[language] % {"field": label}
    why = str(WHY[base]) % {"words": LEAST_WORDS} if step.rule.least_words else str(WHY[base])
    return Task(label, why, step.rule.points, url)
