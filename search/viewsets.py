"""How the administration shows what editors steer the search by."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from directory.users.viewsets import SearchedIndexView
from search.contract.levers import MAX_PINS
from search.models import PinnedSearch, StopPhrase, SynonymGroup


class _PrefilledCreateView(CreateView):
    """A form for something new that takes what the address names: reports lead here with words."""

    def get_initial_form_instance(self) -> Any:
        instance = super().get_initial_form_instance() or self.model()
        for name in _PREFILLED.get(self.model, ()):
            if text := self.request.GET.get(name, "")[:100].replace("\0", ""):
                setattr(instance, name, text)
        return instance


#: What an address may fill in: shown in the form and checked as what is typed there.
_PREFILLED: dict[type[Model], tuple[str, ...]] = {
    SynonymGroup: ("phrases",),
    PinnedSearch: ("text", "language"),
}


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
    panels = [FieldPanel("phrases"), FieldPanel("note")]


class StopPhraseViewSet(_LeverViewSet):
    """Phrases that say nothing."""

    model = StopPhrase
    icon = "cross"
    list_display = ("text",)
    search_fields = ("text",)
    panels = [FieldPanel("text")]


class PinnedSearchViewSet(_LeverViewSet):
    """What comes first for a question."""

    model = PinnedSearch
    icon = "pin"
    list_display = ("text", "language")
    search_fields = ("text",)
    panels = [
        FieldPanel("text"),
        FieldPanel("language"),
        InlinePanel(
            "entries",
            heading=_("Entries, the first one on top"),
            label=_("entry"),
            min_num=1,
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
    ]


class LeverGroup(SnippetViewSetGroup):
    """All of it in one menu."""

    menu_label = _("Search words")
    menu_icon = "search"
    menu_name = "search-words"
    menu_order = 260
    items = (SynonymGroupViewSet, StopPhraseViewSet, PinnedSearchViewSet)
