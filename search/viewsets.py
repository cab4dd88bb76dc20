"""How the administration shows what editors steer the search by."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, ObjectList
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from directory.users.viewsets import SearchedIndexView
from search.contract.levers import MAX_PINS
from search.contract.parse import loosened
from search.forms import LeverForm, PinnedSearchForm
from search.models import PinnedSearch, StopPhrase, SynonymGroup


class _PrefilledCreateView(CreateView):
    """A form for something new that takes what the address names: reports lead here with words."""

    def get_initial_form_instance(self) -> Any:
        instance = super().get_initial_form_instance() or self.model()
        for name in _PREFILLED.get(self.model, ()):
            if text := self.request.GET.get(name, "").replace("\0", ""):
                # The field says itself what is too long; what no form would hold is cut.
                setattr(instance, name, _plain(text[:_MOST_CHARACTERS]))
        return instance


#: What an address may fill in: shown in the form and checked as what is typed there.
_PREFILLED: dict[type[Model], tuple[str, ...]] = {
    SynonymGroup: ("phrases",),
    StopPhrase: ("text",),
    PinnedSearch: ("text", "language"),
}

_MOST_CHARACTERS = 1000


def _plain(text: str) -> str:
    """Return lines without the signs that have a meaning in a question alone: quotation marks and minus."""
    return "\n".join(loosened(line) or line for line in text.splitlines())


#: Leads to where the effect of a lever is seen before it is saved.
_TRY_FIRST = HelpPanel(template="search/try_first.html")


class _LeverViewSet(SnippetViewSet):
    index_view_class = SearchedIndexView
    add_view_class = _PrefilledCreateView
    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 100


class SynonymGroupViewSet(_LeverViewSet):
    """Phrases that mean the same."""

    model = SynonymGroup
    icon = "tag"
    list_display = ("__str__", "note")
    search_fields = ("phrases", "note")
    edit_handler = ObjectList(
        [_TRY_FIRST, FieldPanel("phrases"), FieldPanel("note")], base_form_class=LeverForm
    )


class StopPhraseViewSet(_LeverViewSet):
    """Phrases that say nothing."""

    model = StopPhrase
    icon = "cross"
    list_display = ("text",)
    search_fields = ("text",)
    edit_handler = ObjectList([_TRY_FIRST, FieldPanel("text")], base_form_class=LeverForm)


class PinnedSearchViewSet(_LeverViewSet):
    """What comes first for a question."""

    model = PinnedSearch
    icon = "pin"
    list_display = ("text", "pages_of", "chosen")
    search_fields = ("text",)
    edit_handler = ObjectList(
        [
            _TRY_FIRST,
            FieldPanel("text"),
            FieldPanel("language"),
            FieldPanel("page"),
            InlinePanel(
                "entries",
                heading=_("Entries, the first one on top"),
                label=_("entry"),
                max_num=MAX_PINS,
                panels=[
                    HelpPanel(
                        content=_(
                            "Choose exactly one: a solution, an organisation or a dataset. While it is not public, "
                            "or a filter excludes it, it is not shown."
                        )
                    ),
                    FieldPanel("solution"),
                    FieldPanel("organisation"),
                    FieldPanel("dataset"),
                ],
            ),
        ],
        base_form_class=PinnedSearchForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[PinnedSearch]:  # noqa: ARG002  as called
        """Return the rows with the entries that the list names."""
        named = [f"entries__{name}" for name in ("solution", "organisation", "dataset")]
        return PinnedSearch.objects.select_related("page").prefetch_related(*named)


class LeverGroup(SnippetViewSetGroup):
    """All of it in one menu."""

    menu_label = _("Search words")
    menu_icon = "search"
    menu_name = "search-words"
    menu_order = 260
    submenu_hook = "register_search_words_menu_item"
    items = (SynonymGroupViewSet, StopPhraseViewSet, PinnedSearchViewSet)
