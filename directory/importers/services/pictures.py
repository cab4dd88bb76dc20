"""Pictures that a file of entries names: read safely, checked, stored once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from directory.catalogue.schemas import Picture
from directory.media.models import CatalogueImage
from directory.media.services import store_image
from directory.media.validators import CleanImage, clean_image


class UnusablePictureError(Exception):
    """A picture cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A checked picture: what will be stored of it, and the fingerprint of that.

    ``data`` is the file as given only where the same picture is stored already.
    """

    data: bytes | CleanImage
    name: str
    fingerprint: str
    alt_en: str
    alt_lv: str

    @property
    def content(self) -> list[str]:
        """Return what stands for this picture where values are compared."""
        return [self.fingerprint, self.alt_en, self.alt_lv]


def open_picture(folder: Path | None, picture: Picture) -> FoundPicture:
    """Return a picture below a folder; raise UnusablePictureError for any other or a broken one."""
    if folder is None:
        raise UnusablePictureError("there is no folder to look for pictures in")
    root = folder.resolve()
    path = (root / picture.path).resolve()
    if not path.is_relative_to(root):
        raise UnusablePictureError(f"{picture.path!r} lies outside the folder of the file")
    if not path.is_file():
        raise UnusablePictureError(f"there is no file {picture.path!r}")
    if path.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise UnusablePictureError(f"{picture.path!r} is too large")
    try:
        data, alt = path.read_bytes(), picture.alt.texts
        return checked_picture(data, name=path.name, alt_en=alt["en"], alt_lv=alt["lv"])
    except OSError as error:
        raise UnusablePictureError(f"{picture.path!r} cannot be read: {error.strerror}") from error


def checked_picture(data: bytes, *, name: str, alt_en: str, alt_lv: str) -> FoundPicture:
    """Return a picture given as the bytes of a file; raise UnusablePictureError for a broken one."""
    fingerprint = _fingerprint(data)
    if CatalogueImage.objects.filter(file_hash=fingerprint).exists():
        # Our own file, exported before: encoding it once more would make another picture of it.
        return FoundPicture(data, name, fingerprint, alt_en, alt_lv)
    try:
        clean = clean_image(data)
    except ValidationError as error:
        raise UnusablePictureError(" ".join(error.messages)) from error
    return FoundPicture(clean, name, _fingerprint(clean.data), alt_en, alt_lv)


def _fingerprint(data: bytes) -> str:
    """Return Wagtail's own fingerprint of a stored file."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def store_pictures(pictures: Iterable[FoundPicture], *, source: str) -> dict[tuple[str, ...], int]:
    """Store what is not stored yet, and return the keys of the images by their `content`."""
    wanted = {tuple(picture.content): picture for picture in pictures}
    known = CatalogueImage.objects.filter(file_hash__in={content[0] for content in wanted})
    keys: dict[tuple[str, ...], int] = {
        (file_hash, alt_en, alt_lv): key
        for file_hash, alt_en, alt_lv, key in known.values_list(
            "file_hash", "alt_en", "alt_lv", "pk"
        )
    }
    for content, picture in wanted.items():
        if content not in keys:
            image = store_image(
                data=picture.data,
                name=picture.name,
                title=picture.alt_en or picture.alt_lv or Path(picture.name).stem,
                alt={"en": picture.alt_en, "lv": picture.alt_lv},
                source=source,
            )
            keys[content] = image.pk
    return keys
