"""The kinds of entry that a team edits: the one list from which addresses and screens are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from directory.catalogue.choices import OrganisationKind
from directory.catalogue.models import Dataset, Entry, Organisation, Reference, Solution
from directory.catalogue.services.pictures import PICTURES
from directory.mail.services import address_of
from directory.needs.models import Need, Undertaking
from directory.workspace.forms import entries as forms
from directory.workspace.forms.base import EntryForm
from directory.workspace.forms.needs import NeedForm


def _provided(row: Any, organisation: Organisation) -> None:
    row.providers = [organisation]


def _owned(row: Any, organisation: Organisation) -> None:
    row.organisation = organisation


def _published(row: Any, organisation: Organisation) -> None:
    row.publisher = organisation


def _bought(row: Any, organisation: Organisation) -> None:
    row.buyer = organisation
    row.country = organisation.country


def _nothing(_row: Any, _organisation: Organisation) -> None:
    """The profile is the organisation itself."""


_TABS = {
    "edit": _("Texts and facts"),
    "pictures": _("Pictures"),
    "changes": _("Changes"),
    "preview": _("Preview"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the screens of an entry."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry: how a team's rows are found and how a new one becomes theirs."""

    name: str
    model: type[Entry]
    form: type[EntryForm]
    label: Any
    new: Any
    owner: str
    #: Why to make the first one.
    why: Any
    attach: Callable[[Any, Organisation], None]
    #: The kinds of organisation that have such entries; all without any.
    only: frozenset[str] = frozenset()
    #: The screen that the list leads to once an entry is published.
    published_step: str = "edit"

    @property
    def pictures(self) -> tuple[str, ...]:
        """Return the fields that hold pictures."""
        return PICTURES.get(self.model, ())

    def fits(self, organisation: Organisation) -> bool:
        """Return whether an organisation has entries of this kind."""
        return not self.only or organisation.kind in self.only

    def rows(self, organisation: Organisation) -> QuerySet:
        """Return the entries of an organisation."""
        return self.model._default_manager.filter(**{self.owner: organisation.pk})

    def url(self, step: str, organisation: Organisation, entry: Entry | None = None) -> str:
        """Return the address of a step with an entry; the profile is known by its organisation."""
        args: list[Any] = [organisation.slug]
        if entry is not None and self.name != PROFILE.name:
            args.append(entry.pk)
        return reverse(f"workspace:{self.name}_{step}", args=args)

    def tabs(self, organisation: Organisation, entry: Entry, current: str) -> list[Tab]:
        """Return the screens of one entry, with the one that is open."""
        steps = ["edit", *(["pictures"] if self.pictures else ())]
        if current == "changes" or (entry.live and entry.has_unpublished_changes):
            steps.append("changes")
        return [
            Tab(str(_TABS[step]), self.url(step, organisation, entry), step == current)
            for step in (*steps, "preview")
        ]

    def title(self, entry: Entry) -> str:
        """Return what the screens of an entry are headed; the profile's entry is the place itself."""
        return str(self.label if self.name == PROFILE.name else entry)


PROFILE = Kind(
    "profile", Organisation, forms.ProfileForm, _("Profile"), _("Profile"), "pk", "", _nothing
)
SOLUTIONS = Kind(
    "solutions", Solution, forms.SolutionForm, _("Solutions"), _("New solution"), "providers",
    _("Buyers look for solutions: each has a page of its own."),
    _provided,
)  # fmt: skip
REFERENCES = Kind(
    "references", Reference, forms.ReferenceForm, _("References"), _("New reference"), "organisation",
    _("Work done for others is what buyers trust most: say for whom, what came of it and when."),
    _owned,
)  # fmt: skip
DATASETS = Kind(
    "datasets", Dataset, forms.DatasetForm, _("Datasets"), _("New dataset"), "publisher",
    _("Open data that others may build on, with its address, licence and how often it changes."),
    _published,
)  # fmt: skip
OFFERED = (SOLUTIONS, REFERENCES, DATASETS)
NEEDS = Kind(
    "needs",
    Need,
    NeedForm,
    _("Needs"),
    _("New need"),
    "buyer",
    _(
        "Say what you need before you know what to buy: whoever could meet it finds it, and you see who fits."
    ),
    _bought,
    only=frozenset({OrganisationKind.PUBLIC}),
    published_step="run",
)


def editing_address(entry: Any, user: Any) -> str:
    """Return the whole address at which a member of a team edits an entry of it, or nothing."""
    if isinstance(entry, Undertaking):
        return address_of(
            "workspace:undertaking", entry.organisation.slug, entry.need_id, language=user.language
        )
    kind = next(
        (kind for kind in (PROFILE, *OFFERED, NEEDS) if isinstance(entry, kind.model)), None
    )
    if kind is None:
        return ""
    for organisation in Organisation.objects.filter(members__user=user):
        if kind.rows(organisation).filter(pk=entry.pk).exists():
            with override(user.language):
                return f"{settings.WAGTAILADMIN_BASE_URL}{kind.url('edit', organisation, entry)}"
    return ""
