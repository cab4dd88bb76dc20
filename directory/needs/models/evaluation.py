"""How a public body judges responses, and what comes of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.catalogue.models import PublicContract, Reference, Solution
from directory.catalogue.models.entry import LANGUAGES
from directory.catalogue.validators import validate_texts
from directory.needs.choices import MOST_POINTS, WON, OutcomeKind
from directory.needs.models.need import Criterion, Need
from directory.needs.models.response import Response


class Sheet(models.Model):
    """One evaluator's scores of all responses to a need, hidden from the others until handed in."""

    need = models.ForeignKey(
        Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="sheets"
    )
    evaluator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("evaluator"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    impartial_at = models.DateTimeField(_("declared impartial"), default=timezone.now)
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    class Meta:
        verbose_name = _("evaluation sheet")
        verbose_name_plural = _("evaluation sheets")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "evaluator"], name="needs_sheet_one_an_evaluator"
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.evaluator_id}"


class Score(models.Model):
    """The points that one evaluator gives one response by one criterion, and why."""

    sheet = models.ForeignKey(
        Sheet, verbose_name=_("evaluation sheet"), on_delete=models.CASCADE, related_name="scores"
    )
    response = models.ForeignKey(
        Response, verbose_name=_("response"), on_delete=models.PROTECT, related_name="scores"
    )
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("criterion"), on_delete=models.PROTECT, related_name="+"
    )
    points = models.PositiveSmallIntegerField(_("points"))
    reason = models.TextField(_("reason"), max_length=2000, validators=[validate_texts])

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "response", "criterion"], name="needs_score_once"
            ),
            models.CheckConstraint(
                name="needs_score_range", condition=models.Q(points__range=(0, MOST_POINTS))
            ),
            models.CheckConstraint(
                name="needs_score_has_a_reason", condition=models.Q(reason__gt="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.points)


class Outcome(models.Model):
    """The published result. Triggers hold that the winner is a received response to this very need."""

    need = models.OneToOneField(
        Need, verbose_name=_("need"), on_delete=models.PROTECT, related_name="outcome"
    )
    kind = models.CharField(_("outcome"), max_length=15, choices=OutcomeKind.choices)
    winner = models.ForeignKey(
        Response,
        verbose_name=_("winner"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    solution = models.ForeignKey(
        Solution,
        verbose_name=_("solution"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    statement_en = models.TextField(
        _("statement (English)"), max_length=4000, blank=True, validators=[validate_texts]
    )
    statement_lv = models.TextField(
        _("statement (Latvian)"), max_length=4000, blank=True, validators=[validate_texts]
    )
    responses_count = models.PositiveSmallIntegerField(_("responses"), default=0)
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reference = models.ForeignKey(
        Reference, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    contract = models.ForeignKey(
        PublicContract, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.CheckConstraint(
                name="needs_outcome_kind", condition=models.Q(kind__in=OutcomeKind.values)
            ),
            models.CheckConstraint(
                name="needs_outcome_winner_where_won",
                condition=models.Q(kind__in=sorted(WON), winner__isnull=False)
                | (~models.Q(kind__in=sorted(WON)) & models.Q(winner__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.get_kind_display()}"

    def text(self) -> tuple[str, str]:
        """Return the statement in the active language, or else in the other, with its language."""
        for candidate in (get_language() or LANGUAGES[0], *LANGUAGES):
            value = getattr(self, f"statement_{candidate}", "")
            if value:
                return value, candidate
        return "", ""

    def winners(self) -> list[Response]:
        """Return all that were chosen, the first one first."""
        further = self.further.select_related("winner__organisation").order_by("pk")
        return [self.winner, *(row.winner for row in further)] if self.winner is not None else []


class FurtherWinner(models.Model):
    """Another response that was chosen beside the first, as where a framework has several suppliers.

    Triggers hold that it is a received response to the outcome's need, and that the outcome has a
    winner at all.
    """

    outcome = models.ForeignKey(
        Outcome, verbose_name=_("outcome"), on_delete=models.CASCADE, related_name="further"
    )
    winner = models.OneToOneField(
        Response, verbose_name=_("winner"), on_delete=models.PROTECT, related_name="+"
    )
    solution = models.ForeignKey(
        Solution,
        verbose_name=_("solution"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reference = models.ForeignKey(
        Reference, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    contract = models.ForeignKey(
        PublicContract, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("further winner")
        verbose_name_plural = _("further winners")

    def __str__(self) -> str:
        return f"{self.outcome_id}: {self.winner_id}"
