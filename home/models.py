"""Pages that editors keep: the home page and pages of content."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField

from directory.browse.presenters.structured import site_data
from home.blocks import BODY
from home.presenters import alternates_of, present_home


class HomePage(Page):
    """The first page: one question, the counted catalogue, and ways into it."""

    heading = models.CharField(_("heading"), max_length=80)
    examples = models.TextField(
        _("examples"),
        blank=True,
        max_length=400,
        help_text=_("What people look for, one search a line; shown below the search box."),
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("heading"), FieldPanel("examples")]
    translatable_fields: ClassVar = [
        TranslatableField(name)
        for name in ("title", "slug", "seo_title", "search_description", "heading", "examples")
    ]
    template = "home/home_page.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["home.ContentPage"]

    class Meta:
        verbose_name = _("home page")

    @property
    def example_list(self) -> list[str]:
        """Return the example searches one by one."""
        return [line.strip() for line in self.examples.splitlines() if line.strip()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {
            "home": present_home(),
            "alternates": alternates_of(self),
            "json_ld": site_data(
                gettext("Latvia ICT"),
                request.build_absolute_uri(self.get_url(request)),
                request.build_absolute_uri(reverse("search:results")),
            ),
        }


class ContentPage(Page):
    """A page of words and counted figures: about, accessibility, privacy."""

    lead = models.TextField(_("lead"), blank=True, max_length=400)
    body = StreamField(BODY, verbose_name=_("body"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    translatable_fields: ClassVar = [
        TranslatableField(name)
        for name in ("title", "slug", "seo_title", "search_description", "lead", "body")
    ]
    template = "home/content_page.html"
    parent_page_types: ClassVar = ["home.HomePage", "home.ContentPage"]
    subpage_types: ClassVar = ["home.ContentPage"]

    class Meta:
        verbose_name = _("content page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"alternates": alternates_of(self), "section": self.slug}
