"""The weights of matching, and the matches found."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.catalogue.models import Organisation, Solution
from directory.matching.choices import Feature
from directory.needs.models import Need
from directory.taxonomy.models import Technology


def weight(feature: Feature, default: int) -> models.PositiveSmallIntegerField:
    """Return the column of one feature's weight."""
    return models.PositiveSmallIntegerField(
        feature.label,
        default=default,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )


class Weights(models.Model):
    """How much each feature of a match counts; there is one row, and before it is made the defaults hold."""

    text = weight(Feature.TEXT, 30)
    projects = weight(Feature.PROJECTS, 36)
    cpv = weight(Feature.CPV, 12)
    subject = weight(Feature.SUBJECT, 16)
    work = weight(Feature.WORK, 20)
    record = weight(Feature.RECORD, 12)
    nearby = weight(Feature.NEARBY, 36)
    client = weight(Feature.CLIENT, 18)
    sector = weight(Feature.SECTOR, 6)
    technology = weight(Feature.TECHNOLOGY, 4)
    data_theme = weight(Feature.DATA_THEME, 2)
    recent = weight(Feature.RECENT, 1)
    requirements = weight(Feature.REQUIREMENTS, 4)
    capacity = weight(Feature.CAPACITY, 1)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("weights of matching")
        verbose_name_plural = _("weights of matching")
        constraints = [
            models.CheckConstraint(name="matching_weights_single", condition=models.Q(pk=1)),
            *(
                models.CheckConstraint(
                    name=f"matching_weights_{name}_range",
                    condition=models.Q(**{f"{name}__range": (0, 100)}),
                )
                for name in Feature.values
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def as_mapping(self) -> dict[str, float]:
        """Return feature → weight."""
        return {name: float(getattr(self, name)) for name in Feature.values}


class StoredMatch(models.Model):
    """One of the best matches of a public need, as found when the need was last matched."""

    need = models.ForeignKey(
        Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="matches"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    solution = models.ForeignKey(
        Solution, verbose_name=_("solution"), on_delete=models.CASCADE, null=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    score = models.FloatField(_("score"))
    matched_at = models.DateTimeField(_("matched"), auto_now_add=True)

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints = [
            models.UniqueConstraint(
                name="matching_storedmatch_position", fields=["need", "position"]
            ),
            models.CheckConstraint(
                name="matching_storedmatch_one_side",
                condition=models.Q(organisation__isnull=True) ^ models.Q(solution__isnull=True),
            ),
            models.CheckConstraint(
                name="matching_storedmatch_score_range", condition=models.Q(score__range=(0, 100))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.position}"


class NamedTechnology(models.Model):
    """A technology that the words of a public need name, as found when the need was last matched."""

    need = models.ForeignKey(
        Need,
        verbose_name=_("need"),
        on_delete=models.CASCADE,
        related_name="named_technologies",
    )
    technology = models.ForeignKey(
        Technology, verbose_name=_("technology"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("technology of a need")
        verbose_name_plural = _("technologies of needs")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "technology"], name="matching_namedtechnology_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.technology_id}"


class KeptDraft(models.Model):
    """A draft that somebody asked to keep, to check it again; nobody else sees it, and it goes with the account."""

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="kept_drafts",
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    kept_at = models.DateTimeField(_("kept"), default=timezone.now)

    class Meta:
        verbose_name = _("kept draft")
        verbose_name_plural = _("kept drafts")
        indexes = [models.Index(fields=["user", "-kept_at"], name="matching_keptdraft_newest")]

    def __str__(self) -> str:
        return self.title


class Progress(models.Model):
    """How far the stored matches follow the change log, and by which weights they were made; one row."""

    cursor = models.PositiveBigIntegerField(_("cursor"), default=0)
    weights = models.CharField(_("weights"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("progress of matching")
        verbose_name_plural = _("progress of matching")
        constraints = [
            models.CheckConstraint(name="matching_progress_single", condition=models.Q(pk=1))
        ]

    def __str__(self) -> str:
        return str(self.cursor)
