"""How the administration lists, searches, chooses and edits entries of every kind."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.snippets.views.snippets import SnippetViewSet

from directory.users.viewsets import SearchedChooserViewSet, SearchedIndexView


class EntryIndexView(SearchedIndexView):
    """A listing of entries that reads what its rows show in one query."""

    #: Relations that a row shows.
    related: tuple[str, ...] = ()

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("latest_revision", *self.related)


class ModeratedViewSet(SnippetViewSet):
    """The administration of one kind of entry."""

    index_view_class = EntryIndexView
    chooser_viewset_class = SearchedChooserViewSet
    list_per_page = 50
    chooser_per_page = 20
    inspect_view_enabled = True
    # A copy would carry its original's slug, ids and facts along.
    copy_view_enabled = False
    # The listing searches columns; no model of entries stands in Wagtail's own index.
    search_backend_name = None
