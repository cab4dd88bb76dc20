"""Facts that others state about an organisation: outside drafts, each with its source."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.catalogue.choices import RegisterStatus, VerifiedFact
from directory.catalogue.models.entry import Atomic
from directory.catalogue.models.organisation import Organisation
from directory.catalogue.validators import (
    is_of_public_body,
    validate_currency,
    validate_registration_number,
)
from directory.taxonomy.fields import WebAddressField
from directory.taxonomy.models import Cpv


class RegisterRecord(Atomic):
    """What the Register of Enterprises says of an organisation.

    A draft never holds these fields, so publishing an old one cannot overwrite them.
    """

    organisation = models.OneToOneField(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="register",
    )
    registration_number = models.CharField(
        _("registration number"), max_length=40, unique=True, null=True, blank=True
    )
    legal_name = models.CharField(_("legal name"), max_length=300, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=20, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=RegisterStatus.choices, blank=True
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("register record")
        verbose_name_plural = _("register records")
        constraints = [
            models.CheckConstraint(
                name="catalogue_registerrecord_closed_after_registered",
                condition=models.Q(closed_on__isnull=True)
                | models.Q(registered_on__isnull=True)
                | models.Q(closed_on__gte=models.F("registered_on")),
            ),
            models.CheckConstraint(
                name="catalogue_registerrecord_number_not_empty",
                condition=~models.Q(registration_number=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.legal_name} {self.registration_number or ''}".strip()

    @property
    def is_public_body(self) -> bool:
        """Return whether these are the facts of an institution or of a company it owns."""
        return is_of_public_body(self.registration_number or "", self.legal_form)

    def clean(self) -> None:
        super().clean()
        self.registration_number = (self.registration_number or "").strip() or None
        country = self.organisation.country if self.organisation_id else None
        if self.registration_number and (country is None or country.slug == "lv"):
            try:
                validate_registration_number(self.registration_number)
            except ValidationError as error:
                raise ValidationError({"registration_number": error}) from error


class Verification(Atomic):
    """One thing that was checked: what, when, by whom, from which source, until when."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="verifications",
    )
    what = models.CharField(_("fact"), max_length=20, choices=VerifiedFact.choices)
    verified_on = models.DateField(_("verified on"))
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.CheckConstraint(
                name="catalogue_verification_expires_after_start",
                condition=models.Q(expires_on__isnull=True)
                | models.Q(expires_on__gte=models.F("verified_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.verified_on:%Y-%m-%d}"


class PublicContract(Atomic):
    """A public contract that an organisation won, as the procurement office published it.

    Values at the source are sometimes wrong: shown as published, never summed up as turnover.
    """

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="contracts",
    )
    buyer = models.ForeignKey(
        Organisation,
        verbose_name=_("contracting authority"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="awarded_contracts",
    )
    buyer_name = models.CharField(_("contracting authority"), max_length=300)
    title = models.CharField(_("title"), max_length=1000, blank=True)
    cpv = models.ForeignKey(
        Cpv,
        verbose_name=_("CPV code"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
    )
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, default="EUR", validators=[validate_currency]
    )
    awarded_on = models.DateField(_("awarded on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    source_url = WebAddressField(_("address of the source"), max_length=500, blank=True)
    source_key = models.CharField(_("key at the source"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("public contract")
        verbose_name_plural = _("public contracts")
        constraints = [
            models.CheckConstraint(
                name="catalogue_publiccontract_value_not_negative",
                condition=models.Q(value__isnull=True) | models.Q(value__gte=0),
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self.buyer_name} {self.cpv or ''}".strip()
