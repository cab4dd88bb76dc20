"""Organisations: companies, startups, research institutions, public bodies, associations."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable

from directory.catalogue.choices import (
    PROCUREMENT_BUYER,
    SUPPLY_KINDS,
    Activity,
    Employees,
    OrganisationKind,
    StartupStage,
)
from directory.catalogue.models.entry import Entry, named
from directory.catalogue.validators import validate_currency
from directory.media.models import CatalogueImage
from directory.taxonomy.fields import WebAddressField
from directory.taxonomy.models import (
    Certification,
    Cpv,
    DataTheme,
    Language,
    Market,
    Nace,
    Region,
    Sector,
    Technology,
)


class Organisation(Entry):
    """Somebody who offers, buys, researches or publishes.

    Facts of the Register of Enterprises stand in ``register`` (RegisterRecord), outside drafts.
    """

    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=OrganisationKind.choices,
        default=OrganisationKind.COMPANY,
    )
    activity = models.CharField(_("activity"), max_length=10, choices=Activity.choices, blank=True)
    name = models.CharField(_("name"), max_length=300, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    website = WebAddressField(_("website"), max_length=300, blank=True)
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("A role mailbox such as info@…; never shown to the public."),
    )
    country = models.ForeignKey(
        Market,
        verbose_name=_("country"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    city = models.CharField(_("city"), max_length=100, blank=True)
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
    )
    founded = models.PositiveSmallIntegerField(
        _("founded in"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1200), MaxValueValidator(2100)],
    )
    employees = models.CharField(
        _("employees"), max_length=10, choices=Employees.choices, blank=True
    )
    startup_stage = models.CharField(
        _("startup stage"), max_length=10, choices=StartupStage.choices, blank=True
    )
    logo = models.ForeignKey(
        CatalogueImage,
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    cover = models.ForeignKey(
        CatalogueImage,
        verbose_name=_("cover picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("A wide picture of your work or your people, shown on your page."),
    )
    sectors = ParentalManyToManyField(Sector, verbose_name=_("sectors"), blank=True)
    technologies = ParentalManyToManyField(Technology, verbose_name=_("technologies"), blank=True)
    data_themes = ParentalManyToManyField(DataTheme, verbose_name=_("data themes"), blank=True)
    markets = ParentalManyToManyField(
        Market, verbose_name=_("export markets"), blank=True, related_name="organisations"
    )
    languages = ParentalManyToManyField(Language, verbose_name=_("languages"), blank=True)
    certifications = ParentalManyToManyField(
        Certification, verbose_name=_("certifications"), blank=True
    )
    nace = ParentalManyToManyField(Nace, verbose_name=_("NACE codes"), blank=True)
    cpv = ParentalManyToManyField(Cpv, verbose_name=_("CPV codes"), blank=True)

    # Shared words are looked up by their own tables; the reference index follows files only.
    country.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    region.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    type_name = "organisation"
    prose_fields = frozenset({"description"})

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                name="catalogue_organisation_named",
                condition=named("name"),
            ),
            models.CheckConstraint(
                name="catalogue_organisation_kind",
                condition=models.Q(kind__in=OrganisationKind.values),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("browse:organisation", args=[self.slug])

    @property
    def kind_label(self) -> str:
        """Return the kind in words.

        Those that buy under the procurement law are not all public bodies: companies do it with
        money of a grant, associations with money of a programme. Their number tells them apart.
        """
        register = getattr(self, "register", None)
        if self.kind == OrganisationKind.PUBLIC and register and not register.is_public_body:
            return str(PROCUREMENT_BUYER)
        return str(self.get_kind_display())

    @property
    def is_supplier(self) -> bool:
        """Return whether this organisation offers something to buyers."""
        return self.kind in SUPPLY_KINDS


class FundingRound(Orderable):
    """Money an organisation raised, with the source that says so."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="funding")
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1950), MaxValueValidator(2100)]
    )
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    amount = models.DecimalField(
        _("amount"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="EUR", validators=[validate_currency]
    )
    source_url = WebAddressField(_("source"), max_length=500, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("funding round")
        verbose_name_plural = _("funding rounds")
        constraints = [
            models.CheckConstraint(
                name="catalogue_fundinground_amount_not_negative",
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind or self._meta.verbose_name} {self.year}"
