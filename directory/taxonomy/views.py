"""What the administration asks of the vocabularies: suggestions, and the merging of two terms."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.delete import DeleteAction
from wagtail.admin import messages
from wagtail.permissions import policy_registry
from wagtail.snippets.bulk_actions import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models

from directory.taxonomy.forms import MergeForm, tag_of
from directory.taxonomy.models import VOCABULARIES, Term
from directory.taxonomy.permissions import can_merge
from directory.taxonomy.services.merge import MergeError, count_references, merge_terms
from directory.users.viewsets import containing

SUGGESTIONS = 20


def suggest(request: HttpRequest, app_label: str, model_name: str) -> JsonResponse:
    """Answer with the rows whose names or codes hold the words of ``term``, as tags."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    if model not in get_snippet_models():
        raise Http404
    policy = policy_registry.get_by_type(model)
    if not policy.user_has_any_permission(request.user, {"add", "change", "view"}):
        raise PermissionDenied
    words = request.GET.get("term", "")[:100].strip()
    if not words:
        return JsonResponse([], safe=False)
    rows = model._default_manager.filter(
        containing(words, list(model.snippet_viewset.search_fields))
    )
    if issubclass(model, Term):
        rows = rows.current()
    return JsonResponse([tag_of(row) for row in rows.order_by("slug")[:SUGGESTIONS]], safe=False)


def merge(request: HttpRequest, model_name: str, pk: int) -> HttpResponse:
    """Let staff choose the other term, show what will move, and merge when they confirm."""
    model = {item._meta.model_name: item for item in VOCABULARIES}.get(model_name)
    if model is None:
        raise Http404
    if not can_merge(request.user, model):
        raise PermissionDenied
    source = get_object_or_404(model, pk=pk)
    listing = model.snippet_viewset.get_url_name("list")  # type: ignore[attr-defined]
    if source.merged_into_id is not None:
        messages.error(request, _("This term was merged into another one already."))
        return redirect(listing)
    form = MergeForm(request.POST or None, source=source)
    context: dict[str, Any] = {"form": form, "source": source, "listing": listing}
    if form.is_valid():
        target = form.cleaned_data["target"]
        if form.cleaned_data["confirmed"]:
            try:
                merge_terms(source=source, target=target, user=request.user)
            except MergeError as error:
                messages.error(request, str(error))
            else:
                messages.success(
                    request,
                    _("“%(source)s” was merged into “%(target)s”.")
                    % {"source": source, "target": target},
                )
            return redirect(listing)
        context |= {
            "target": target,
            "counts": count_references(source),
            "children": source.children.count(),
        }
    return TemplateResponse(request, "taxonomy/merge.html", context)


class TermDeleteBulkAction(DeleteBulkAction):
    """Delete terms that nothing uses, and say which ones stay."""

    @classproperty
    def models(cls) -> list[type[Term]]:  # noqa: N805
        return list(VOCABULARIES)

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        action = kwargs["self"]
        deleted = 0
        for term in objects:
            try:
                DeleteAction(term, user=action.request.user).execute()
            except ProtectedError:
                messages.error(
                    action.request,
                    _("“%(term)s” is used, so it stays. Merge it into another term instead.")
                    % {"term": term},
                )
            else:
                deleted += 1
        return deleted, 0

    def get_success_message(self, num_parent_objects: int, _children: int) -> str | None:
        if not num_parent_objects:
            return None
        return ngettext(
            "%(number)d term was deleted.", "%(number)d terms were deleted.", num_parent_objects
        ) % {"number": num_parent_objects}
