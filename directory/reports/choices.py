"""Named sets of values of the reports."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Show(models.TextChoices):
    """Which searches are listed."""

    TOP = "top", _("the most frequent")
    NOTHING = "nothing", _("with no result")
    NO_CLICK = "no-click", _("with no click")


class Days(models.TextChoices):
    """How far back, up to today."""

    MONTH = "30", _("30 days")
    QUARTER = "91", _("13 weeks")
    YEAR = "364", _("52 weeks")
