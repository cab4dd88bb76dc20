"""Names of the review that are stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: The workflow of entries and its one task.
WORKFLOW = "Editorial review"
TASK = "Review by an editor"

EDITOR_ACTIONS = ("view", "add", "change")
REVIEWER_ACTIONS = ("view", "add", "change", "delete", "publish", "lock", "unlock")
#: What reviewers do with the reasons for returning and the settings of the queue.
REASON_ACTIONS = ("view", "add", "change", "delete")


class FindingKind(models.TextChoices):
    """What the site itself finds in a submission."""

    CONTACT = "contact", _("contact details in a text")
    LANGUAGE = "language", _("missing language")
    DEAD_LINK = "dead_link", _("link that does not answer")
    DUPLICATE = "duplicate", _("text of another entry")


#: What the review itself writes into the log of an entry.
ASSIGNED = "moderation.assign"
