"""Named sets of values of outgoing mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    """Where a message stands; derived from its times, never stored."""

    WAITING = "waiting", _("waiting")
    RETRYING = "retrying", _("will be tried again")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class Topic(models.TextChoices):
    """Messages that nobody has to get; all others belong to what somebody began."""

    ENQUIRIES = "enquiries", _("New enquiries and answers")
    REMINDERS = "reminders", _("Reminders to confirm a profile")
    CONFIRMATIONS = "confirmations", _("Questions whether to be told of a need")
