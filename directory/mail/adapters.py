"""How mail leaves the site in development: into a folder, and told on the console."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

_LINK = re.compile(r"https?://\S+")


class ToldBackend(EmailBackend):
    """Django's folder of messages, which also says who got what, with the links in it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent: int = super().send_messages(email_messages)
        for message in email_messages:
            links = " ".join(_LINK.findall(str(message.body)))
            sys.stdout.write(f"mail to {', '.join(message.to)}: {message.subject} {links}\n")
        sys.stdout.flush()
        return sent
