"""How the administration lists and searches rows, and how it shows the people who sign in."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import IndexView
from wagtail.users.views.users import UserViewSet

from directory.users.forms import PersonCreationForm, PersonEditForm


def any_case(text: str) -> list[str]:
    """Return a text in the cases in which names are written.

    SQLite folds the case of ASCII letters only, so that „āda” would not find „Āda”.
    """
    return list(dict.fromkeys((text, text.lower(), text.upper(), text.capitalize(), text.title())))


def containing(query: str, fields: list[str]) -> Q:
    """Return the condition that each word of a query stands in one of the fields."""
    condition = Q()
    for word in query.replace("\0", "").split()[:10]:
        condition &= reduce(
            or_, (Q((f"{field}__icontains", form)) for field in fields for form in any_case(word))
        )
    return condition


class WordSearch:
    """A listing searched by the words of its columns, without an index beside the database."""

    is_searching: bool
    search_query: str
    search_fields: Any

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        return queryset.filter(containing(self.search_query, list(self.search_fields)))


class SearchedIndexView(WordSearch, IndexView):
    """A listing of snippets with that search."""


class _ChooserSearchForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
        required=False,
        max_length=200,
    )
    fields_searched: tuple[str, ...] = ()

    def filter(self, objects: QuerySet) -> QuerySet:
        objects = super().filter(objects)
        query = self.cleaned_data.get("q")
        if query:
            objects = objects.filter(containing(query, list(self.fields_searched)))
            self.is_searching = True
            self.search_query = query
        return objects


class SearchedChooserViewSet(SnippetChooserViewSet):
    """A chooser that is searched in the same columns as the listing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = tuple(self.model.snippet_viewset.search_fields or ())
        form = type("ChooserSearchForm", (_ChooserSearchForm,), {"fields_searched": fields})
        attributes = {"filter_form_class": form, "ordering": "pk"}
        self.choose_view_class = type("SearchedChooseView", (ChooseView,), attributes)
        self.choose_results_view_class = type(
            "SearchedChooseResultsView", (ChooseResultsView,), attributes
        )


class PersonViewSet(UserViewSet):
    """The accounts in the administration."""

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonEditForm if for_update else PersonCreationForm
