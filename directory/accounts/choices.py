"""Named sets of values of accounts."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.catalogue.choices import VerifiedFact

#: How long an invitation can be accepted, and a claim be proved.
INVITATION_AGE = timedelta(days=14)
CLAIM_AGE = timedelta(days=30)
#: How long the link in a proof's e-mail can be followed.
PROOF_AGE = timedelta(days=2)


class Role(models.TextChoices):
    """What a member may do: an editor writes, an admin also looks after the team."""

    ADMIN = "admin", _("administrator")
    EDITOR = "editor", _("editor")


class InvitationKind(models.TextChoices):
    TEAM = "team", _("into the team")
    CLAIM = "claim", _("by staff, to take over the entry")


class ClaimMethod(models.TextChoices):
    """How somebody shows that they speak for an organisation."""

    EMAIL = "email", _("e-mail at the website's domain")
    DNS = "dns", _("record in the domain name system")
    FILE = "file", _("file on the website")
    DOCUMENT = "document", _("document")
    NEW = "new", _("new entry")
    JOIN = "join", _("request to join the team")


#: Methods that prove control of a domain.
DOMAIN_METHODS = frozenset({ClaimMethod.EMAIL, ClaimMethod.DNS, ClaimMethod.FILE})


#: What is verified where somebody becomes the team of an entry; it stays when they go.
FACTS_OF_A_TEAM = frozenset({VerifiedFact.EMAIL, VerifiedFact.WEBSITE, VerifiedFact.REPRESENTATIVE})


class ClaimStatus(models.TextChoices):
    """Where a claim stands: ``open`` waits for the proof, ``pending`` for a decision."""

    OPEN = "open", _("waiting for the proof")
    PENDING = "pending", _("waiting for a decision")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


#: Statuses of claims that can still be proved, decided or withdrawn.
UNDECIDED = frozenset({ClaimStatus.OPEN, ClaimStatus.PENDING})

#: What a trusted organisation changes without a reviewer, by kind of entry. Names, legal facts,
#: registers, addresses of websites (claims are proved by them), certificates, stages, clients and
#: everything that is not named here are always reviewed.
SMALL_FIELDS = {
    "organisation": frozenset(
        "tagline description city region employees sectors technologies data_themes markets languages".split()
    ),
    "solution": frozenset(
        "tagline description partner_sought sectors technologies data_themes markets languages".split()
    ),
    "reference": frozenset({"result"}),
    "dataset": frozenset({"description", "formats", "update_frequency"}),
}
#: Words that a small change of a text takes out and puts in, together.
MOST_CHANGED_WORDS = 25
#: How long a profile counts as confirmed, and how long after it its team is reminded.
CONFIRM_EVERY = timedelta(days=365)
REMIND_AFTER = (
    CONFIRM_EVERY - timedelta(days=30),
    CONFIRM_EVERY,
    CONFIRM_EVERY + timedelta(days=30),
)
#: What accounts write into the log of an entry.
TRUSTED, DISTRUSTED, PUBLISHED_SMALL = (
    "accounts.trust",
    "accounts.distrust",
    "accounts.publish_small",
)
CONFIRMED, PAUSED, RESUMED = "accounts.confirm", "accounts.pause", "accounts.resume"
