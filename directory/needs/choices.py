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
