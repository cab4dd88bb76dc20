"""The queue of submissions in the administration, and one submission with all that helps decide it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ModelLogEntry, TaskState

from directory.moderation.forms import AssignForm, QueueFilter, RemarksForm, WordsForm
from directory.moderation.permissions import can_decide, can_review_submissions
from directory.moderation.presenters.submissions import found_in, read, rows_of
from directory.moderation.services import deciding
from directory.moderation.services.queue import late_before, waiting
from directory.moderation.tasks import check_submission

PER_PAGE = 50


def _refuse_strangers(request: HttpRequest) -> None:
    if not can_review_submissions(request.user):
        raise PermissionDenied


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """List the submissions that wait, the oldest first."""
    _refuse_strangers(request)
    form = QueueFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(waiting(user=request.user, **wanted), PER_PAGE).get_page(request.GET.get("p"))
    asked = request.GET.copy()
    asked.pop("p", None)
    return TemplateResponse(
        request,
        "moderation/queue.html",
        {
            "filter": form,
            "page": page,
            "rows": rows_of(page.object_list, late_before=late_before()),
            "words": WordsForm(),
            "assign": AssignForm(),
            "query": asked.urlencode(),
        },
    )


def _chosen(request: HttpRequest) -> list[tuple[TaskState, int]]:
    """Return the chosen submissions, each with the revision that the list showed."""
    wanted: dict[int, int] = {}
    for text in request.POST.getlist("row")[:PER_PAGE]:
        key, _colon, revision = text.partition(":")
        if key.isdecimal() and revision.isdecimal() and len(text) < 40:
            wanted[int(key)] = int(revision)
    states = TaskState.objects.filter(pk__in=wanted).select_related("workflow_state", "revision")
    return [(state, wanted[state.pk]) for state in states.order_by("pk")]


@require_POST
def decide_many(request: HttpRequest) -> HttpResponse:
    """Approve, return or give away the chosen submissions, each in a transaction of its own."""
    _refuse_strangers(request)
    chosen = _chosen(request)
    words, people = WordsForm(request.POST), AssignForm(request.POST)
    do = request.POST.get("do")
    if not chosen:
        messages.error(request, _("Choose submissions first."))
    elif do == "approve":
        _each(
            request,
            chosen,
            lambda state, revision: deciding.approve(
                task_state=state, revision_id=revision, user=request.user
            ),
        )
    elif do == "return" and words.is_valid():
        _each(
            request,
            chosen,
            lambda state, _revision: deciding.send_back(
                task_state=state, remarks={"": words.words()}, user=request.user
            ),
        )
    elif do == "assign" and people.is_valid():
        reviewer = people.cleaned_data["reviewer"]
        _each(
            request,
            chosen,
            lambda state, _revision: deciding.assign(
                task_state=state, reviewer=reviewer, user=request.user
            ),
        )
    else:
        errors = [*words.errors.values(), *people.errors.values()]
        said = " ".join(str(error) for row in errors for error in row)
        messages.error(request, said or _("Choose what to do."))
    return redirect(f"{reverse('moderation_queue')}?{request.POST.get('query', '')[:500]}")


def _each(
    request: HttpRequest,
    chosen: list[tuple[TaskState, int]],
    act: Callable[[TaskState, int], None],
) -> None:
    done = 0
    for state, revision in chosen:
        try:
            act(state, revision)
        except ValidationError as error:
            reason = " ".join(error.messages)
        except PermissionDenied as error:
            reason = str(error) or _("You may not decide it.")
        else:
            done += 1
            continue
        entry = state.revision.object_str
        messages.error(request, _("“%(entry)s”: %(reason)s") % {"entry": entry, "reason": reason})
    if done:
        said = ngettext("%(number)d submission done.", "%(number)d submissions done.", done)
        messages.success(request, said % {"number": done})


@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a submission changes and what was found in it, and decide it."""
    _refuse_strangers(request)
    rows = TaskState.objects.select_related("workflow_state__requested_by", "revision", "task")
    state = get_object_or_404(rows, pk=pk)
    if not can_decide(request.user, state):
        raise PermissionDenied
    entry = state.revision.content_object
    if entry is None or state.status != TaskState.STATUS_IN_PROGRESS:
        messages.error(request, _("It waits no longer: somebody decided it, or it was withdrawn."))
        return redirect("moderation_queue")
    changes = read(state)
    sent = request.POST if request.method == "POST" else None
    do = request.POST.get("do")
    remarks = RemarksForm(
        sent if do == "return" else None, names=[change.name for change in changes]
    )
    handling = getattr(state.workflow_state, "handling", None)
    people = AssignForm(
        sent if do == "assign" else None,
        initial={"reviewer": handling.reviewer_id if handling else None},
    )
    error = ""
    if sent is not None:
        try:
            answer = _decide(request, state, do or "", remarks, people)
        except ValidationError as found:
            error = " ".join(found.messages)
        else:
            if answer is not None:
                return answer
    context = {
        "state": state,
        "entry": entry,
        "changes": [(change, remarks.at(change.name)) for change in changes],
        "whole": remarks.at(""),
        "remarks": remarks,
        "assign": people,
        "error": error,
        "found": found_in(state.revision, entry),
        "check": getattr(state.revision, "check_made", None),
        "is_late": state.started_at < late_before(),
        "edit_url": AdminURLFinder(request.user).get_edit_url(entry),
        "preview_url": _preview_url(entry, state),
        "trail": ModelLogEntry.objects.for_instance(entry).order_by("-timestamp")[:15],
    }
    status = 400 if error or remarks.errors or people.errors else 200
    return TemplateResponse(request, "moderation/submission.html", context, status=status)


def _decide(
    request: HttpRequest, state: TaskState, do: str, remarks: RemarksForm, people: AssignForm
) -> HttpResponse | None:
    """Do what the form asks for; return where to go, or None where the form has errors."""
    name = state.revision.object_str
    if do == "approve":
        revision = request.POST.get("revision", "")
        number = int(revision) if revision.isdecimal() and len(revision) < 19 else 0
        deciding.approve(task_state=state, revision_id=number, user=request.user)
        messages.success(request, _("“%(entry)s” is published.") % {"entry": name})
        return redirect("moderation_queue")
    if do == "return" and remarks.is_valid():
        deciding.send_back(task_state=state, remarks=remarks.remarks(), user=request.user)
        messages.success(request, _("“%(entry)s” was returned.") % {"entry": name})
        return redirect("moderation_queue")
    if do == "assign" and people.is_valid():
        reviewer = people.cleaned_data["reviewer"]
        deciding.assign(task_state=state, reviewer=reviewer, user=request.user)
        messages.success(request, _("The reviewer was changed."))
        return redirect("moderation_submission", state.pk)
    if do == "check":
        key = state.revision_id
        transaction.on_commit(lambda: check_submission.enqueue(key))
        messages.success(request, _("It is being checked again; look here in a minute."))
        return redirect("moderation_submission", state.pk)
    return None


def _preview_url(entry: Any, state: TaskState) -> str:
    viewset = getattr(type(entry), "snippet_viewset", None)
    if viewset is None:
        return ""
    name = viewset.get_url_name("revisions_view")
    return reverse(name, args=[entry.pk, state.revision_id])
