"""References: what was done for whom, with which result."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from directory.catalogue.choices import ClientKind
from directory.catalogue.models.entry import Entry, named
from directory.catalogue.models.organisation import Organisation
from directory.catalogue.models.solution import Solution
from directory.catalogue.querysets import OwnedQuerySet
from directory.taxonomy.fields import WebAddressField
from directory.taxonomy.models import Cpv, Market, Sector


class Reference(Entry):
    """A finished project of an organisation: the evidence behind its words."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="references",
    )
    solution = models.ForeignKey(
        Solution,
        verbose_name=_("solution"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="references",
    )
    client = models.CharField(_("client"), max_length=300, blank=True)
    client_kind = models.CharField(
        _("kind of client"), max_length=10, choices=ClientKind.choices, blank=True
    )
    country = models.ForeignKey(
        Market,
        verbose_name=_("country"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="references",
    )
    sector = models.ForeignKey(
        Sector,
        verbose_name=_("sector"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="references",
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1950), MaxValueValidator(2100)],
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    result = models.TextField(_("result"), max_length=4000, blank=True)
    source_url = WebAddressField(_("source"), max_length=500, blank=True)
    cpv = ParentalManyToManyField(Cpv, verbose_name=_("CPV codes"), blank=True)

    for _field in (organisation, solution, country, sector):
        _field.wagtail_reference_index_ignore = True  # type: ignore[union-attr]
    del _field

    objects: ClassVar[OwnedQuerySet] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    name_field = "title"
    type_name = "reference"

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.CheckConstraint(
                name="catalogue_reference_titled",
                condition=named("title"),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("browse:reference", args=[self.slug])
