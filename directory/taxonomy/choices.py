"""Named sets of values of the vocabularies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MarketKind(models.TextChoices):
    COUNTRY = "country", _("country")
    GROUP = "group", _("group of countries")
