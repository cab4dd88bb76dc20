"""What is counted."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """A kind of event; ``docs/events.md`` says when each is counted."""

    IMPRESSION = "impression"
    VIEW = "view"
    CONTACT = "contact"
    WEBSITE = "website"
    ENQUIRY = "enquiry"
    SEARCH = "search"
    CLICK = "click"
