"""How fresh a profile is: when its team last said that it holds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.catalogue.models import Organisation


class Confirmation(models.Model):
    """When an organisation's team confirmed its profile, and what was done where it did not."""

    organisation = models.OneToOneField(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="confirmation",
    )
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    #: How many reminders were sent since the last confirmation.
    reminded = models.PositiveSmallIntegerField(_("reminders"), default=0)
    paused_at = models.DateTimeField(_("hidden since"), null=True, blank=True)
    pause_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("confirmation of a profile")
        verbose_name_plural = _("confirmations of profiles")
        constraints = [
            models.CheckConstraint(
                name="accounts_confirmation_pause_has_reason",
                condition=models.Q(paused_at__isnull=True) | ~models.Q(pause_reason=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
