"""Enquiries for tests."""

from __future__ import annotations

import re
import time
import uuid
from typing import Any

from django.core import signing

from directory.enquiries.forms import SALT
from directory.enquiries.models import Conversation
from directory.enquiries.services.sending import Letter, Receiver, confirm, send_enquiry
from directory.mail.models import Message
from directory.taxonomy.models import Market
from tests.catalogue.factories import term

SENDER = "eva@buyer.example"
SECRET = "Confidential words of Eva"


def country() -> Market:
    """Return Finland."""
    return Market.objects.filter(slug="fi").first() or term(Market, "fi", label_en="Finland")


def stamp(age: float = 60) -> str:
    """Return what a form carries that was opened so many seconds ago."""
    return signing.dumps([uuid.uuid4().hex, time.time() - age], salt=SALT)


def filled(**changed: Any) -> dict[str, Any]:
    """Return a form filled in well, unless told otherwise."""
    return {
        "name": "Eva Buyer",
        "organisation_name": "Buyer Oy",
        "country": country().slug,
        "email": SENDER,
        "interest": "pilot",
        "subject": "A pilot in Tampere",
        "message": SECRET,
        "consent": "on",
        "homepage": "",
        "stamp": stamp(),
    } | changed


def link(part: str, receiver: str = SENDER) -> str:
    """Return the path of a link in the newest message to an address."""
    text = Message.objects.filter(receiver=receiver).latest("pk").text
    return re.search(rf"https?://[^/\s]+(/\w\w/{part}\S*)", text).group(1)


def send(*organisations: Any, **changed: Any) -> Any:
    """Return an enquiry to organisations that waits for its confirmation."""
    values = {
        "name": "Eva Buyer",
        "organisation_name": "Buyer Oy",
        "country": country(),
        "email": SENDER,
        "interest": "pilot",
        "subject": "A pilot in Tampere",
        "message": SECRET,
    } | changed
    return send_enquiry(
        receivers=[Receiver(row) for row in organisations],
        letter=Letter(**values),
        form_id=uuid.uuid4(),
        language="en",
    )


def conversation(organisation: Any, **changed: Any) -> Conversation:
    """Return a delivered conversation with an organisation."""
    enquiry = send(organisation, **changed)
    confirm(token=link("enquiries/confirm/", enquiry.email).split("/")[4])
    return enquiry.conversations.get()
