"""The forms of a profile and of what an organisation offers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.catalogue.models import Dataset, Organisation, Reference, Solution
from directory.catalogue.models.entry import LANGUAGES
from directory.workspace.forms.base import EntryForm
from directory.workspace.forms.fields import CpvField, MaturityField

_CPV_HELP = _("Eight digits each, separated by commas, such as 72212000.")


def _both(*names: str) -> list[str]:
    return [f"{name}_{language}" for name in names for language in LANGUAGES]


class ProfileForm(EntryForm):
    """The profile of an organisation."""

    cpv = CpvField(label=_("CPV codes"), required=False, help_text=_CPV_HELP)

    layout = (
        (_("In your own words"), ("name", "tagline", "description")),
        (_("Where to find you"), ("website", "email", "city", "region")),
        (_("Size and stage"), ("founded", "employees", "startup_stage")),
        (
            _("What you do, and where"),
            ("sectors", "technologies", "data_themes", "certifications", "languages", "markets", "cpv"),
        ),
    )  # fmt: skip

    class Meta:
        model = Organisation
        formsets: list[str] = []
        fields = [
            *_both("name", "tagline", "description"),
            *("website", "email", "city", "region", "founded", "employees", "startup_stage"),
            *("sectors", "technologies", "data_themes", "certifications", "languages", "markets"),
            "cpv",
        ]


class SolutionForm(EntryForm):
    """A solution."""

    trl = MaturityField(
        label=_("Maturity (TRL)"),
        help_text=_("Choose the highest level that you could show a buyer today."),
    )
    cpv = CpvField(label=_("CPV codes"), required=False, help_text=_CPV_HELP)

    layout = (
        (_("What it is"), ("kind", "name", "tagline", "description", "features")),
        (_("How far it is"), ("trl", "stage", "partner_sought")),
        (_("Data"), ("data_driven", "pillar_1", "pillar_2", "pillar_3")),
        (_("Links and licence"), ("website", "repository", "licence")),
        (
            _("For whom, and made with what"),
            ("sectors", "technologies", "data_themes", "certifications", "languages", "markets", "cpv"),
        ),
    )  # fmt: skip

    class Meta:
        model = Solution
        formsets: list[str] = []
        fields = [
            "kind",
            *_both("name", "tagline", "description", "features"),
            *("trl", "stage", "partner_sought", "data_driven", "pillar_1", "pillar_2", "pillar_3"),
            *("website", "repository", "licence"),
            *("sectors", "technologies", "data_themes", "certifications", "languages", "markets"),
            "cpv",
        ]


class ReferenceForm(EntryForm):
    """A project carried out."""

    cpv = CpvField(label=_("CPV codes"), required=False, help_text=_CPV_HELP)

    layout = (
        (_("What was done"), ("title", "result", "year", "solution")),
        (_("For whom"), ("client", "client_kind", "country", "sector")),
        (_("Where it can be checked"), ("source_url", "cpv")),
    )

    class Meta:
        model = Reference
        formsets: list[str] = []
        fields = [
            *_both("title", "result", "client"),
            *("year", "solution", "client_kind", "country", "sector", "source_url", "cpv"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        solution: Any = self.fields["solution"]
        own = Solution.objects.filter(providers=self.instance.organisation_id)
        solution.queryset = own.order_by("slug")


class DatasetForm(EntryForm):
    """An open dataset."""

    layout = (
        (_("What it holds"), ("title", "description", "themes")),
        (_("Access"), ("url", "formats", "update_frequency", "licence", "legal_note")),
    )

    class Meta:
        model = Dataset
        formsets: list[str] = []
        fields = [
            *_both("title", "description", "legal_note"),
            *("themes", "url", "formats", "update_frequency", "licence"),
        ]
        widgets = {"formats": forms.TextInput()}
