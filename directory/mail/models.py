"""The outbox: one row for each event and receiver, written with the business that caused it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.mail.choices import MessageState, Topic
from directory.mail.querysets import MessageQuerySet


class Message(models.Model):
    """An e-mail that waits to be sent, was sent, or was given up.

    The texts are rendered when the row is written, so that what is sent is what the event was.
    """

    event = models.CharField(
        _("event"), max_length=200, help_text=_("What caused the message, the same every time.")
    )
    receiver = models.EmailField(_("receiver"))
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField("HTML", blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    unsubscribe_url = models.URLField(
        _("address that ends such messages"),
        max_length=500,
        blank=True,
        help_text=_("Only for messages that somebody asked for and can end with one click."),
    )
    message_id = models.CharField("Message-ID", max_length=255, unique=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    send_after = models.DateTimeField(_("not before"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("held until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("outgoing mail")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "receiver"], name="mail_message_once_per_event_and_receiver"
            ),
            models.CheckConstraint(
                name="mail_message_sent_or_failed",
                condition=models.Q(sent_at__isnull=True) | models.Q(failed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_after"],
                name="mail_message_waiting",
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def state(self) -> MessageState:
        """Return where this message stands."""
        if self.sent_at is not None:
            return MessageState.SENT
        if self.failed_at is not None:
            return MessageState.FAILED
        return MessageState.RETRYING if self.attempts else MessageState.WAITING


class Refusal(models.Model):
    """An address that wants no messages of a kind; addresses are kept in lower case."""

    receiver = models.EmailField(_("receiver"))
    topic = models.CharField(_("kind of message"), max_length=20, choices=Topic.choices)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("refusal of messages")
        verbose_name_plural = _("refusals of messages")
        constraints = [
            models.UniqueConstraint(
                fields=["receiver", "topic"], name="mail_refusal_once_per_receiver_and_topic"
            ),
            models.CheckConstraint(
                name="mail_refusal_topic", condition=models.Q(topic__in=Topic.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receiver}: {self.get_topic_display()}"
