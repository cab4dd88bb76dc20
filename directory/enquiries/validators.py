"""Rules of what a stranger may write."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.enquiries.choices import MOST_LINKS

_LINK = re.compile(r"(?:https?|ftp)://|\bwww\.|\[url|<a\s", re.IGNORECASE)


def validate_few_links(value: str) -> None:
    """Refuse a message with more links than somebody needs who asks a question."""
    if len(_LINK.findall(value)) > MOST_LINKS:
        raise ValidationError(
            ngettext(
                "A message may hold %(number)d link at most.",
                "A message may hold %(number)d links at most.",
                MOST_LINKS,
            )
            % {"number": MOST_LINKS},
            code="links",
        )


def validate_no_link(value: str) -> None:
    """Refuse a link where a name or a subject belongs."""
    if _LINK.search(value):
        raise ValidationError(_("Leave links out of this field."), code="links")
