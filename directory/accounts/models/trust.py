"""Organisations whose small changes need no reviewer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.catalogue.models import Organisation


class Trust(models.Model):
    """What lets an organisation publish small changes at once; staff give it and take it back."""

    organisation = models.OneToOneField(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="trust",
    )
    reason = models.CharField(_("reason"), max_length=300)
    given_at = models.DateTimeField(_("since"), auto_now_add=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("trusted organisation")
        verbose_name_plural = _("trusted organisations")

    def __str__(self) -> str:
        return str(self.organisation)
