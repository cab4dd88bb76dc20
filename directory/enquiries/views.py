"""Pages on which a sender writes to an organisation, confirms the address and reads the answers."""

from __future__ import annotations

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from directory.accounts.services.addresses import verified_addresses
from directory.accounts.views.claims import GET_OR_POST, posted, show_errors
from directory.catalogue.models import Organisation, Solution
from directory.enquiries.choices import Side
from directory.enquiries.forms import EnquiryForm, ReplyForm, new_stamp
from directory.enquiries.services.answering import answer_by_link, mark_read
from directory.enquiries.services.links import read_conversation
from directory.enquiries.services.sending import (
    Receiver,
    confirm,
    read_confirmation,
    route_to,
    send_enquiry,
)
from directory.events.choices import Kind
from directory.events.services.counting import count_step


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to an organisation."""
    entry = get_object_or_404(Organisation.objects.public(), slug=slug)
    return _enquire(request, entry, [Receiver(entry)])


def solution(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to those who provide a solution."""
    entry = get_object_or_404(Solution.objects.public(), slug=slug)
    providers = entry.providers.filter(live=True).order_by("pk")
    return _enquire(request, entry, [Receiver(provider, entry) for provider in providers])


@never_cache
@require_http_methods(GET_OR_POST)
def _enquire(request: HttpRequest, entry: Any, receivers: list[Receiver]) -> HttpResponse:
    count_step(request, Kind.CONTACT, entry_type=entry.type_name, key=entry.pk)
    user: Any = request.user if request.user.is_authenticated else None
    initial = {"stamp": new_stamp()}
    is_proved = False
    if user is not None:
        initial |= {"name": user.get_full_name(), "email": user.email}
        is_proved = user.email.lower() in verified_addresses(user)
    form = EnquiryForm(posted(request), initial=initial)
    if is_proved:
        form.fields["email"].help_text = _(
            "It stays hidden. To any other address we send a link first, to confirm it."
        )
    status = 200
    if form.is_bound and form.is_valid():
        if not consume(request, action="enquiry", key=form.cleaned_data["email"].lower()):
            form.add_error(None, _("Too many enquiries were sent from here. Try again in an hour."))
            status = 429
        else:
            try:
                enquiry = send_enquiry(
                    receivers=receivers,
                    letter=form.letter(),
                    form_id=form.form_id,  # type: ignore[arg-type]  # a valid form has one
                    language=get_language() or "en",
                    user=user,
                )
            except ValidationError as error:
                show_errors(form, error)
            else:
                delivered = enquiry.confirmed_at is not None
                return redirect("enquiries:delivered" if delivered else "enquiries:sent")
    if form.errors and status == 200:
        status = 400
    context = {
        "form": form,
        "entry": entry,
        "is_proved": is_proved,
        "routes": [(receiver.organisation, route_to(receiver.organisation)) for receiver in receivers],
        "section": "solutions" if isinstance(entry, Solution) else "organisations",
    }  # fmt: skip
    return TemplateResponse(request, "enquiries/enquire.html", context, status=status)


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """Tell a sender to look into the mailbox."""
    return TemplateResponse(request, "enquiries/sent.html", {"delivered": False})


@require_GET
def delivered(request: HttpRequest) -> HttpResponse:
    """Tell a sender that the enquiry is on its way."""
    return TemplateResponse(request, "enquiries/sent.html", {"delivered": True})


@never_cache
@require_http_methods(GET_OR_POST)
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether an enquiry is one's own, and deliver it; programs that open links of mail change nothing."""
    problem, receivers = "", []
    try:
        if request.method == "POST":
            confirm(token=token)
            return redirect("enquiries:delivered")
        rows = read_confirmation(token).conversations.select_related("organisation")
        receivers = [row.organisation for row in rows]
    except ValidationError as error:
        problem = " ".join(error.messages)
    context = {"problem": problem, "receivers": receivers}
    return _kept_private(request, "enquiries/confirm.html", context, status=410 if problem else 200)


@never_cache
@require_http_methods(GET_OR_POST)
def conversation(request: HttpRequest, token: str) -> HttpResponse:
    """Show a conversation to the side to which its link was sent, and take its answer."""
    try:
        found, side = read_conversation(token)
    except ValidationError as error:
        gone = {"problem": " ".join(error.messages)}
        return _kept_private(request, "enquiries/conversation.html", gone, status=410)
    form = ReplyForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            if consume(request, action="enquiry_reply"):
                answer_by_link(token=token, text=form.cleaned_data["text"])
                messages.success(request, _("Your message was sent."))
                return redirect(request.path)
            form.add_error(None, _("Too many messages were sent from here. Try again in an hour."))
        except ValidationError as error:
            show_errors(form, error)
    if side == Side.ORGANISATION:
        mark_read(conversation=found)
    context = {
        "conversation": found,
        "enquiry": found.enquiry,
        "replies": found.replies.order_by("pk"),
        "side": side,
        "form": form,
    }
    status = 400 if form.errors else 200
    return _kept_private(request, "enquiries/conversation.html", context, status=status)


def _kept_private(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int
) -> HttpResponse:
    """Return a page whose address is a secret: no search engine may learn it, nor another site.

    The site's own policy keeps referrers to the site; none at all would have browsers send forms
    without their origin, which are refused.
    """
    response = TemplateResponse(request, template, context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
