"""Find the small pictures that cards show in place of an emblem."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from wagtail.images.models import SourceImageIOError

from directory.media.models import CatalogueImage

LOGO = "max-96x96"
logger = logging.getLogger(__name__)


def logo_urls(keys: Iterable[int | None]) -> dict[int, dict[str, Any]]:
    """Return address and size of the logos, drawn small where that has not been done yet.

    A logo whose file is lost or can't be read is left out: the emblem stands in for it.
    """
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    found = {}
    for image in CatalogueImage.objects.filter(pk__in=wanted).prefetch_renditions(LOGO):
        try:
            small = image.get_rendition(LOGO)
        except (SourceImageIOError, OSError, ValueError) as error:
            logger.warning("logo %s can't be drawn: %s", image.pk, error)
            continue
        found[image.pk] = {"url": small.url, "width": small.width, "height": small.height}
    return found
