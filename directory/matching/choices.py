"""What a match is judged by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Points from which a match is adequate: of the judged needs' matches two of three from here on are right ones.
ADEQUATE = 24.0


class Feature(models.TextChoices):
    """The features of a match; each is a column of weights and a kind of reason in the API."""

    TEXT = "text", _("own words")
    PROJECTS = "projects", _("similar projects")
    CPV = "cpv", _("CPV codes")
    SUBJECT = "subject", _("subject")
    WORK = "work", _("kind of work")
    RECORD = "record", _("track record")
    NEARBY = "nearby", _("work nearby")
    CLIENT = "client", _("client known")
    SECTOR = "sector", _("sector")
    TECHNOLOGY = "technology", _("technology")
    DATA_THEME = "data_theme", _("data theme")
    RECENT = "recent", _("recent work")
    REQUIREMENTS = "requirements", _("requirements")
    CAPACITY = "capacity", _("capacity")
