"""How the administration lists, searches, chooses and edits entries of every kind."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.models import Revision, WorkflowState
from wagtail.snippets.views.snippets import SnippetViewSet, WorkflowActionView

from directory.moderation.models import Reason
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


class EntryWorkflowActionView(WorkflowActionView):
    """An approval or a return from an entry's own page, refused in words."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except PermissionDenied as error:
            messages.error(request, str(error) or _("It waits no longer."))
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                answer = {"step": "success", "redirect": self.redirect_url}
                return self.render_modal_json(request, answer)
            return redirect(self.redirect_url)


class ReasonViewSet(SnippetViewSet):
    """The reasons for returning that reviewers choose from."""

    model = Reason
    icon = "list-ul"
    add_to_settings_menu = True
    menu_order = 860
    list_display = ("title", "order", BooleanColumn("is_offered", label=_("Offered")))
    ordering = ("order", "pk")
    search_fields = ("title_en", "title_lv", "text_en", "text_lv")
    index_view_class = SearchedIndexView
    search_backend_name = None
    panels = [
        FieldRowPanel([FieldPanel("title_en"), FieldPanel("title_lv")]),
        FieldRowPanel([FieldPanel("text_en"), FieldPanel("text_lv")]),
        FieldRowPanel([FieldPanel("order"), FieldPanel("is_offered")]),
    ]


class ModeratedViewSet(SnippetViewSet):
    """The administration of one kind of entry."""

    index_view_class = EntryIndexView
    chooser_viewset_class = SearchedChooserViewSet
    list_per_page = 50
    chooser_per_page = 20
    inspect_view_enabled = True
    workflow_action_view_class = EntryWorkflowActionView
    # A copy would carry its original's slug, ids and facts along.
    copy_view_enabled = False
    # The listing searches columns; no model of entries stands in Wagtail's own index.
    search_backend_name = None
