"""What universities and research teams offer beside results: training, and calls for partners."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from directory.catalogue.choices import StudyLevel
from directory.catalogue.models.entry import Entry, named
from directory.catalogue.models.organisation import Organisation
from directory.catalogue.querysets import OwnedQuerySet
from directory.taxonomy.fields import WebAddressField
from directory.taxonomy.models import Language, Sector, Technology


class TrainingProgramme(Entry):
    """A programme that trains specialists, linked with the competences it gives."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="training_programmes",
    )
    name = models.CharField(_("name"), max_length=300, blank=True)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=StudyLevel.choices, blank=True)
    languages = ParentalManyToManyField(Language, verbose_name=_("languages"), blank=True)
    technologies = ParentalManyToManyField(Technology, verbose_name=_("competences"), blank=True)
    url = WebAddressField(_("address"), max_length=500, blank=True)

    organisation.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    objects: ClassVar[OwnedQuerySet] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    type_name = "training_programme"

    class Meta:
        verbose_name = _("training programme")
        verbose_name_plural = _("training programmes")
        constraints = [
            models.CheckConstraint(
                name="catalogue_trainingprogramme_named",
                condition=named("name"),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("browse:training_programme", args=[self.slug])


class PartnerCall(Entry):
    """An organisation looking for a partner to carry a result further."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="partner_calls",
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    technologies = ParentalManyToManyField(Technology, verbose_name=_("technologies"), blank=True)
    sectors = ParentalManyToManyField(Sector, verbose_name=_("sectors"), blank=True)
    trl = models.PositiveSmallIntegerField(
        _("maturity (TRL)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    url = WebAddressField(_("address"), max_length=500, blank=True)

    organisation.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    objects: ClassVar[OwnedQuerySet] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    name_field = "title"
    type_name = "partner_call"

    class Meta:
        verbose_name = _("call for partners")
        verbose_name_plural = _("calls for partners")
        constraints = [
            models.CheckConstraint(
                name="catalogue_partnercall_titled",
                condition=named("title"),
            ),
            models.CheckConstraint(
                name="catalogue_partnercall_trl_1_to_9",
                condition=models.Q(trl__isnull=True) | models.Q(trl__range=(1, 9)),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("browse:partner_call", args=[self.slug])
