"""What the editing pages of the catalogue show, and in which order."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    Panel,
    PublishingPanel,
)

from directory.catalogue.models import Dataset, Organisation
from directory.catalogue.models.entry import LANGUAGES
from directory.taxonomy.forms import RowPicker, TermTree
from directory.taxonomy.models import Cpv, Nace

#: Contracts shown beside an organisation; the rest is in their own listing.
SHOWN_CONTRACTS = 20


class FactsPanel(Panel):
    """Facts about an organisation that no draft holds: shown here, edited in their listings."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalogue/facts_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            entry = self.instance
            rows = {"external_ids": entry.external_ids.all(), "aliases": entry.slug_aliases.all()}
            if isinstance(entry, Organisation):
                contracts = entry.contracts.order_by("-awarded_on", "-pk")
                register = getattr(entry, "register", None)
                rows |= {
                    "is_organisation": True,
                    "register": register,
                    "register_url": _edit_url(register) if register else None,
                    "verifications": entry.verifications.order_by("-verified_on"),
                    "contracts": contracts[:SHOWN_CONTRACTS],
                    "contracts_number": contracts.count(),
                }
            return context | rows


def _edit_url(row: Any) -> str:
    return reverse(row.snippet_viewset.get_url_name("edit"), args=[quote(row.pk)])


def both(field: str, heading: Any, **options: Any) -> FieldRowPanel:
    """Return the columns of a translated field side by side."""
    columns = [FieldPanel(f"{field}_{language}", **options) for language in LANGUAGES]
    return FieldRowPanel(columns, heading=heading)


def terms(*names: str) -> MultiFieldPanel:
    """Return fields of vocabularies as foldable trees."""
    trees = [FieldPanel(name, widget=TermTree) for name in names]
    return MultiFieldPanel(trees, heading=_("Words"), classname="collapsed")


def life() -> list[Any]:
    """Return the panels that every kind of entry ends with."""
    return [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("is_sample")],
            heading=_("Address"),
            classname="collapsed",
        ),
        FactsPanel(heading=_("Facts outside drafts"), classname="collapsed"),
        PublishingPanel(),
    ]


def _profile() -> list[Any]:
    return [
        both("name", _("Name")),
        both("tagline", _("Tagline")),
        both("description", _("Description")),
    ]


def _fields(heading: Any, *names: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading)


def _cpv() -> FieldPanel:
    return FieldPanel("cpv", widget=RowPicker(Cpv))


def organisation_panels() -> list[Any]:
    """Return the panels of an organisation."""
    return [
        FieldPanel("kind"),
        *_profile(),
        _fields(_("Contact"), "website", "email", "city", "region", "country", "logo", "cover"),
        _fields(_("Size and stage"), "activity", "founded", "employees", "startup_stage"),
        InlinePanel(
            "funding",
            heading=_("Funding rounds"),
            label=_("Funding round"),
            panels=[
                FieldRowPanel([FieldPanel("year"), FieldPanel("kind")]),
                FieldRowPanel([FieldPanel("amount"), FieldPanel("currency")]),
                FieldPanel("source_url"),
            ],
        ),
        terms("sectors", "technologies", "data_themes", "markets", "languages", "certifications"),
        FieldPanel("nace", widget=RowPicker(Nace)),
        _cpv(),
        *life(),
    ]


def solution_panels() -> list[Any]:
    """Return the panels of a solution."""
    return [
        FieldPanel("kind"),
        *_profile(),
        both("features", _("Features")),
        FieldPanel("providers", widget=RowPicker(Organisation)),
        _fields(_("Maturity"), "trl", "stage", "partner_sought"),
        _fields(_("Data"), "data_driven", "pillar_1", "pillar_2", "pillar_3"),
        FieldPanel("datasets", widget=RowPicker(Dataset)),
        _fields(_("Links and licence"), "website", "repository", "licence"),
        InlinePanel(
            "images",
            heading=_("Pictures"),
            label=_("Picture"),
            panels=[FieldPanel("image")],
            max_num=12,
        ),
        terms("sectors", "technologies", "data_themes", "markets", "languages", "certifications"),
        _cpv(),
        *life(),
    ]


def reference_panels() -> list[Any]:
    """Return the panels of a reference."""
    return [
        both("title", _("Title")),
        FieldPanel("organisation"),
        FieldPanel("solution"),
        both("client", _("Client")),
        _fields(_("About the client"), "client_kind", "country", "sector"),
        both("result", _("Result")),
        FieldPanel("year"),
        FieldPanel("source_url"),
        _cpv(),
        *life(),
    ]


def dataset_panels() -> list[Any]:
    """Return the panels of a dataset."""
    return [
        both("title", _("Title")),
        both("description", _("Description")),
        FieldPanel("publisher"),
        both("publisher_name", _("Publisher's name")),
        _fields(_("Access"), "url", "formats", "update_frequency", "licence"),
        both("legal_note", _("Legal and reuse note")),
        terms("themes"),
        *life(),
    ]


def training_programme_panels() -> list[Any]:
    """Return the panels of a training programme."""
    return [
        both("name", _("Name")),
        both("description", _("Description")),
        FieldPanel("organisation"),
        _fields(_("Study"), "level", "url"),
        terms("languages", "technologies"),
        *life(),
    ]


def partner_call_panels() -> list[Any]:
    """Return the panels of a call for partners."""
    return [
        both("title", _("Title")),
        both("description", _("Description")),
        FieldPanel("organisation"),
        _fields(_("What is sought"), "trl", "closes_on", "url"),
        terms("sectors", "technologies"),
        *life(),
    ]
