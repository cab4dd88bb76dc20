"""How the administration lists, searches, chooses and edits entries of every kind."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Revision, WorkflowState
from wagtail.snippets.views.snippets import SnippetViewSet

from directory.users.viewsets import SearchedChooserViewSet, SearchedIndexView


class EntryIndexView(SearchedIndexView):
    """A listing of entries that reads what its rows show in one query."""

    #: Relations that a row shows.
    related: tuple[str, ...] = ()

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("latest_revision", *self.related)

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> Any:
        paginator, page, rows, has_others = super().paginate_queryset(queryset, page_size)
        rows = list(rows)
        # Each row's state asks for its scheduled revision and its review; all are read at once.
        of_rows = {
            "base_content_type": self.model.get_base_content_type(),
            "object_id__in": [str(row.pk) for row in rows],
        }
        scheduled = Revision.objects.filter(approved_go_live_at__isnull=False, **of_rows)
        by_row = {revision.object_id: revision for revision in scheduled}
        reviews: dict[str, list[WorkflowState]] = defaultdict(list)
        for state in WorkflowState.objects.active().filter(**of_rows):
            reviews[state.object_id].append(state)
        for row in rows:
            row.scheduled_revision = by_row.get(str(row.pk))
            row._current_workflow_states = reviews[str(row.pk)]  # noqa: SLF001  Wagtail reads it
        page.object_list = rows
        return paginator, page, rows, has_others


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
