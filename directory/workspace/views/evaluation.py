"""Screens on which a public body opens, judges and settles what was answered."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directory.accounts.views.claims import show_errors
from directory.catalogue.models import Organisation, Solution
from directory.needs.forms.procedure import OutcomeForm, ScoresForm
from directory.needs.models import Need, Outcome, Response, Sheet
from directory.needs.permissions import can_decide, can_evaluate, rights_of
from directory.needs.services import evaluation as services
from directory.needs.services.outcome import publish_outcome
from directory.needs.services.sealing import open_contents, open_document
from directory.workspace.views.frame import for_member, workspace_page
from directory.workspace.views.needs import need_of, refuse_to_decide


def _criteria(need: Need) -> list[Any]:
    return list(need.criteria.order_by("order", "pk"))


def _scores_form(
    responses: Sequence[Response], criteria: Sequence[Any], sheet: Sheet | None, data: Any = None
) -> ScoresForm:
    initial: dict[str, Any] = {}
    for score in sheet.scores.all() if sheet is not None else ():
        key = f"{score.response_id}_{score.criterion_id}"
        initial |= {f"points_{key}": score.points, f"reason_{key}": score.reason}
    return ScoresForm(data, responses=responses, criteria=criteria, initial=initial)


def _opened(
    need: Need, responses: Sequence[Response], criteria: Sequence[Any], form: ScoresForm, by: Any
) -> list[dict[str, Any]]:
    contents = open_contents(need_id=need.pk, responses=responses, by=by)
    solutions = Solution.objects.in_bulk({one["solution"] for one in contents.values()} - {None})
    return [
        {
            "response": response,
            "content": content,
            "solution": solutions.get(content["solution"]),
            "answers": [(one, content["answers"].get(str(one.pk), "")) for one in criteria],
            "documents": list(enumerate(content["documents"], 1)),
            "fields": form.of(response),
        }
        for response in responses
        if (content := contents[response.pk])
    ]


def _page(
    request: HttpRequest,
    organisation: Organisation,
    need: Need,
    *,
    responses: Sequence[Response] | None = None,
    scores: ScoresForm | None = None,
    outcome: OutcomeForm | None = None,
) -> HttpResponse:
    user = request.user
    passed, rights = need.deadline_has_passed, rights_of(user, need)
    result = Outcome.objects.filter(need=need).select_related("winner__organisation").first()
    sheet = None
    if not rights.torn:
        sheet = Sheet.objects.filter(need=need, evaluator_id=user.pk).first()
    sheets = services.visible_sheets(need=need, by=user) if passed else []
    criteria = _criteria(need)
    if responses is None:
        responses = services.received(need)
    judged = services.judged_by(sheets=sheets, responses=responses)
    form = scores or _scores_form(responses, criteria, sheet)
    opened = []
    if passed and need.settled != "cancelled" and rights.open:
        opened = _opened(need, responses, criteria, form, user)
    failed = any(one is not None and one.errors for one in (scores, outcome))
    decides = passed and result is None and rights.decide
    return workspace_page(
        request,
        "workspace/needs/evaluation.html",
        organisation,
        current="needs",
        status=400 if failed else 200,
        need=need,
        passed=passed,
        sheet=sheet,
        opened=opened,
        scores=form,
        torn=rights.torn,
        standings=services.standings_of(judged),
        judged=judged,
        outcome=outcome or (OutcomeForm(responses=responses) if decides else None),
        result=result,
    )


@for_member
@require_safe
def show(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Show the evaluation of a need: nothing of a response before the deadline."""
    return _page(request, organisation, need_of(organisation, pk))


@for_member
@require_POST
def begin(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Become an evaluator, by declaring to be impartial."""
    need = need_of(organisation, pk)
    try:
        if request.POST.get("impartial") != "yes":
            raise ValidationError(_("Confirm that you are impartial."))
        services.begin_sheet(need=need, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("workspace:evaluation", organisation.slug, need.pk)


@for_member
@require_POST
def scores(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Keep one's own scores, and hand the sheet in where that is asked for."""
    need = need_of(organisation, pk)
    sheet = Sheet.objects.filter(need=need, evaluator_id=request.user.pk).first()
    if sheet is None or not can_evaluate(request.user, need):
        raise PermissionDenied
    responses = services.received(need)
    form = _scores_form(responses, _criteria(need), sheet, request.POST)
    if form.is_valid():
        try:
            services.save_scores(need=need, by=request.user, scores=form.values())
            if request.POST.get("do") == "hand_in":
                services.hand_in(need=need, by=request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("Your sheet was saved."))
            return redirect("workspace:evaluation", organisation.slug, need.pk)
    return _page(request, organisation, need, responses=responses, scores=form)


@for_member
@require_POST
def outcome(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Publish what came of a need."""
    need = need_of(organisation, pk)
    if not can_decide(request.user, need):
        return refuse_to_decide(request, organisation, need)
    if not need.deadline_has_passed:
        messages.error(request, _("Responses stay sealed until the deadline."))
        return redirect("workspace:evaluation", organisation.slug, need.pk)
    responses = services.received(need)
    form = OutcomeForm(request.POST, responses=responses)
    if form.is_valid():
        try:
            publish_outcome(need=need, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("The outcome is public."))
            return redirect("workspace:evaluation", organisation.slug, need.pk)
    return _page(request, organisation, need, responses=responses, outcome=form)


@for_member
@require_safe
def document(
    request: HttpRequest, organisation: Organisation, pk: int, response: int, number: int
) -> HttpResponse:
    """Send a document of a response to an evaluator, as a download only."""
    need = need_of(organisation, pk)
    if max(response, number) > 2**63 - 1:
        raise Http404
    rows = Response.objects.filter(need=need, documents__number=number)
    row = get_object_or_404(rows, pk=response)
    name, data = open_document(response=row, number=number, by=request.user)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = HttpResponse(data, content_type=kind)
    ending = name.rpartition(".")[2]
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="response-{row.pk}-{number}.{ending}"'
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
