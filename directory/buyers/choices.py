"""What a buyer decides about an entry of a shortlist, and says of a match."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Verdict(models.TextChoices):
    """Whether an entry stays on the shortlist."""

    IN = "in", pgettext_lazy("on a shortlist", "In")
    OUT = "out", pgettext_lazy("on a shortlist", "Out")


class Fit(models.TextChoices):
    """What somebody says of a match of a need."""

    FITS = "fits", pgettext_lazy("a match", "Fits")
    UNFIT = "unfit", pgettext_lazy("a match", "Does not fit")


#: How many of the ranked matches a buyer may freeze.
SIZES = ((10, _("the first 10")), (20, _("the first 20")), (50, _("the first 50")))

#: How long the link that confirms an address can be followed, and an unconfirmed wish is kept.
CONFIRMATION_AGE = timedelta(days=3)
#: How long somebody without an account is told; asking again begins it anew.
TOLD_FOR = timedelta(days=365)
