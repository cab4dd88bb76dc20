"""What two versions of an entry say, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.images.models import SourceImageIOError
from wagtail.models import DraftStateMixin, LockableMixin

from directory.media.choices import SMALL
from directory.media.models import CatalogueImage
from directory.moderation.models import Moderated, label_of, translated_originals
from directory.moderation.prose import formatted

#: Columns that no person writes.
_KEPT_BY_THE_SITE = frozenset({"id", "created_at", "updated_at", "latest_revision"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture, small, with what it is said to show in each language."""

    key: int
    url: str
    alt: str
    alt_en: str
    alt_lv: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field with what it says in two versions."""

    name: str
    label: str
    before: str
    after: str
    lang: str = ""
    pictures_before: tuple[Seen, ...] = ()
    pictures_after: tuple[Seen, ...] = ()


def said(entry: Any, name: str) -> str:
    """Return a field's value in words."""
    field = entry._meta.get_field(name)
    if field.many_to_many or field.one_to_many:
        rows = getattr(entry, name).all()
        return "\n".join(sorted(str(getattr(row, "in_full", row)) for row in rows))
    if display := getattr(entry, f"get_{name}_display", None):
        return str(display() or "")
    value = getattr(entry, name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    said_in_full = "" if value is None else str(value)
    prose = name.rpartition("_")[0] in getattr(entry, "prose_fields", ())
    return formatted(said_in_full) if prose else said_in_full


def _picture_keys(entry: Any, name: str) -> list[int] | None:
    """Return the keys of the pictures that a field holds, None where it is for something else."""
    if entry is None:
        return []
    field = entry._meta.get_field(name)
    if field.related_model is CatalogueImage:
        key = getattr(entry, field.attname)
        return [key] if key is not None else []
    if field.one_to_many and hasattr(field.related_model, "image_id"):
        return [row.image_id for row in getattr(entry, name).all()]
    return None


def _seen(keys: Iterable[int]) -> dict[int, Seen]:
    wanted = set(keys)
    if not wanted:
        return {}
    images = CatalogueImage.objects.filter(pk__in=wanted).prefetch_renditions(SMALL)
    return {image.pk: small(image) for image in images}


def small(image: CatalogueImage) -> Seen:
    """Return a picture as lists show it; without an address where it cannot be read."""
    try:
        url = image.get_rendition(SMALL).url
    except (SourceImageIOError, OSError):
        url = ""
    return Seen(image.pk, url, image.default_alt_text, image.alt_en, image.alt_lv)


def language_of(name: str) -> str:
    """Return the language that a column's name ends with, or nothing."""
    language = name.rpartition("_")[2]
    return language if language in dict(settings.LANGUAGES) else ""


def written_fields(model: type[Moderated]) -> dict[str, str]:
    """Return the fields that people write, each with its name in words."""
    life = {
        field.name
        for mixin in (DraftStateMixin, LockableMixin)
        for field in mixin._meta.get_fields()
    }
    skipped = {*life, *_KEPT_BY_THE_SITE, *translated_originals(model)}
    columns = [
        field.name
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.editable and field.name not in skipped
    ]
    columns += [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    return {name: label_of(model, name) for name in columns}


def differences(
    *, before: Any | None, after: Any, fields: Iterable[tuple[str, str]]
) -> Iterator[Change]:
    """Yield the fields, given with their labels, in which two versions differ.

    Without an earlier version everything that is filled differs.
    """
    labels = dict(fields)
    held = {
        name: (_picture_keys(before, name) or [], keys)
        for name in labels
        if (keys := _picture_keys(after, name)) is not None
    }
    pictures = _seen(key for sides in held.values() for side in sides for key in side)
    for name, label in labels.items():
        if name in held:
            shown = [tuple(pictures[key] for key in side if key in pictures) for side in held[name]]
            if shown[0] != shown[1]:
                old, new = (_described(side) for side in shown)
                yield Change(name, label, old, new, "", *shown)
            continue
        old, new = said(before, name) if before is not None else "", said(after, name)
        if old != new:
            yield Change(name, label, old, new, language_of(name))


def _described(pictures: tuple[Seen, ...]) -> str:
    return "\n".join(f"{picture.alt_en} / {picture.alt_lv}" for picture in pictures)
