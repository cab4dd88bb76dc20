"""Shortlists for procurement: what was found for a need, as it was, and what the buyer decided.

Rows are only ever added. Triggers of the database refuse every change and deletion, so the columns
that point to a person or a need carry no foreign key of the database: an account or a need can go,
and the trail stays as it was written.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.buyers.choices import Verdict
from directory.buyers.validators import (
    validate_card,
    validate_demand,
    validate_gaps,
    validate_reasons,
    validate_weights,
)
from directory.catalogue.models import Organisation
from directory.catalogue.models.entry import LANGUAGES
from directory.catalogue.validators import validate_texts
from directory.needs.models import Need


def _person(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )


def in_language(texts: dict[str, str], language: str | None = None) -> tuple[str, str]:
    """Return a frozen text in a language (the active one), or else in another, with its language."""
    wanted = language or get_language() or LANGUAGES[0]
    for candidate in (wanted, *LANGUAGES):
        if text := texts.get(candidate, ""):
            return text, candidate
    return "", ""


class Shortlist(models.Model):
    """The ranked matches of a need at one moment, frozen for a public body."""

    wagtail_reference_index_ignore = True

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="shortlists",
    )
    need = models.ForeignKey(
        Need,
        verbose_name=_("need"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=300, validators=[validate_texts])
    demand = models.JSONField(_("demand"), validators=[validate_demand])
    weights = models.JSONField(_("weights"), validators=[validate_weights])
    form_token = models.UUIDField(
        _("token of the form"), default=uuid.uuid4, unique=True, editable=False
    )
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    made_at = models.DateTimeField(_("frozen"), default=timezone.now)
    made_by = _person(_("frozen by"))

    class Meta:
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")
        indexes = [
            models.Index(fields=["organisation", "-made_at"], name="buyers_shortlist_newest")
        ]

    def __str__(self) -> str:
        return self.title


class ShortlistEntry(models.Model):
    """One match of a shortlist as it was."""

    wagtail_reference_index_ignore = True

    shortlist = models.ForeignKey(
        Shortlist, verbose_name=_("shortlist"), on_delete=models.PROTECT, related_name="entries"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    type = models.CharField(_("type"), max_length=12)
    public_id = models.CharField(_("id"), max_length=300)
    score = models.FloatField(
        _("score"), validators=[MinValueValidator(0.0), MaxValueValidator(100.0)]
    )
    card = models.JSONField(_("card"), validators=[validate_card])
    # An entry may have every reason and no gap.
    reasons = models.JSONField(_("reasons"), blank=True, validators=[validate_reasons])
    gaps = models.JSONField(_("gaps"), blank=True, validators=[validate_gaps])

    class Meta:
        verbose_name = _("entry of a shortlist")
        verbose_name_plural = _("entries of shortlists")
        constraints = [
            models.UniqueConstraint(
                fields=["shortlist", "position"], name="buyers_shortlistentry_position"
            ),
            models.UniqueConstraint(
                fields=["shortlist", "type", "public_id"], name="buyers_shortlistentry_once"
            ),
            models.CheckConstraint(
                name="buyers_shortlistentry_score", condition=models.Q(score__range=(0, 100))
            ),
            models.CheckConstraint(
                name="buyers_shortlistentry_type",
                condition=models.Q(type__in=["organisation", "solution"]),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.card["name"])[0]


class Decision(models.Model):
    """Why an entry is in or out; a later decision stands beside the earlier one and counts instead."""

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        ShortlistEntry,
        verbose_name=_("entry of a shortlist"),
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    verdict = models.CharField(_("decision"), max_length=3, choices=Verdict.choices)
    reason = models.TextField(_("reason"), max_length=2000, validators=[validate_texts])
    at = models.DateTimeField(_("decided"), default=timezone.now)
    by = _person(_("decided by"))

    class Meta:
        verbose_name = _("decision on a shortlist")
        verbose_name_plural = _("decisions on shortlists")
        constraints = [
            models.CheckConstraint(
                name="buyers_decision_verdict", condition=models.Q(verdict__in=Verdict.values)
            ),
            models.CheckConstraint(
                name="buyers_decision_has_a_reason", condition=models.Q(reason__gt="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.verdict}"
