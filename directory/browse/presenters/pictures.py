"""Pictures of a solution in the sizes that screens need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from directory.browse.presenters.facts import source_label
from directory.catalogue.models import SolutionImage
from directory.media.models import CatalogueImage

SPECS = tuple(f"width-{width}|format-webp" for width in (480, 960, 1440))
#: The size for a browser that knows no ``srcset``.
PLAIN = SPECS[1]


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture with its sizes, its text alternative and where it comes from."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    source: str
    licence: str


def shots_of(pictures: Iterable[SolutionImage]) -> tuple[Shot, ...]:
    """Return the pictures that can be read, in their order; two queries once resized."""
    keys = [picture.image_id for picture in pictures]
    images = CatalogueImage.objects.filter(pk__in=keys).prefetch_renditions(*SPECS).in_bulk()
    found = (_shot(images[key]) for key in keys if key in images)
    return tuple(shot for shot in found if shot is not None)


def _shot(image: CatalogueImage) -> Shot | None:
    try:
        renditions = image.get_renditions(*SPECS)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None
    sizes = {item.width: item.url for item in renditions.values()}
    plain = renditions[PLAIN]
    return Shot(
        src=plain.url,
        srcset=", ".join(f"{url} {width}w" for width, url in sorted(sizes.items())),
        width=plain.width,
        height=plain.height,
        alt=image.default_alt_text,
        source=source_label(image.source),
        licence=image.licence,
    )
