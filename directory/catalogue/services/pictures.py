"""The pictures of a draft: which there are, and what is done with them before it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex, Revision, TaskState

from directory.catalogue.models import Entry, Organisation, Solution, SolutionImage
from directory.media.choices import SMALL, cover_specs, shot_specs
from directory.media.models import CatalogueImage
from directory.media.services import render

#: Kinds of entry with pictures, and the fields that hold them.
PICTURES: dict[type[Entry], tuple[str, ...]] = {
    Organisation: ("logo", "cover"),
    Solution: ("images",),
}
MOST_PICTURES = 10
NEW = "new"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a picture: a field of a profile, or one of a solution's pictures by its key."""

    key: str
    image: CatalogueImage | None


def slots_of(draft: Any) -> list[Slot]:
    """Return the places of a draft, with one for the next picture where there is room for it."""
    if isinstance(draft, Organisation):
        fields = {name: getattr(draft, f"{name}_id") for name in PICTURES[Organisation]}
        images = _images(fields.values())
        return [Slot(name, images.get(key)) for name, key in fields.items()]
    if not isinstance(draft, Solution):
        return []
    keys = _keys(draft)
    images = _images(keys)
    found = [Slot(str(key), images[key]) for key in keys if key in images]
    return [*found, *([Slot(NEW, None)] if len(found) < MOST_PICTURES else [])]


def _images(keys: Iterable[int | None]) -> dict[int, CatalogueImage]:
    rows = CatalogueImage.objects.filter(pk__in=[key for key in keys if key])
    found: dict[int, CatalogueImage] = rows.prefetch_renditions(SMALL).in_bulk()
    return found


def put(draft: Any, key: str, image: CatalogueImage) -> None:
    """Put a picture into a place of a draft; raises ValidationError where there is no room."""
    if isinstance(draft, Organisation):
        setattr(draft, key, image)
        return
    keys = _keys(draft)
    if key != NEW:
        keys[keys.index(int(key))] = image.pk
    elif len(keys) < MOST_PICTURES:
        keys.append(image.pk)
    else:
        raise ValidationError(_("Show at most %(number)d pictures.") % {"number": MOST_PICTURES})
    _set(draft, keys)


def take_out(draft: Any, key: str) -> None:
    """Take a picture out of a draft."""
    if isinstance(draft, Organisation):
        setattr(draft, key, None)
    else:
        _set(draft, [other for other in _keys(draft) if str(other) != key])


def move_up(draft: Solution, key: str) -> None:
    """Let a picture of a solution change places with the one before it."""
    keys = _keys(draft)
    at = keys.index(int(key))
    if at:
        keys[at - 1], keys[at] = keys[at], keys[at - 1]
    _set(draft, keys)


def _keys(draft: Solution) -> list[int]:
    return [row.image_id for row in draft.images.all()]


def _set(draft: Solution, keys: Iterable[int]) -> None:
    known = {row.image_id: row for row in draft.images.all()}
    rows = []
    for order, key in enumerate(keys):
        row = known.get(key) or SolutionImage(image_id=key)
        row.sort_order = order
        rows.append(row)
    draft.images.set(rows)


def forget_pictures(*, before: datetime) -> int:
    """Delete what teams uploaded before a moment and nothing shows that is public or may become so.

    That is: no entry, newest draft, submission, version waiting for its hour, or page of editors.
    Older versions lose it: staff who go back to one find its place empty. Each picture is looked at
    again in the transaction that deletes it, so that one chosen meanwhile stays; its files go with
    it. Returns how many went.
    """
    waiting = CatalogueImage.objects.filter(of_a_draft=True, created_at__lt=before)
    began = timezone.now()
    kept = _drawn_in_drafts()
    gone = 0
    for key in list(waiting.exclude(pk__in=kept).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            rows = CatalogueImage.objects.filter(pk=key)
            if connection.features.has_select_for_update:
                rows = rows.select_for_update(of=("self",))
            image = rows.first()
            if image is None or _is_shown(image) or key in _drawn_in_drafts(since=began):
                continue
            image.delete()
            gone += 1
    return gone


def _is_shown(image: CatalogueImage) -> bool:
    """Return whether an entry or a page of editors holds a picture."""
    shown = (
        Organisation.objects.filter(Q(logo=image) | Q(cover=image)),
        SolutionImage.objects.filter(image=image),
        ReferenceIndex.get_references_to(image),
    )
    return any(rows.exists() for rows in shown)


def _drawn_in_drafts(since: datetime | None = None) -> set[int]:
    """Return the keys of the pictures in each entry's newest version, and in those submitted or scheduled.

    Only in versions saved since a moment, where one is given.
    """
    found: set[int] = set()
    for model in PICTURES:
        newest = model._default_manager.exclude(latest_revision=None).values("latest_revision")
        submitted = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values("revision")
        scheduled = Q(approved_go_live_at__isnull=False)
        revisions = Revision.objects.filter(Q(pk__in=newest) | Q(pk__in=submitted) | scheduled)
        if since is not None:
            revisions = revisions.filter(created_at__gte=since)
        for content in revisions.values_list("content", flat=True).iterator(chunk_size=500):
            found |= {content.get("logo"), content.get("cover")} - {None}
            found |= {row["image"] for row in content.get("images") or () if row.get("image")}
    return found


def render_pictures() -> int:
    """Make the sizes that public pages offer and nobody has made yet; return how many were made.

    The newest format takes long to write, so that no reader waits for it.
    """
    shown = SolutionImage.objects.filter(image=OuterRef("pk"))
    covers = Organisation.objects.filter(cover=OuterRef("pk"))
    wanted = ((shot_specs("avif"), Exists(shown)), (cover_specs("avif"), Exists(covers)))
    made = 0
    for specs, used in wanted:
        images = CatalogueImage.objects.filter(used)
        waiting = images.exclude(renditions__filter_spec=specs[-1]).order_by("pk")
        made += render(images=waiting.iterator(chunk_size=50), specs=specs)
    return made
