"""Named sets of values of public-sector needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedKind(models.TextChoices):
    CHALLENGE = "challenge", _("challenge")
    MARKET_CONSULTATION = "market_consultation", _("market consultation")
    PLANNED = "planned", _("planned tender")
    TENDER = "tender", _("tender")


class NeedStatus(models.TextChoices):
    """The state a reader sees; what a buyer has not settled follows from the deadline."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    AWARDED = "awarded", _("awarded")
    CANCELLED = "cancelled", _("cancelled")


#: The states that a buyer sets; they stand above the deadline.
SETTLED = (
    (NeedStatus.CLOSED.value, NeedStatus.CLOSED.label),
    (NeedStatus.AWARDED.value, NeedStatus.AWARDED.label),
    (NeedStatus.CANCELLED.value, NeedStatus.CANCELLED.label),
)
