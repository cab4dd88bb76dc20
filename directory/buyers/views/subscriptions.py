"""Pages on which somebody without an account asks to be told of a need, and confirms the address."""

from __future__ import annotations

from typing import Any

from allauth.core.ratelimit import consume
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from directory.accounts.views.claims import GET_OR_POST, posted
from directory.buyers.forms import TellMeForm
from directory.buyers.services import subscriptions
from directory.enquiries.forms import new_stamp
from directory.needs.models import Need


def ask(request: HttpRequest, need: Need) -> HttpResponse:
    """Take the address at which somebody wants to be told of a need."""
    form = TellMeForm(posted(request), initial={"stamp": new_stamp()})
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            email = form.cleaned_data["email"].lower()
            if consume(request, action="alert", key=email):
                subscriptions.ask_by_address(
                    email=email, need=need, language=get_language() or "en"
                )
                return redirect("buyers:tell_me_asked")
            form.add_error(
                None, _("Too many alerts were asked for from here. Try again in an hour.")
            )
            status = 429
    context = {"need": need, "form": form, "section": "needs"}
    return TemplateResponse(request, "buyers/tell_me_ask.html", context, status=status)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Tell somebody to look into the mailbox, whatever came of it."""
    return TemplateResponse(request, "buyers/tell_me_asked.html", {"section": "needs"})


@never_cache
@require_http_methods(GET_OR_POST)
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether somebody wants to be told, and begin it; programs that open links of mail change nothing."""
    context: dict[str, Any] = {"section": "needs"}
    try:
        if request.method == "POST":
            context |= {"alert": subscriptions.confirm(token=token), "done": True}
        else:
            context["alert"] = subscriptions.read_confirmation(token)
    except ValidationError as error:
        context["problem"] = " ".join(error.messages)
    response = TemplateResponse(
        request, "buyers/tell_me_confirm.html", context, status=410 if "problem" in context else 200
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response
