"""Where a receiver stops messages; and, in development, the messages that would be in a mailbox."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from directory.mail.models import Message
from directory.mail.services import read_stop, refuse

SHOWN = 200


# The button of a mail program sends its POST without having opened a page; the token is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether messages of a kind are to stop, and stop them."""
    status, context = 200, {"done": request.method == "POST", "problem": ""}
    try:
        receiver, topic = read_stop(token)
    except ValidationError as error:
        status, context["problem"] = 410, " ".join(error.messages)
    else:
        if request.method == "POST":
            refuse(receiver=receiver, topic=topic)
        context |= {"receiver": receiver, "topic": topic.label}
    response = TemplateResponse(request, "mail/stop.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the newest messages; 404 where `MAIL_PAGE` is off."""
    _refuse_outside_development()
    rows = Message.objects.order_by("-pk")[:SHOWN]
    return TemplateResponse(request, "mail/outbox.html", {"rows": rows})


@never_cache
@require_GET
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one message; 404 where `MAIL_PAGE` is off."""
    _refuse_outside_development()
    row = get_object_or_404(Message, pk=pk) if pk < 2**63 else None
    if row is None:
        raise Http404
    return TemplateResponse(request, "mail/message.html", {"row": row})


def _refuse_outside_development() -> None:
    if not settings.MAIL_PAGE:
        raise Http404
