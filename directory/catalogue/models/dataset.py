"""Open datasets, and what may be done with them."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from directory.catalogue.choices import UpdateFrequency
from directory.catalogue.models.entry import Entry, named
from directory.catalogue.models.organisation import Organisation
from directory.taxonomy.fields import WebAddressField
from directory.taxonomy.models import DataTheme


class Dataset(Entry):
    """Data that solutions are built on."""

    title = models.CharField(_("title"), max_length=300, blank=True)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    publisher = models.ForeignKey(
        Organisation,
        verbose_name=_("publisher"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="datasets",
    )
    publisher_name = models.CharField(
        _("publisher's name"),
        max_length=300,
        blank=True,
        help_text=_("For a publisher that has no entry here."),
    )
    url = WebAddressField(_("address"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    legal_note = models.TextField(
        _("legal and reuse note"),
        max_length=4000,
        blank=True,
        help_text=_("On what terms the data may be used again, and what protects parts of it."),
    )
    themes = ParentalManyToManyField(
        DataTheme, verbose_name=_("data themes"), blank=True, related_name="datasets"
    )
    formats = models.CharField(
        _("formats"), max_length=300, blank=True, help_text=_("Separated by commas: CSV, JSON.")
    )
    update_frequency = models.CharField(
        _("updated"), max_length=12, choices=UpdateFrequency.choices, blank=True
    )

    name_field = "title"
    type_name = "dataset"
    prose_fields = frozenset({"description"})

    class Meta:
        verbose_name = _("dataset")
        verbose_name_plural = _("datasets")
        constraints = [
            models.CheckConstraint(
                name="catalogue_dataset_titled",
                condition=named("title"),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("browse:dataset", args=[self.slug])

    @property
    def format_list(self) -> list[str]:
        """Return the formats one by one."""
        return [part.strip() for part in self.formats.split(",") if part.strip()]
