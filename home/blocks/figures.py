"""Blocks that count the catalogue at the moment a page is shown."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.figures import FIGURES, figure


class FiguresBlock(blocks.StructBlock):
    """Counted figures: never typed in, so never out of date."""

    figures = blocks.MultipleChoiceBlock(
        label=_("Figures"), choices=[(name, label) for name, (label, _count) in FIGURES.items()]
    )

    class Meta:
        icon = "order"
        label = _("Counted figures")
        template = "blocks/figures.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["figures"] = [figure(name) for name in value["figures"] if name in FIGURES]
        return context
