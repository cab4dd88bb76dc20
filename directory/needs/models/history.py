"""The public history of a need: what changed, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.needs.choices import ChangeKind

if TYPE_CHECKING:
    from directory.needs.models.need import Need

#: What readers rely on: a change of it, once published, is told.
TOLD = (
    "kind", "title_en", "title_lv", "description_en", "description_lv", "cpv", "sectors",
    "budget_min", "budget_max", "currency", "deadline", "required_certifications", "source_url",
)  # fmt: skip


class NeedChange(models.Model):
    """One thing that changed after the need was published; the texts before and after are kept."""

    need = models.ForeignKey(
        "needs.Need", verbose_name=_("need"), on_delete=models.CASCADE, related_name="changes"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ChangeKind.choices)
    field = models.CharField(_("what changed"), max_length=40, blank=True)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    at = models.DateTimeField(_("changed"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("change of a need")
        verbose_name_plural = _("changes of needs")
        constraints = [
            models.CheckConstraint(
                name="needs_needchange_kind", condition=models.Q(kind__in=ChangeKind.values)
            )
        ]
        indexes = [models.Index(fields=["need", "at"], name="needs_needchange_history")]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.kind}"


def shown_values(need: Need) -> dict[str, str]:
    """Return what readers rely on, as texts: terms by their slugs, moments in ISO 8601."""
    return {name: _written(getattr(need, name)) for name in TOLD}


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if hasattr(value, "values_list"):
        return " ".join(sorted(value.values_list("slug", flat=True)))
    return str(value)


def keep_corrections(need: Need, *, before: Mapping[str, str], user: Any) -> None:
    """Write down what a publication changed, with the reason the draft gives."""
    after = shown_values(need)
    at = timezone.now()
    NeedChange.objects.bulk_create(
        NeedChange(
            need=need,
            kind=ChangeKind.CORRECTED,
            field=name,
            before=before[name],
            after=after[name],
            reason=need.correction_reason,
            at=at,
            by=user,
        )
        for name in TOLD
        if before[name] != after[name]
    )
