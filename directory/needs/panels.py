"""What the editing page of a need shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from directory.catalogue.panels import both, life, terms
from directory.taxonomy.forms import RowPicker
from directory.taxonomy.models import Cpv


def need_panels() -> list[Any]:
    """Return the panels of a need."""
    return [
        FieldPanel("kind"),
        both("title", _("Title")),
        both("description", _("Description")),
        MultiFieldPanel(
            [FieldPanel("buyer"), FieldPanel("buyer_name"), FieldPanel("country")],
            heading=_("Contracting authority"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("published"), FieldPanel("deadline")]),
                FieldPanel("settled"),
                FieldPanel("source_url"),
            ],
            heading=_("Dates and state"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("responses_here"),
                InlinePanel(
                    "criteria",
                    heading=_("Criteria"),
                    label=_("Criterion"),
                    help_text=_("The weights sum to 100. Once published, they stay."),
                    panels=[
                        FieldRowPanel([FieldPanel("name_en"), FieldPanel("name_lv")]),
                        FieldRowPanel([FieldPanel("weight"), FieldPanel("order")]),
                    ],
                ),
                FieldPanel("correction_reason"),
            ],
            heading=_("Responses"),
        ),
        FieldRowPanel(
            [FieldPanel("budget_min"), FieldPanel("budget_max"), FieldPanel("currency")],
            heading=_("Budget"),
        ),
        MultiFieldPanel(
            [FieldPanel("in_scope"), FieldPanel("scope_reason")], heading=_("Concerns ICT")
        ),
        FieldPanel("cpv", widget=RowPicker(Cpv)),
        terms("sectors", "required_certifications"),
        *life(),
    ]
