"""The page on which a buyer's team says which matches fit its need."""

from __future__ import annotations

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.accounts.views.claims import GET_OR_POST, posted, show_errors
from directory.buyers.forms import TAKE_BACK, OpinionForm
from directory.buyers.models import REASON_LENGTH
from directory.buyers.permissions import can_say
from directory.buyers.presenters.opinions import present_opinions
from directory.buyers.services.opinions import say, take_back
from directory.matching.services.store import KEPT, known_matches
from directory.needs.models import Need


@never_cache
@login_required
@require_http_methods(GET_OR_POST)
def opinions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the matches of a need to its buyer's team, and keep what one of it says of them."""
    person: Any = request.user
    need = get_object_or_404(Need.objects.public().select_related("buyer"), slug=slug)
    if not can_say(person, need):
        raise PermissionDenied
    form = OpinionForm(posted(request), need=need, user=person)
    status = 200
    if form.is_bound:
        status = 400
        if not consume(request, action="opinion", user=person):
            form.add_error(None, _("Too many opinions were sent from here. Try again in an hour."))
            status = 429
        elif form.is_valid():
            try:
                _keep(request, need, form.cleaned_data)
            except ValidationError as error:
                show_errors(form, error)
            else:
                anchor = form.data["entry"].replace(":", "-")
                return redirect(f"{reverse('buyers:opinions', args=[slug])}#{anchor}")
    lang = get_language() or "en"
    written = need.text("title")[1]
    page = present_opinions(
        need,
        known_matches(need, limit=KEPT),
        reader=person.pk,
        lang=lang,
        form=form,
    )
    context = {
        "need": need,
        "title_lang": written if written != lang else "",
        "form": form,
        "page": page,
        "longest": REASON_LENGTH,
        "section": "needs",
    }
    return TemplateResponse(request, "buyers/opinions.html", context, status=status)


def _keep(request: HttpRequest, need: Need, said: dict[str, Any]) -> None:
    """Write down what the form says; raises ValidationError."""
    if said["value"] == TAKE_BACK:
        take_back(need=need, entry=said["entry"], by=request.user)
        messages.success(request, _("Your opinion was taken back."))
    else:
        say(need=need, by=request.user, **said)
        messages.success(request, _("Your opinion was kept. You can change it at any time."))
