"""How the administration shows needs."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from directory.catalogue.viewsets import EntryViewSet
from directory.moderation.viewsets import EntryIndexView, ModeratedViewSet
from directory.needs.choices import NeedStatus
from directory.needs.forms.staff import NeedEntryForm
from directory.needs.models import Need, Undertaking
from directory.needs.panels import need_panels


class NeedFilter(WagtailFilterSet):
    """Needs by scope, kind, state and deadline."""

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=NeedStatus.choices,
        method="by_status",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    deadline = django_filters.DateFromToRangeFilter(
        label=_("Deadline"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Need
        fields = ("in_scope", "kind", "live", "has_unpublished_changes", "is_sample")

    def by_status(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Return the needs in one state, as it follows from what was settled and the deadline."""
        if value == NeedStatus.OPEN:
            return rows.open()  # type: ignore[attr-defined]
        if value == NeedStatus.CLOSED:
            passed = Q(settled="", deadline__lte=timezone.now())
            return rows.filter(passed | Q(settled=NeedStatus.CLOSED))
        return rows.filter(settled=value)


class NeedViewSet(EntryViewSet):
    model = Need
    icon = "search"
    texts = ("title_en", "title_lv", "description_en", "description_lv", "source_url")
    related = ("buyer",)
    make_panels = staticmethod(need_panels)
    form_class_of_entries = NeedEntryForm
    list_filter = None  # type: ignore[assignment]
    filterset_class = NeedFilter

    @cached_property
    def list_display(self) -> tuple[Any, ...]:
        return (
            "__str__",
            "kind",
            Column("status", label=_("Status"), accessor=lambda need: need.status.label),
            Column("buyer_label", label=_("Contracting authority")),
            DateColumn("deadline", label=_("Deadline"), sort_key="deadline"),
            BooleanColumn("in_scope", label=_("ICT"), sort_key="in_scope"),
            BooleanColumn("is_sample", label=_("Sample"), sort_key="is_sample"),
            DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
            LiveStatusTagColumn(),
        )

    @cached_property
    def search_fields(self) -> tuple[str, ...]:
        names = ("buyer_name", "buyer__name_lv", "scope_reason", "source_url")
        return (*super().search_fields, *names)


class UndertakingIndexView(EntryIndexView):
    """A listing of statements with what they are about."""

    related = ("need", "organisation")


class UndertakingViewSet(ModeratedViewSet):
    """Who says to work on which need; teams write these, and staff read them before the public does."""

    model = Undertaking
    icon = "pick"
    index_view_class = UndertakingIndexView
    list_display = (
        "organisation",
        "need",
        DateColumn("since", label=_("since")),
        LiveStatusTagColumn(),
    )
    list_filter = ("live", "has_unpublished_changes")
    search_fields = (
        "need__title_en", "need__title_lv", "organisation__name_en", "organisation__name_lv",
        "sentence_en", "sentence_lv",
    )  # fmt: skip
    panels = [
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("need")]),
        FieldRowPanel([FieldPanel("sentence_en"), FieldPanel("sentence_lv")]),
        FieldPanel("since"),
    ]


class NeedsGroup(SnippetViewSetGroup):
    """Demand in the menu."""

    menu_label = _("Public-sector needs")
    menu_icon = "search"
    menu_name = "needs"
    menu_order = 160
    items = (NeedViewSet, UndertakingViewSet)
