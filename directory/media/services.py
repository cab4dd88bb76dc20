"""Writes of images that come from a program or from a team's form, and of their sizes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

from directory.media.choices import Focus
from directory.media.models import CatalogueImage
from directory.media.validators import CleanImage, clean_image

#: More than a team ever needs, and less than fills a disk.
MOST_A_DAY = 100


def store_image(
    *,
    data: bytes | CleanImage,
    name: str,
    title: str,
    alt: Mapping[str, str],
    source: str = "",
    licence: str = "",
    focus: Focus = Focus.MIDDLE,
    by: Any = None,
) -> CatalogueImage:
    """Store a picture and return its row.

    ``data`` is the bytes of a file, or what ``clean_image`` made of them. ``name`` gives the stored
    file its name, its ending comes from the content; ``alt`` holds the text alternative by
    language (``en``, ``lv``). Raises ValidationError for what is no allowed image or too long a
    text, and where ``by`` uploaded too many today; the file is removed again where the row cannot
    be written.
    """
    if by is not None:
        _refuse_too_many(by)
    picture = data if isinstance(data, CleanImage) else clean_image(data)
    stem = slugify(PurePath(name).stem)[:60] or "image"
    # What somebody uploads is in a draft first: nobody else finds it by guessing its name.
    unguessed = f"{stem[:40]}-{secrets.token_hex(8)}" if by is not None else stem
    image = CatalogueImage(
        title=title.strip() or stem,
        alt_en=alt.get("en", ""),
        alt_lv=alt.get("lv", ""),
        source=source,
        licence=licence,
        width=picture.width,
        height=picture.height,
        uploaded_by_user=by,
        of_a_draft=by is not None,
    )
    if focus != Focus.MIDDLE:
        image.focus = focus
    image.full_clean(exclude=["file", "collection", "uploaded_by_user"])
    image.file = ContentFile(picture.data, name=f"{unguessed}.{picture.extension}")
    image._set_image_file_metadata()  # noqa: SLF001  Wagtail's own form calls it so
    try:
        with transaction.atomic():
            image.save()
    except Exception:
        if image.file.name and image.pk is None:
            image.file.storage.delete(image.file.name)
        raise
    return image


def _refuse_too_many(user: Any) -> None:
    since = timezone.now() - timedelta(days=1)
    own = CatalogueImage.objects.filter(uploaded_by_user=user, created_at__gte=since)
    if own.count() >= MOST_A_DAY:
        raise ValidationError(
            _("You have uploaded %(number)d pictures today: go on tomorrow.")
            % {"number": MOST_A_DAY},
            code="too_many",
        )


def described_anew(
    *, image: CatalogueImage, alt: Mapping[str, str], source: str, focus: Focus, by: Any
) -> CatalogueImage:
    """Return a copy of a picture with other words: the public keeps seeing the one it sees.

    Returns the picture itself where nothing differs. Raises ValidationError as ``store_image``, and
    where the file is gone.
    """
    said = (image.alt_en, image.alt_lv, image.source, image.focus)
    if said == (alt["en"], alt["lv"], source, focus):
        return image
    try:
        with image.open_file() as file:
            data = file.read()
    except (SourceImageIOError, OSError) as error:
        raise ValidationError(
            _("The file of this picture cannot be read any more: choose it again."), code="gone"
        ) from error
    name = PurePath(image.file.name)
    # What is stored was made anew when it came: encoding it again would cost quality.
    picture = CleanImage(data, name.suffix.lstrip("."), image.width, image.height)
    return store_image(
        data=picture,
        name=name.name,
        title=image.title,
        alt=alt,
        source=source,
        licence=image.licence,
        focus=focus,
        by=by,
    )


def render(*, images: Iterable[CatalogueImage], specs: Iterable[str]) -> int:
    """Make the sizes of pictures that are not there yet; return how many were made.

    A picture that cannot be read is passed over: pages do without it as well.
    """
    made = 0
    filters = [Filter(spec=spec) for spec in specs]
    for image in images:
        known = image.find_existing_renditions(*filters)
        for one in filters:
            if one in known:
                continue
            try:
                image.get_rendition(one)
            except (SourceImageIOError, InvalidFilterSpecError, OSError):
                break
            made += 1
    return made
