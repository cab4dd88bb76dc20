"""Pages of the digital check: a draft checked, and those that their readers asked to keep."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.matching.forms import CheckForm
from directory.matching.models import KeptDraft
from directory.matching.permissions import can_keep, may_check
from directory.matching.presenters.check import CheckView, present_check
from directory.matching.presenters.check_paper import check_paper
from directory.matching.services.check import UncheckableError, check
from directory.matching.services.drafts import delete_draft, keep_draft

_LARGEST_KEY = 2**63 - 1


@require_http_methods(["GET", "HEAD", "POST"])
def digital_check(request: HttpRequest) -> HttpResponse:
    """Show what a draft regulation asks of people, and what exists already that could carry it."""
    may_keep = can_keep(request.user)
    form = CheckForm(may_keep=may_keep)
    result, status = None, 200
    if request.method == "POST":
        form = CheckForm(request.POST, request.FILES, may_keep=may_keep)
        if not may_check(request):
            form.add_error(None, _too_many())
            status = 429
        elif form.is_valid():
            result = _checked(form)
        if result is None and status == 200:
            status = 400
        if result is not None and form.cleaned_data.get("keep"):
            try:
                kept = keep_draft(text=form.cleaned_data["draft"], by=request.user)
            except ValidationError as error:
                form.add_error("keep", error)
                result, status = None, 400
            else:
                return redirect("matching:kept-draft", kept.pk)
        if result is not None and request.POST.get("as") == "pdf":
            return _paper(result)
    context = {
        "form": form,
        "result": result,
        "may_keep": may_keep,
        "section": "needs",
        "canonical": reverse("matching:digital-check"),
    }
    return render(request, "matching/check/page.html", context, status=status)


def _too_many() -> str:
    return _("Too many drafts were checked from here within an hour. Try again later.")


def _checked(form: CheckForm) -> CheckView | None:
    try:
        found = check(text=form.cleaned_data["draft"])
    except UncheckableError as error:
        form.add_error("file" if form.cleaned_data.get("file") else "text", str(error))
        return None
    return present_check(found, lang=get_language() or "en")


def _paper(result: CheckView) -> HttpResponse:
    response = HttpResponse(
        check_paper(result, lang=get_language() or "en"), content_type="application/pdf"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="digital-check.pdf"'
    return response


def _own(request: HttpRequest) -> Any:
    person: Any = request.user
    return KeptDraft.objects.filter(user_id=person.pk).order_by("-kept_at", "-pk")


@never_cache
@login_required
@require_safe
def kept_drafts(request: HttpRequest) -> HttpResponse:
    """List the drafts that somebody keeps."""
    context = {"drafts": _own(request).defer("text"), "section": "account"}
    return render(request, "matching/check/kept.html", context)


@never_cache
@login_required
@require_safe
def kept_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Check a kept draft anew, with what the directory holds now."""
    if pk > _LARGEST_KEY:
        raise Http404
    draft = get_object_or_404(_own(request), pk=pk)
    result, problem, status = None, "", 200
    if not may_check(request):
        problem, status = _too_many(), 429
    else:
        try:
            result = present_check(check(text=draft.text), lang=get_language() or "en")
        except UncheckableError as error:
            # It could be checked when it was kept; the rules have changed since.
            problem, status = str(error), 400
    if result is not None and request.GET.get("as") == "pdf":
        return _paper(result)
    context = {"draft": draft, "result": result, "problem": problem, "section": "needs"}
    return render(request, "matching/check/kept_one.html", context, status=status)


@never_cache
@login_required
@require_POST
def delete_kept(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a kept draft."""
    if pk > _LARGEST_KEY:
        raise Http404
    delete_draft(draft=get_object_or_404(_own(request), pk=pk))
    messages.success(request, _("The draft was deleted."))
    return redirect("matching:kept-drafts")
