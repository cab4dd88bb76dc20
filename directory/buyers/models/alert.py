"""What somebody asked to be told of, and what they were told already."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.catalogue.models import Organisation
from directory.needs.models import Need


class Alert(models.Model):
    """A person's wish to be told: of a need that nothing meets yet, or of needs for an organisation.

    It goes with its person, its need or its organisation, and when the person ends it. Who has no
    account gives an address, to which nothing but the question whether it is theirs is sent before
    they confirm it; such a wish ends by itself after a year.
    """

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="alerts",
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, blank=True
    )
    need = models.ForeignKey(
        Need,
        verbose_name=_("need"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="alerts",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="alerts",
    )
    created_at = models.DateTimeField(_("asked for"), default=timezone.now)
    # Of an address only: that of an account was verified before.
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [
            models.CheckConstraint(
                name="buyers_alert_of_one",
                condition=models.Q(need__isnull=True) ^ models.Q(organisation__isnull=True),
            ),
            models.CheckConstraint(
                name="buyers_alert_of_somebody",
                condition=models.Q(user__isnull=False, email="", language="")
                | (
                    models.Q(user__isnull=True, organisation__isnull=True)
                    & ~models.Q(email="")
                    & ~models.Q(language="")
                ),
            ),
            models.UniqueConstraint(
                fields=["email", "need"],
                condition=~models.Q(email=""),
                name="buyers_alert_once_an_address",
            ),
            models.UniqueConstraint(
                fields=["user", "need"],
                condition=models.Q(need__isnull=False),
                name="buyers_alert_once_a_need",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(organisation__isnull=False),
                name="buyers_alert_once_an_organisation",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="buyers_alert_unconfirmed",
                condition=models.Q(user__isnull=True, confirmed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.need or self.organisation)

    @property
    def receiver(self) -> tuple[str, str]:
        """Return the address to write to, and the language to write in."""
        if self.user is None:
            return self.email, self.language
        return self.user.email, self.user.language


class AlertedNeed(models.Model):
    """A need that an alert has told of, or that was in sight when it was asked for: never told again."""

    wagtail_reference_index_ignore = True

    alert = models.ForeignKey(
        Alert, verbose_name=_("alert"), on_delete=models.CASCADE, related_name="told"
    )
    need = models.ForeignKey(
        Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="+"
    )
    told_at = models.DateTimeField(_("told"), default=timezone.now)

    class Meta:
        verbose_name = _("need told of")
        verbose_name_plural = _("needs told of")
        constraints = [
            models.UniqueConstraint(fields=["alert", "need"], name="buyers_alertedneed_once")
        ]

    def __str__(self) -> str:
        return f"{self.alert_id}: {self.need_id}"
