"""Needs: what a public body looks for, by when, and how answers are judged."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from directory.catalogue.models import Entry, Organisation
from directory.catalogue.models.entry import LANGUAGES, named
from directory.catalogue.validators import validate_currency, validate_texts
from directory.needs.choices import ANSWERABLE, SETTLED, NeedKind, NeedStatus
from directory.needs.models.history import keep_corrections, shown_values
from directory.needs.querysets import NeedQuerySet
from directory.taxonomy.fields import WebAddressField
from directory.taxonomy.models import Certification, Cpv, Market, Sector

#: What a draft cannot change once responses can come; the deadline is extended by its service.
FROZEN = ("kind", "buyer", "deadline", "settled", "responses_here", "criteria")


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
    source_url = WebAddressField(_("source"), max_length=500, blank=True)
    in_scope = models.BooleanField(
        _("concerns ICT"), default=True, help_text=_("Only such needs are shown to the public.")
    )
    scope_reason = models.CharField(_("reason"), max_length=300, blank=True)
    responses_here = models.BooleanField(
        _("responses are received here"),
        default=False,
        help_text=_(
            "Organisations answer on this site; what they send stays sealed until the deadline."
        ),
    )
    correction_reason = models.CharField(
        _("reason of the correction"),
        max_length=500,
        blank=True,
        validators=[validate_texts],
        help_text=_("Stands in the public history beside what changed."),
    )

    for _field in (buyer, country):
        _field.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    del _field

    objects: ClassVar[NeedQuerySet] = NeedQuerySet.as_manager()  # type: ignore[assignment]

    name_field = "title"
    type_name = "need"
    # The page on which a need is described has this address.
    reserved_slugs: ClassVar[frozenset[str]] = frozenset({"describe"})

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
            models.CheckConstraint(
                name="needs_need_responses_have_a_deadline",
                condition=models.Q(responses_here=False)
                | models.Q(kind__in=sorted(ANSWERABLE), deadline__isnull=False),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("browse:need", args=[self.slug])

    @property
    def is_frozen(self) -> bool:
        """Return whether responses can come or came: what they are judged by stays as it is."""
        return self.pk is not None and self.responses_here and (self.live or self._has_responses())

    def _has_responses(self) -> bool:
        return bool(self.responses.exists())

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return this need as a draft has it; of a frozen need no draft changes the terms."""
        # What was just written to is not always what is stored, as where a draft is published.
        row = type(self).objects.filter(pk=self.pk).first()
        if row is not None and row.is_frozen:
            kept = row.serializable_data()
            content = content | {name: kept[name] for name in FROZEN}
        return super().with_content_json(content)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish a draft; what it changes of a published need goes into the public history."""
        with transaction.atomic():
            public = type(self).objects.filter(pk=self.pk, live=True).first()
            before = shown_values(public) if public is not None else None
            result = super().publish(revision, *args, **kwargs)
            if before is not None:
                row = type(self).objects.get(pk=self.pk)
                keep_corrections(row, before=before, user=kwargs.get("user") or revision.user)
            return result

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
        if self.responses_here and self.kind not in ANSWERABLE:
            errors["kind"] = _("Only challenges and market consultations take responses here.")
        elif self.responses_here and self.deadline is None:
            errors["deadline"] = _("Responses need a deadline: until then they stay sealed.")
        if errors:
            raise ValidationError(errors)

    @property
    def status(self) -> NeedStatus:
        """Return the state now: what the buyer settled, or else what the deadline says."""
        if self.settled:
            return NeedStatus(self.settled)
        return NeedStatus.CLOSED if self.deadline_has_passed else NeedStatus.OPEN

    @property
    def deadline_has_passed(self) -> bool:
        """Return whether there was a deadline and it is over: until then responses stay sealed."""
        return self.deadline is not None and self.deadline <= timezone.now()

    @property
    def buyer_label(self) -> str:
        """Return the contracting authority's name, whether or not it has an entry here."""
        return str(self.buyer) if self.buyer is not None else self.buyer_name


class Criterion(models.Model):
    """One thing that responses are judged by, and how much of a hundred it counts.

    Its texts are columns a language of its own: a draft keeps its children whole.
    """

    need = ParentalKey(
        Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="criteria"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_en = models.CharField(
        _("criterion (English)"), max_length=300, blank=True, validators=[validate_texts]
    )
    name_lv = models.CharField(
        _("criterion (Latvian)"), max_length=300, blank=True, validators=[validate_texts]
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                name="needs_criterion_weight_range", condition=models.Q(weight__range=(1, 100))
            ),
            models.CheckConstraint(name="needs_criterion_named", condition=named("name")),
        ]

    def __str__(self) -> str:
        return self.text()[0]

    @property
    def in_full(self) -> str:
        """Return all that a comparison of two versions should tell: the weight and both names."""
        names = " / ".join(dict.fromkeys(filter(None, (self.name_lv, self.name_en))))
        return f"{self.weight} % {names}"

    def clean(self) -> None:
        super().clean()
        if not self.name_en and not self.name_lv:
            raise ValidationError(
                {"name_en": _("Name the criterion in at least one language.")}, code="required"
            )

    def text(self, language: str | None = None) -> tuple[str, str]:
        """Return the name in the active language (or the one given), or else in the other."""
        wanted = language or get_language() or LANGUAGES[0]
        for candidate in (wanted, *LANGUAGES):
            value = getattr(self, f"name_{candidate}", "")
            if value:
                return value, candidate
        return "", ""
