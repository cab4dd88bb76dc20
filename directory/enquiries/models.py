"""A buyer's message, the conversation it begins with each organisation, and its outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.catalogue.models import Organisation, Solution
from directory.catalogue.validators import validate_texts
from directory.enquiries.choices import OUTCOMES, Interest, Route, Side, Status, ValueBand
from directory.enquiries.querysets import ConversationQuerySet
from directory.enquiries.validators import validate_few_links, validate_no_link
from directory.taxonomy.models import Market

LONGEST_MESSAGE = 5000


class Enquiry(models.Model):
    """One message of a sender, to one organisation or several.

    Nothing is delivered before the sender's address is confirmed by a link, which works once; only
    the digest of its secret is stored. What is personal is erased some time after the last message.
    """

    name = models.CharField(
        _("your name"), max_length=100, blank=True, validators=[validate_texts, validate_no_link]
    )
    organisation_name = models.CharField(
        _("your organisation"),
        max_length=150,
        blank=True,
        validators=[validate_texts, validate_no_link],
    )
    country = models.ForeignKey(
        Market, verbose_name=_("your country"), on_delete=models.PROTECT, related_name="+"
    )
    email = models.EmailField(_("your e-mail address"), blank=True)
    interest = models.CharField(
        _("kind of interest"), max_length=10, choices=Interest.choices, default=Interest.BUY
    )
    subject = models.CharField(
        pgettext_lazy("of a message", "subject"),
        max_length=120,
        blank=True,
        validators=[validate_texts, validate_no_link],
    )
    message = models.TextField(
        pgettext_lazy("of an enquiry", "message"),
        max_length=LONGEST_MESSAGE,
        blank=True,
        validators=[validate_texts, validate_few_links],
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    consent_version = models.CharField(_("version of the consent"), max_length=20)
    consent_text = models.TextField(_("consent given"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account of the sender"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # The form that was filled in: sent twice, it makes one enquiry.
    form_id = models.UUIDField(unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    expires_at = models.DateTimeField(_("to be confirmed until"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        constraints = [
            models.CheckConstraint(
                name="enquiries_enquiry_erased_holds_nobody",
                condition=models.Q(erased_at__isnull=True)
                | models.Q(name="", organisation_name="", email="", subject="", message=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="enquiries_unconfirmed",
                condition=models.Q(confirmed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.subject or f"{self.pk}"


class Conversation(models.Model):
    """What becomes of an enquiry at one organisation: status, answers, outcome."""

    enquiry = models.ForeignKey(
        Enquiry,
        verbose_name=_("enquiry"),
        on_delete=models.CASCADE,
        related_name="conversations",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="conversations",
    )
    solution = models.ForeignKey(
        Solution,
        verbose_name=_("solution"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    route = models.CharField(_("delivered to"), max_length=10, choices=Route.choices, blank=True)
    mailbox = models.EmailField(
        _("role mailbox"), blank=True, help_text=_("Where the enquiry was sent; never public.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.NEW
    )
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    read_at = models.DateTimeField(pgettext_lazy("when", "read"), null=True, blank=True)
    answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    decided_at = models.DateTimeField(_("outcome given"), null=True, blank=True)
    outcome_country = models.ForeignKey(
        Market,
        verbose_name=_("country of the deal"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    outcome_value = models.CharField(
        _("value of the deal"), max_length=10, choices=ValueBand.choices, blank=True
    )

    objects: ClassVar[ConversationQuerySet] = ConversationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "organisation"], name="enquiries_conversation_once"
            ),
            models.CheckConstraint(
                name="enquiries_conversation_route",
                condition=models.Q(delivered_at__isnull=True) | ~models.Q(route=""),
            ),
            models.CheckConstraint(
                name="enquiries_conversation_mailbox",
                condition=~models.Q(route=Route.MAILBOX) | ~models.Q(mailbox=""),
            ),
            models.CheckConstraint(
                name="enquiries_conversation_outcome",
                condition=models.Q(decided_at__isnull=False)
                | ~models.Q(status__in=[status.value for status in OUTCOMES]),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-delivered_at"], name="enquiries_inbox"),
            models.Index(fields=["route", "delivered_at"], name="enquiries_staff_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry} – {self.organisation}"

    @property
    def response_time(self) -> timedelta | None:
        """Return how long the sender waited for the first answer, or None before it."""
        if self.answered_at is None or self.delivered_at is None:
            return None
        return self.answered_at - self.delivered_at

    @property
    def is_erased(self) -> bool:
        """Return whether nothing personal is left, so that nobody can answer any more."""
        return self.enquiry.erased_at is not None


class Reply(models.Model):
    """One message in a conversation after the first."""

    conversation = models.ForeignKey(
        Conversation,
        verbose_name=_("conversation"),
        on_delete=models.CASCADE,
        related_name="replies",
    )
    side = models.CharField(_("from"), max_length=15, choices=Side.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    text = models.TextField(
        pgettext_lazy("of a reply", "text"),
        max_length=LONGEST_MESSAGE,
        blank=True,
        validators=[validate_texts, validate_few_links],
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")

    def __str__(self) -> str:
        return f"{self.conversation_id}, {self.get_side_display()}"
