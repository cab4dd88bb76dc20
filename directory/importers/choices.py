"""Named sets of values of the importers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Version(models.TextChoices):
    """Which version of an entry kept its own value against an import."""

    LIVE = "live", _("published entry")
    DRAFT = "draft", _("draft")
