"""Events counted: as they come, and folded by day."""

from __future__ import annotations

from django.db import models

from directory.events.choices import Kind
from directory.events.querysets import DailyCountQuerySet
from directory.events.validators import MOST_CHARACTERS


class Counted(models.Model):
    """The columns of `records.Event`, and how often it happened."""

    day = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    type = models.CharField(max_length=20, blank=True)
    object_id = models.PositiveBigIntegerField(default=0)
    language = models.CharField(max_length=2, blank=True)
    country = models.CharField(max_length=2, blank=True)
    words = models.CharField(max_length=MOST_CHARACTERS, blank=True)
    number = models.PositiveBigIntegerField(default=1)
    #: Of a search: how many entries it found, the last time.
    results = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.type} {self.object_id}: {self.number}"


class PendingCount(Counted):
    """What one process counted in some seconds: appended, never changed, gone once folded."""

    class Meta:
        verbose_name = "pending count"
        verbose_name_plural = "pending counts"


class DailyCount(Counted):
    """What was counted in a day."""

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        verbose_name = "daily count"
        verbose_name_plural = "daily counts"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "kind", "type", "object_id", "language", "country", "words"],
                name="events_daily_unique",
            )
        ]
        indexes = [
            models.Index(fields=["type", "object_id", "day"], name="events_daily_entry"),
            models.Index(
                fields=["kind", "day"], name="events_daily_words", condition=~models.Q(words="")
            ),
        ]
