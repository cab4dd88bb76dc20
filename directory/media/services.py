"""Writes of images that come from a program and not from a form."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify

from directory.media.models import CatalogueImage
from directory.media.validators import CleanImage, clean_image


def store_image(
    *,
    data: bytes | CleanImage,
    name: str,
    title: str,
    alt: Mapping[str, str],
    source: str = "",
    licence: str = "",
) -> CatalogueImage:
    """Store a picture and return its row.

    ``data`` is the bytes of a file, or what ``clean_image`` made of them. ``name`` gives the stored
    file its name, its ending comes from the content; ``alt`` holds the text alternative by
    language (``en``, ``lv``). Raises ValidationError for what is no allowed image or too long a
    text; the file is removed again where the row cannot be written.
    """
    picture = data if isinstance(data, CleanImage) else clean_image(data)
    stem = slugify(PurePath(name).stem)[:60] or "image"
    image = CatalogueImage(
        title=title.strip() or stem,
        alt_en=alt.get("en", ""),
        alt_lv=alt.get("lv", ""),
        source=source,
        licence=licence,
        width=picture.width,
        height=picture.height,
    )
    image.full_clean(exclude=["file", "collection", "uploaded_by_user"])
    image.file = ContentFile(picture.data, name=f"{stem}.{picture.extension}")
    image._set_image_file_metadata()  # noqa: SLF001  Wagtail's own form calls it so
    try:
        with transaction.atomic():
            image.save()
    except Exception:
        if image.file.name and image.pk is None:
            image.file.storage.delete(image.file.name)
        raise
    return image
