"""Named sets of values of enquiries, and the consent that every sender gives."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: How long the link that confirms an address can be followed, and an unconfirmed enquiry is kept.
CONFIRMATION_AGE = timedelta(days=3)
#: How long after its last message a conversation keeps what is personal in it.
RETENTION = timedelta(days=365)
#: How long a link into a conversation opens it; every message brings a new one.
LINK_AGE = timedelta(days=180)
#: A form sent quicker than this was filled in by a program; one older than this was left open.
LEAST_SECONDS = 3
MOST_SECONDS = 24 * 3600
#: Links that a message may hold; names and subjects hold none.
MOST_LINKS = 2
#: Enquiries of one address that may wait for their confirmation at once.
MOST_UNCONFIRMED = 5
#: Messages that one side of a conversation may write in a row, so that nobody is flooded.
MOST_IN_A_ROW = 5

#: A changed text gets a new version: what a sender agreed to is kept with the enquiry.
CONSENT_VERSION = "2026-11-24"
CONSENT = _(
    "I agree that my name, organisation, country and message are passed on to the organisations named here so that "
    "they can answer. My e-mail address stays hidden from them: answers come through this site. What is personal is "
    "erased a year after the last message, or earlier when I ask for it."
)


class Interest(models.TextChoices):
    """What a sender has in mind."""

    BUY = "buy", _("buy or order a solution")
    PILOT = "pilot", _("try it in a pilot")
    RESELL = "resell", _("represent or resell it in my market")
    PARTNER = "partner", _("work together on a project")
    INVEST = "invest", _("invest")
    OTHER = "other", pgettext_lazy("kind of interest", "something else")


class Status(models.TextChoices):
    """Where a conversation stands for the organisation."""

    NEW = "new", pgettext_lazy("enquiry", "new")
    READ = "read", pgettext_lazy("enquiry", "read")
    ANSWERED = "answered", pgettext_lazy("enquiry", "answered")
    WON = "won", pgettext_lazy("enquiry", "won")
    LOST = "lost", pgettext_lazy("enquiry", "lost")
    NOT_FOR_US = "not_for_us", pgettext_lazy("enquiry", "not for us")


#: What came of an enquiry in the end.
OUTCOMES = (Status.WON, Status.LOST, Status.NOT_FOR_US)


class Route(models.TextChoices):
    """To whom an enquiry was delivered: the team, the role mailbox on record, or staff."""

    TEAM = "team", _("team")
    MAILBOX = "mailbox", _("role mailbox")
    STAFF = "staff", pgettext_lazy("route of an enquiry", "staff")


class Side(models.TextChoices):
    """Who speaks in a conversation."""

    ORGANISATION = "organisation", _("the organisation")
    BUYER = "buyer", _("the sender")


class ValueBand(models.TextChoices):
    """What a deal is worth, roughly."""

    UNDER_10K = "under-10k", _("under 10,000 EUR")
    UNDER_50K = "10k-50k", _("10,000 to 50,000 EUR")
    UNDER_200K = "50k-200k", _("50,000 to 200,000 EUR")
    UNDER_1M = "200k-1m", _("200,000 to 1 million EUR")
    OVER_1M = "over-1m", _("over 1 million EUR")
