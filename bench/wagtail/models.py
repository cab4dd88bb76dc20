"""An entry as a project would give it to Wagtail's search: two texts, and a column or a relation for each facet."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from modelsearch import index

SINGLE = ("type", "kind", "stage", "trl", "data_driven")
SEVERAL = (
    "sector",
    "technology",
    "data_theme",
    "market",
    "certification",
    "region",
    "size",
    "pillar",
)


class Value(models.Model):
    """Hold one value of a facet of several values."""

    slug = models.CharField(max_length=160, unique=True)

    class Meta:
        app_label = "wagtail"

    def __str__(self) -> str:
        return self.slug


class Entry(index.Indexed, models.Model):
    """Hold one entry."""

    key = models.CharField(max_length=40, unique=True)
    name = models.TextField()
    text = models.TextField()
    supply = models.BooleanField(db_index=True)
    type = models.CharField(max_length=20, db_index=True)
    kind = models.CharField(max_length=40, db_index=True)
    stage = models.CharField(max_length=20, db_index=True)
    trl = models.CharField(max_length=2, db_index=True)
    data_driven = models.CharField(max_length=3, db_index=True)
    sector = models.ManyToManyField(Value, related_name="+")
    technology = models.ManyToManyField(Value, related_name="+")
    data_theme = models.ManyToManyField(Value, related_name="+")
    market = models.ManyToManyField(Value, related_name="+")
    certification = models.ManyToManyField(Value, related_name="+")
    region = models.ManyToManyField(Value, related_name="+")
    size = models.ManyToManyField(Value, related_name="+")
    pillar = models.ManyToManyField(Value, related_name="+")

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("name", boost=3),
        index.SearchField("text"),
        index.FilterField("id"),
        index.FilterField("supply"),
        *(index.FilterField(name) for name in (*SINGLE, *SEVERAL)),
    ]

    class Meta:
        app_label = "wagtail"

    def __str__(self) -> str:
        return self.name
