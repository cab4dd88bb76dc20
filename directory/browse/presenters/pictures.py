"""Pictures of entries in the formats and sizes that screens need."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

from directory.browse.presenters.facts import source_label
from directory.catalogue.models import Organisation, SolutionImage
from directory.media.choices import FORMATS, cover_specs, shot_specs
from directory.media.models import CatalogueImage, CatalogueRendition

Specs = Callable[[str], tuple[str, ...]]
#: The place of the size for a browser that knows no ``srcset``.
PLAIN = 1


@dataclass(frozen=True, slots=True)
class Source:
    """One format of a picture in its sizes."""

    type: str
    srcset: str


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
    #: Formats that not every browser knows, the smallest file first.
    sources: tuple[Source, ...] = ()


def shots_of(pictures: Iterable[SolutionImage]) -> tuple[Shot, ...]:
    """Return the pictures that can be read, in their order; two queries once resized."""
    return _shots([picture.image_id for picture in pictures], shot_specs)


def cover_of(organisation: Organisation) -> Shot | None:
    """Return the cover of an organisation, or None where there is none that can be read."""
    if organisation.cover_id is None:
        return None
    if not Organisation.cover.is_cached(organisation):
        return next(iter(_shots([organisation.cover_id], cover_specs)), None)
    # The picture was read with its organisation: only its sizes are missing.
    specs = [spec for kind in FORMATS for spec in cover_specs(kind)]
    sizes = CatalogueRendition.objects.filter(filter_spec__in=specs)
    image: Any = organisation.cover
    prefetch_related_objects(
        [image], Prefetch("renditions", sizes, to_attr="prefetched_renditions")
    )
    return _shot(image, cover_specs)


def _shots(keys: list[int], specs: Specs) -> tuple[Shot, ...]:
    if not keys:
        return ()
    every = [spec for kind in FORMATS for spec in specs(kind)]
    images = CatalogueImage.objects.filter(pk__in=keys).prefetch_renditions(*every).in_bulk()
    found = (_shot(images[key], specs) for key in keys if key in images)
    return tuple(shot for shot in found if shot is not None)


def _shot(image: CatalogueImage, specs: Specs) -> Shot | None:
    common = specs(FORMATS[-1])
    try:
        renditions = image.get_renditions(*common)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None
    sources = []
    # Others take long to make: they are shown once ``render_pictures`` has made all of them.
    for kind in FORMATS[:-1]:
        wanted = [Filter(spec=spec) for spec in specs(kind)]
        made = image.find_existing_renditions(*wanted)
        if len(made) == len(wanted):
            sources.append(Source(f"image/{kind}", _srcset(made.values())))
    plain = renditions[common[PLAIN]]
    return Shot(
        src=plain.url,
        srcset=_srcset(renditions.values()),
        width=plain.width,
        height=plain.height,
        alt=image.default_alt_text,
        source=source_label(image.source),
        licence=image.licence,
        sources=tuple(sources),
    )


def _srcset(renditions: Iterable[CatalogueRendition]) -> str:
    sizes = {item.width: item.url for item in renditions}
    return ", ".join(f"{url} {width}w" for width, url in sorted(sizes.items()))
