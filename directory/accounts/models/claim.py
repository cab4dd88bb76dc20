"""Claims: somebody says that they speak for an organisation, and how they show it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.accounts.choices import UNDECIDED, ClaimMethod, ClaimStatus
from directory.catalogue.models import Organisation


def new_token() -> str:
    """Return a random word that nobody guesses, of letters and digits that a record may hold."""
    return secrets.token_hex(20)


class Claim(models.Model):
    """One person's claim to one organisation, with its proof and its decision."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="claims",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("claimant"),
        on_delete=models.CASCADE,
        related_name="claims",
    )
    method = models.CharField(_("proof"), max_length=10, choices=ClaimMethod.choices)
    status = models.CharField(
        _("status"), max_length=10, choices=ClaimStatus.choices, default=ClaimStatus.OPEN
    )
    domain = models.CharField(_("domain"), max_length=253, blank=True)
    domain_on_record = models.BooleanField(
        _("domain on record before the claim"),
        default=False,
        help_text=_("Otherwise the claimant named it, and control of it proves nothing more."),
    )
    email = models.EmailField(_("e-mail address of the proof"), blank=True)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    document = models.FileField(_("document"), upload_to="claims/", blank=True)
    note = models.TextField(_("note of the claimant"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    checked_at = models.DateTimeField(_("last looked for"), null=True, blank=True)
    proved_at = models.DateTimeField(_("control of the domain proved"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=models.Q(status__in=sorted(UNDECIDED)),
                name="accounts_claim_one_undecided",
            ),
            models.CheckConstraint(
                name="accounts_claim_decided_at",
                condition=models.Q(decided_at__isnull=False)
                | models.Q(status__in=sorted(UNDECIDED)),
            ),
        ]
        indexes = [models.Index(fields=["status", "created_at"], name="accounts_claim_queue")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.user}"

    @property
    def is_undecided(self) -> bool:
        """Return whether this claim can still be proved, decided or withdrawn."""
        return self.status in UNDECIDED
