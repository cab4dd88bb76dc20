"""How the administration shows the vocabularies: one listing each, indented as its tree."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.db import transaction
from django.db.models import Case, IntegerField, ProtectedError, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet, SnippetViewSetGroup

from directory.taxonomy.forms import RowPicker, TermForm
from directory.taxonomy.models import (
    Certification,
    Cpv,
    DataTheme,
    Language,
    Market,
    Nace,
    PublicFunction,
    Region,
    Sector,
    Technology,
    Term,
)
from directory.taxonomy.permissions import can_merge
from directory.users.viewsets import SearchedChooserViewSet, SearchedIndexView

#: CPV, the deepest vocabulary, has eight levels.
_MAX_DEPTH = 8
_INDENT = "\u2003\u2003"


def _depth() -> Any:
    """Return an expression for how many terms stand above one."""
    paths = ["__".join(["parent"] * level) for level in range(_MAX_DEPTH, 0, -1)]
    cases = [
        When(**{f"{path}__isnull": False}, then=Value(_MAX_DEPTH - index))
        for index, path in enumerate(paths)
    ]
    return Case(*cases, default=Value(0), output_field=IntegerField())


def indented(term: Any) -> str:
    """Return a term's name, moved to the right by its level in the tree."""
    return f"{_INDENT * getattr(term, 'depth', 0)}{term}"


class TermIndexView(SearchedIndexView):
    """A vocabulary in the order of its tree."""

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Any:
        return super()._get_title_column(field_name, *args, **kwargs | {"accessor": indented})

    def get_base_queryset(self) -> QuerySet:
        rows = super().get_base_queryset().select_related("parent", "merged_into")
        return rows.annotate(depth=_depth())

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.ordering:
            return super().order_queryset(queryset)
        return queryset.order_by("order", "slug")

    def get_list_more_buttons(self, instance: Term) -> list[MenuItem]:
        buttons: list[MenuItem] = super().get_list_more_buttons(instance)
        if instance.merged_into_id is None and can_merge(self.request.user, self.model):
            url = reverse("taxonomy_merge", args=[self.model._meta.model_name, quote(instance.pk)])
            buttons.append(
                MenuItem(_("Merge into…"), url=url, icon_name="arrow-right-full", priority=25)
            )
        return buttons


class TermDeleteView(DeleteView):
    """Deleting a term that nothing uses; otherwise a message says what to do."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request,
                _("“%(term)s” is used, so it stays. Merge it into another term instead.")
                % {"term": self.object},
            )
            return redirect(self.index_url_name)


class TermViewSet(SnippetViewSet):
    """The administration of one vocabulary."""

    index_view_class = TermIndexView
    delete_view_class = TermDeleteView
    chooser_viewset_class = SearchedChooserViewSet
    icon = "tag"
    list_per_page = 100
    list_display = ("label", "slug", Column("merged_into", label=_("Merged into")), "order")
    search_fields = ("label_en", "label_lv", "synonyms_en", "synonyms_lv", "slug")
    search_backend_name = None
    inspect_view_enabled = True
    copy_view_enabled = False
    sort_order_field = None
    add_to_reference_index = False
    #: Panels of what only this vocabulary has.
    extra_panels: tuple[Any, ...] = ()
    #: Whether codes and places in the tree are kept by somebody else.
    official = False

    def get_edit_handler(self) -> Any:
        placed = ["slug", "parent", "order"]
        panels = [
            *(FieldPanel(name, read_only=self.official) for name in placed),
            FieldRowPanel([FieldPanel("label_en"), FieldPanel("label_lv")], heading=_("Label")),
            FieldRowPanel(
                [FieldPanel("synonyms_en"), FieldPanel("synonyms_lv")], heading=_("Synonyms")
            ),
            *self.extra_panels,
        ]
        return ObjectList(panels, base_form_class=TermForm).bind_to_model(self.model)


def _viewset(model: type[Term], **attributes: Any) -> TermViewSet:
    name = f"{model.__name__}ViewSet"
    viewset: TermViewSet = type(name, (TermViewSet,), {"model": model} | attributes)()
    return viewset


class VocabularyGroup(SnippetViewSetGroup):
    """All vocabularies in one menu."""

    menu_label = _("Vocabularies")
    menu_icon = "tag"
    menu_name = "vocabularies"
    menu_order = 250
    items = (
        _viewset(Sector, extra_panels=(FieldPanel("nace", widget=RowPicker(Nace)),)),
        _viewset(Technology),
        _viewset(DataTheme, extra_panels=(FieldPanel("uri"),)),
        _viewset(Certification, extra_panels=(FieldPanel("url"),)),
        _viewset(
            Market,
            list_filter=("kind",),
            search_fields=(*TermViewSet.search_fields, "iso3"),
            extra_panels=(FieldPanel("kind"), FieldPanel("iso3"), FieldPanel("groups")),
        ),
        _viewset(
            Region,
            search_fields=(*TermViewSet.search_fields, "code"),
            extra_panels=(FieldPanel("code"),),
        ),
        _viewset(Language, extra_panels=(FieldPanel("iso3"),)),
        _viewset(Cpv, official=True, list_filter=("level",)),
        _viewset(
            Nace,
            official=True,
            list_filter=("level", "section"),
            search_fields=(*TermViewSet.search_fields, "code"),
        ),
        _viewset(PublicFunction, extra_panels=(FieldPanel("code"),)),
    )
