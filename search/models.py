"""The change log: what changed, in the order of commits."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """One entry that may differ from what an index knows of it.

    Written in the transaction that changed the entry; every index follows from its own cursor,
    which is the id of the last change it has taken in.
    """

    type = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "change"
        verbose_name_plural = "changes"
        indexes = [
            models.Index(
                fields=["id"],
                name="search_change_vocabulary",
                condition=models.Q(type="vocabulary"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.type} {self.object_id}"
