"""Screens on which a public body runs a published need: questions, extension, cancellation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from directory.accounts.views.claims import show_errors
from directory.buyers.permissions import can_say
from directory.catalogue.models import Organisation
from directory.needs.choices import NeedStatus
from directory.needs.forms.procedure import AnswerForm, ExtendForm, ReasonForm
from directory.needs.models import Need, Question
from directory.needs.permissions import can_decide, can_run, rights_of
from directory.needs.presenters import present_procedure
from directory.needs.services import procedure, questions
from directory.workspace.views.frame import for_member, workspace_page
from directory.workspace.views.kinds import NEEDS


def need_of(organisation: Organisation, pk: int) -> Need:
    """Return a published need of a public body; raises Http404 for any other."""
    if not NEEDS.fits(organisation) or pk > 2**63 - 1:
        raise Http404
    rows = NEEDS.rows(organisation).filter(live=True)
    need: Need = get_object_or_404(rows.select_related("buyer"), pk=pk)
    return need


def _page(
    request: HttpRequest, organisation: Organisation, need: Need, **forms: Any
) -> HttpResponse:
    failed = any(form.errors for form in forms.values())
    waiting = Question.objects.filter(need=need, published_at=None).order_by("pk")
    answered = forms.pop("answer", None)
    cards = [
        (
            row,
            answered
            if answered is not None and answered.prefix == f"q{row.pk}"
            else AnswerForm(prefix=f"q{row.pk}", initial={"text": row.answer}),
        )
        for row in waiting
    ]
    is_open = need.status == NeedStatus.OPEN
    return workspace_page(
        request,
        "workspace/needs/run.html",
        organisation,
        current="needs",
        status=400 if failed else 200,
        need=need,
        procedure=present_procedure(need),
        questions=cards,
        has_answers=any(row.answer for row in waiting),
        is_open=is_open,
        may_say=need.live and need.in_scope and can_say(request.user, need),
        extend=forms.get("extend") or ExtendForm(prefix="extend"),
        cancel=forms.get("cancel") or ReasonForm(prefix="cancel"),
        may_extend=is_open and need.deadline is not None,
        may_cancel=not need.settled and can_decide(request.user, need),
    )


@for_member
@require_GET
def run(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Show where a published need stands, and what can be done."""
    return _page(request, organisation, need_of(organisation, pk))


def _act(
    request: HttpRequest,
    organisation: Organisation,
    need: Need,
    name: str,
    form: Any,
    service: Callable[[], Any],
    done: str,
) -> HttpResponse:
    """Do what a form asks for by one service, or show the form with what is wrong."""
    if form.is_valid():
        try:
            service()
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, done)
            return redirect("workspace:needs_run", organisation.slug, need.pk)
    return _page(request, organisation, need, **{name: form})


@for_member
@require_POST
def extend(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Move the deadline to a later moment."""
    need, form = need_of(organisation, pk), ExtendForm(request.POST, prefix="extend")
    return _act(
        request, organisation, need, "extend", form,
        lambda: procedure.extend(need=need, by=request.user, **form.cleaned_data),
        _("The deadline was extended; everybody concerned is told."),
    )  # fmt: skip


def refuse_to_decide(request: HttpRequest, organisation: Organisation, need: Need) -> HttpResponse:
    """Refuse who may not settle a need; who would but for a team that responded is told why."""
    if not rights_of(request.user, need).torn:
        raise PermissionDenied
    messages.error(
        request,
        _(
            "You belong to an organisation that responded: you can neither evaluate nor decide. "
            "Another administrator of this team does."
        ),
    )
    return redirect("workspace:evaluation", organisation.slug, need.pk)


@for_member
@require_POST
def cancel(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """End a need without a winner."""
    need, form = need_of(organisation, pk), ReasonForm(request.POST, prefix="cancel")
    if not can_decide(request.user, need):
        return refuse_to_decide(request, organisation, need)
    return _act(
        request, organisation, need, "cancel", form,
        lambda: procedure.cancel(need=need, by=request.user, **form.cleaned_data),
        _("The need was cancelled; its page stays."),
    )  # fmt: skip


@for_member
@require_POST
def answer(request: HttpRequest, organisation: Organisation, pk: int, number: int) -> HttpResponse:
    """Keep the draft of an answer."""
    need = need_of(organisation, pk)
    if number > 2**63 - 1:
        raise Http404
    question = get_object_or_404(Question.objects.filter(need=need, published_at=None), pk=number)
    form = AnswerForm(request.POST, prefix=f"q{question.pk}")
    return _act(
        request, organisation, need, "answer", form,
        lambda: questions.write_answer(question=question, by=request.user, **form.cleaned_data),
        _("The answer was saved. It is public once you publish the answers."),
    )  # fmt: skip


@for_member
@require_POST
def publish(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Publish all written answers at one moment."""
    need = need_of(organisation, pk)
    if not can_run(request.user, need):
        raise PermissionDenied
    try:
        count = questions.publish_answers(need=need, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = ngettext(
            "%(number)d answer was published.", "%(number)d answers were published.", count
        )
        messages.success(request, said % {"number": count})
    return redirect("workspace:needs_run", organisation.slug, need.pk)
