"""The inbox of an organisation: its enquiries, one conversation, and a table to take along."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from directory.accounts.views.claims import GET_OR_POST, posted, show_errors
from directory.catalogue.models import Organisation
from directory.enquiries.choices import Status
from directory.enquiries.forms import OutcomeForm, ReplyForm
from directory.enquiries.models import Conversation
from directory.enquiries.services.answering import answer, decide, mark_read
from directory.media.sheets import csv_text
from directory.workspace.views.frame import for_member, workspace_page

PAGE_SIZE = 30
MOST_EXPORTED = 10_000


def _filtered(request: HttpRequest, organisation: Organisation) -> tuple[Any, str]:
    """Return the conversations asked for, and the status they were filtered by, if it is one."""
    rows = Conversation.objects.of(organisation)
    status = request.GET.get("status", "")
    if status not in Status.values:
        return rows, ""
    return rows.filter(Q(status=status)), status


@for_member
@require_GET
def inbox(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List an organisation's enquiries."""
    rows, status = _filtered(request, organisation)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return workspace_page(
        request,
        "workspace/enquiries.html",
        organisation,
        current="enquiries",
        page=page,
        status_chosen=status,
        statuses=Status.choices,
    )


@for_member
@require_http_methods(GET_OR_POST)
def conversation(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Show one conversation; answer it, or write down what came of it."""
    found = get_object_or_404(Conversation.objects.of(organisation), pk=pk)
    decides = "decide" in request.POST
    reply = ReplyForm(None if decides else posted(request))
    outcome = OutcomeForm(posted(request) if decides else None)
    form: Any = outcome if decides else reply
    if form.is_bound and form.is_valid():
        try:
            if decides:
                decide(conversation=found, by=request.user, **form.cleaned_data)
            else:
                answer(conversation=found, text=form.cleaned_data["text"], by=request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            said = _("The outcome was saved.") if decides else _("Your answer was sent.")
            messages.success(request, said)
            return redirect("workspace:enquiry", organisation.slug, pk)
    mark_read(conversation=found, by=request.user)
    return workspace_page(
        request,
        "workspace/enquiries_one.html",
        organisation,
        current="enquiries",
        status=400 if form.is_bound else 200,
        conversation=found,
        enquiry=found.enquiry,
        replies=found.replies.order_by("pk"),
        reply_form=reply,
        outcome_form=outcome,
    )


@for_member
@require_GET
def export(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Send the enquiries as a table; the senders' addresses stay hidden."""
    rows, _status = _filtered(request, organisation)
    head = [
        _("Received"), _("Name"), _("Organisation"), _("Country"), _("Kind of interest"), _("Subject"),
        _("Solution"), _("Status"), _("Hours until the answer"), _("Country of the deal"), _("Value of the deal"),
    ]  # fmt: skip
    response = HttpResponse(
        csv_text(head, (_cells(row) for row in rows[:MOST_EXPORTED])),
        content_type="text/csv; charset=utf-8",
    )
    response.headers["Content-Disposition"] = 'attachment; filename="enquiries.csv"'
    return response


def _cells(row: Conversation) -> list[object]:
    waited = row.response_time
    return [
        localtime(row.delivered_at).strftime("%Y-%m-%d %H:%M") if row.delivered_at else "",
        row.enquiry.name,
        row.enquiry.organisation_name,
        row.enquiry.country,
        row.enquiry.get_interest_display(),
        row.enquiry.subject,
        row.solution or "",
        row.get_status_display(),
        round(waited.total_seconds() / 3600, 1) if waited is not None else "",
        row.outcome_country or "",
        row.get_outcome_value_display() if row.outcome_value else "",
    ]
