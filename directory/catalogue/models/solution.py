"""Solutions: what organisations offer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable

from directory.catalogue.choices import Pillar, SolutionKind, Stage
from directory.catalogue.models.dataset import Dataset
from directory.catalogue.models.entry import Entry, named
from directory.catalogue.models.organisation import Organisation
from directory.catalogue.querysets import SolutionQuerySet
from directory.media.models import CatalogueImage
from directory.taxonomy.fields import WebAddressField
from directory.taxonomy.models import (
    Certification,
    Cpv,
    DataTheme,
    Language,
    Market,
    Sector,
    Technology,
)


class Solution(Entry):
    """A product, service, platform, data offer or prototype of one or more organisations."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=SolutionKind.choices, default=SolutionKind.PRODUCT
    )
    providers = ParentalManyToManyField(
        Organisation, verbose_name=_("providers"), related_name="solutions"
    )
    name = models.CharField(_("name"), max_length=300, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    features = models.TextField(
        _("features"), max_length=4000, blank=True, help_text=_("One a line, in a few words each.")
    )
    sectors = ParentalManyToManyField(Sector, verbose_name=_("sectors"), blank=True)
    technologies = ParentalManyToManyField(Technology, verbose_name=_("technologies"), blank=True)
    data_themes = ParentalManyToManyField(DataTheme, verbose_name=_("data themes"), blank=True)
    cpv = ParentalManyToManyField(Cpv, verbose_name=_("CPV codes"), blank=True)
    markets = ParentalManyToManyField(
        Market, verbose_name=_("export markets"), blank=True, related_name="solutions"
    )
    languages = ParentalManyToManyField(Language, verbose_name=_("languages"), blank=True)
    certifications = ParentalManyToManyField(
        Certification, verbose_name=_("certifications"), blank=True
    )
    trl = models.PositiveSmallIntegerField(
        _("maturity (TRL)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("Technology readiness level, from 1 (principle observed) to 9 (in use)."),
    )
    stage = models.CharField(
        _("commercialisation stage"), max_length=10, choices=Stage.choices, blank=True
    )
    pillar_1 = models.BooleanField(Pillar.DEMOCRATISATION.label, default=False)
    pillar_2 = models.BooleanField(Pillar.GOVERNANCE.label, default=False)
    pillar_3 = models.BooleanField(Pillar.INNOVATION.label, default=False)
    data_driven = models.BooleanField(_("data-driven"), default=False)
    partner_sought = models.BooleanField(_("partner sought"), default=False)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    repository = WebAddressField(_("repository"), max_length=300, blank=True)
    website = WebAddressField(_("website"), max_length=300, blank=True)
    datasets = ParentalManyToManyField(
        Dataset, verbose_name=_("datasets used"), blank=True, related_name="solutions"
    )

    objects: ClassVar[SolutionQuerySet] = SolutionQuerySet.as_manager()  # type: ignore[assignment]

    type_name = "solution"
    prose_fields = frozenset({"description"})

    class Meta:
        verbose_name = _("solution")
        verbose_name_plural = _("solutions")
        constraints = [
            models.CheckConstraint(
                name="catalogue_solution_named",
                condition=named("name"),
            ),
            models.CheckConstraint(
                name="catalogue_solution_trl_1_to_9",
                condition=models.Q(trl__isnull=True) | models.Q(trl__range=(1, 9)),
            ),
            models.CheckConstraint(
                name="catalogue_solution_kind",
                condition=models.Q(kind__in=SolutionKind.values),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("browse:solution", args=[self.slug])

    @property
    def pillars(self) -> list[int]:
        """Return the numbers of the memorandum's pillars that this solution serves."""
        return [pillar.value for pillar in Pillar if getattr(self, f"pillar_{pillar.value}")]

    @pillars.setter
    def pillars(self, numbers: Iterable[int]) -> None:
        chosen = set(numbers)
        for pillar in Pillar:
            setattr(self, f"pillar_{pillar.value}", pillar.value in chosen)


class SolutionImage(Orderable):
    """A picture of a solution."""

    solution = ParentalKey(Solution, on_delete=models.CASCADE, related_name="images")
    image = models.ForeignKey(
        CatalogueImage, verbose_name=_("image"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return str(self.image)
