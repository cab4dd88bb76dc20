"""Pages on which people ask to be told, see what they asked for, and end it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.accounts.views.claims import GET_OR_POST
from directory.buyers.permissions import can_be_told
from directory.buyers.services.alerts import ask_to_be_told, end_alert, end_by_token
from directory.buyers.services.subscriptions import alerts_of
from directory.buyers.views.subscriptions import ask
from directory.needs.models import Need

_LARGEST_KEY = 2**63 - 1


def _own(request: HttpRequest) -> Any:
    person: Any = request.user
    rows = alerts_of(person).select_related("need", "organisation")
    return rows.order_by("-created_at", "-pk")


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List what somebody asked to be told of."""
    context = {"alerts": _own(request), "section": "account"}
    return TemplateResponse(request, "buyers/alerts.html", context)


@never_cache
@require_http_methods(GET_OR_POST)
def tell_me(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to be told when a need is met, or one like it appears: by the account, or at an address."""
    need = get_object_or_404(Need.objects.public().select_related("buyer"), slug=slug)
    if not request.user.is_authenticated:
        return ask(request, need)
    error = ""
    if request.method == "POST":
        try:
            ask_to_be_told(by=request.user, need=need)
        except ValidationError as found:
            error = " ".join(found.messages)
        else:
            messages.success(request, _("You will be told by e-mail."))
            return redirect("buyers:tell_me", slug)
    context = {
        "need": need,
        "error": error,
        "may": can_be_told(request.user),
        "alert": _own(request).filter(need=need).first(),
        "section": "needs",
    }
    return TemplateResponse(request, "buyers/tell_me.html", context, status=400 if error else 200)


@never_cache
@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own alerts."""
    if pk > _LARGEST_KEY:
        raise Http404
    end_alert(alert=get_object_or_404(_own(request), pk=pk))
    messages.success(request, _("The alert has ended; no more messages come of it."))
    return redirect("buyers:alerts")


@csrf_exempt
@never_cache
@require_http_methods(GET_OR_POST)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End an alert by the word of its messages: mail programs do it with one POST (RFC 8058).

    The word alone gives the right, so nothing is forged by another site that does not know it; a
    look at the page ends nothing, for programs look at links.
    """
    done = False
    if request.method == "POST":
        if not end_by_token(token=token):
            raise Http404
        done = True
    context = {"done": done, "section": ""}
    response = TemplateResponse(request, "buyers/stop.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
