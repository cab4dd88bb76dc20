"""Demand: what public bodies need."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from directory.catalogue.models import Entry, Organisation
from directory.catalogue.models.entry import named
from directory.catalogue.validators import validate_currency
from directory.needs.choices import SETTLED, NeedKind, NeedStatus
from directory.needs.querysets import NeedQuerySet
from directory.taxonomy.models import Certification, Cpv, Market, Sector


class Need(Entry):
    """A challenge, market consultation, planned tender or tender of a public body."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=NeedKind.choices, default=NeedKind.CHALLENGE
    )
    buyer = models.ForeignKey(
        Organisation,
        verbose_name=_("contracting authority"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="needs",
    )
    buyer_name = models.CharField(
        _("contracting authority's name"),
        max_length=300,
        blank=True,
        help_text=_("For an authority that has no entry here."),
    )
    country = models.ForeignKey(
        Market,
        verbose_name=_("country"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=1000, blank=True)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    cpv = ParentalManyToManyField(Cpv, verbose_name=_("CPV codes"), blank=True)
    sectors = ParentalManyToManyField(Sector, verbose_name=_("sectors"), blank=True)
    budget_min = models.DecimalField(
        _("budget from"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    budget_max = models.DecimalField(
        _("budget to"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="EUR", validators=[validate_currency]
    )
    published = models.DateField(_("announced"), null=True, blank=True)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    settled = models.CharField(
        _("settled as"),
        max_length=10,
        choices=SETTLED,
        blank=True,
        help_text=_("Leave empty while the deadline alone decides whether the need is open."),
    )
    required_certifications = ParentalManyToManyField(
        Certification, verbose_name=_("required certifications"), blank=True
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    in_scope = models.BooleanField(
        _("concerns ICT"), default=True, help_text=_("Only such needs are shown to the public.")
    )
    scope_reason = models.CharField(_("reason"), max_length=300, blank=True)

    for _field in (buyer, country):
        _field.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    del _field

    objects: ClassVar[NeedQuerySet] = NeedQuerySet.as_manager()  # type: ignore[assignment]

    name_field = "title"
    type_name = "need"

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [
            models.CheckConstraint(
                name="needs_need_titled",
                condition=named("title"),
            ),
            models.CheckConstraint(
                name="needs_need_budget_in_order",
                condition=models.Q(budget_min__isnull=True)
                | models.Q(budget_max__isnull=True)
                | models.Q(budget_max__gte=models.F("budget_min")),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("browse:need", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        errors = {}
        if (
            self.budget_min is not None
            and self.budget_max is not None
            and self.budget_max < self.budget_min
        ):
            errors["budget_max"] = _("The upper end of the budget is below the lower one.")
        if self.published and self.deadline and timezone.localdate(self.deadline) < self.published:
            errors["deadline"] = _("The deadline lies before the announcement.")
        if errors:
            raise ValidationError(errors)

    @property
    def status(self) -> NeedStatus:
        """Return the state now: what the buyer settled, or else what the deadline says."""
        if self.settled:
            return NeedStatus(self.settled)
        if self.deadline is not None and self.deadline <= timezone.now():
            return NeedStatus.CLOSED
        return NeedStatus.OPEN

    @property
    def buyer_label(self) -> str:
        """Return the contracting authority's name, whether or not it has an entry here."""
        return str(self.buyer) if self.buyer is not None else self.buyer_name
