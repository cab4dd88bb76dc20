"""Named sets of values of public-sector needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NeedKind(models.TextChoices):
    CHALLENGE = "challenge", _("challenge")
    MARKET_CONSULTATION = "market_consultation", _("market consultation")
    PLANNED = "planned", _("planned tender")
    TENDER = "tender", _("tender")


class NeedStatus(models.TextChoices):
    """The state a reader sees; what a buyer has not settled follows from the deadline."""

    OPEN = "open", pgettext_lazy("a need is", "open")
    CLOSED = "closed", pgettext_lazy("a need is", "closed")
    AWARDED = "awarded", pgettext_lazy("a need is", "awarded")
    CANCELLED = "cancelled", pgettext_lazy("a need is", "cancelled")


#: The states that a buyer sets; they stand above the deadline.
SETTLED = (
    (NeedStatus.CLOSED.value, NeedStatus.CLOSED.label),
    (NeedStatus.AWARDED.value, NeedStatus.AWARDED.label),
    (NeedStatus.CANCELLED.value, NeedStatus.CANCELLED.label),
)

#: The kinds that organisations can answer on this site.
ANSWERABLE = frozenset({NeedKind.CHALLENGE.value, NeedKind.MARKET_CONSULTATION.value})


class ChangeKind(models.TextChoices):
    """What the public history of a need tells."""

    CORRECTED = "corrected", _("corrected")
    EXTENDED = "extended", _("deadline extended")
    CANCELLED = "cancelled", pgettext_lazy("a need was", "cancelled")
    ANSWERED = "answered", _("questions answered")
    DECIDED = "decided", _("outcome published")


class ResponseStatus(models.TextChoices):
    """Where a response stands; only what is received counts and is ever opened."""

    RECEIVED = "received", pgettext_lazy("a response was", "received")
    REPLACED = "replaced", pgettext_lazy("a response was", "replaced")
    WITHDRAWN = "withdrawn", pgettext_lazy("a response was", "withdrawn")
    RETURNED = "returned", pgettext_lazy("a response was", "destroyed unopened")


class OutcomeKind(models.TextChoices):
    """How a challenge or a consultation ended."""

    AWARDED = "awarded", _("contract awarded")
    PILOT = "pilot", _("pilot agreed")
    NONE_SUITABLE = "none_suitable", _("no suitable response")
    CANCELLED = "cancelled", pgettext_lazy("a need was", "cancelled")


#: Outcomes that have a winner.
WON = frozenset({OutcomeKind.AWARDED.value, OutcomeKind.PILOT.value})
#: The most points of one criterion.
MOST_POINTS = 10
