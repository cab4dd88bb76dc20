"""The belt of an entry: which number it wears, and its logo where it has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from directory.catalogue.models import Entry, Organisation, RegisterRecord
from directory.media.belt import EmblemArt, belt_number, emblem_path, pair_of
from directory.media.choices import LOGO
from directory.media.models import CatalogueImage
from search.indexing.card import emblem_number
from search.indexing.relations import public_ids


@dataclass(frozen=True, slots=True)
class Picture:
    """A resized picture of this site."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Band:
    """The woven band of an entry and the number that it spells."""

    number: str
    pair: str

    @property
    def digits(self) -> str:
        """Return the digits one by one, as they are read, on one line."""
        return "\u00a0".join(self.number)


def register_of(organisation: Organisation) -> RegisterRecord | None:
    """Return what the register says of an organisation, if anything."""
    return getattr(organisation, "register", None)


def number_of(entry: Entry, *, owner: Organisation | None = None) -> str:
    """Return the number an entry wears; see :func:`numbers_of`."""
    return numbers_of([entry], {entry.pk: owner} if owner is not None else {})[entry.pk]


def numbers_of(
    entries: Sequence[Entry], owners: Mapping[int, Organisation] | None = None
) -> dict[int, str]:
    """Return entry → the number it wears, the same as in the results of a search.

    The registration number of the organisation (or of its owner), or else the digits of the id by
    which the world outside knows the entry. Two queries, where a number is missing.
    """
    owners = owners or {}
    registered = {entry.pk: _registered(owners.get(entry.pk) or entry) for entry in entries}
    nameless = [entry for entry in entries if not registered[entry.pk] and entry.pk]
    ids = public_ids(type(nameless[0]), [entry.pk for entry in nameless]) if nameless else {}
    return {
        key: belt_number(emblem_number(number, ids.get(key), str(key or 0)))
        for key, number in registered.items()
    }


def _registered(entry: Entry) -> str:
    register = register_of(entry) if isinstance(entry, Organisation) else None
    return (register.registration_number or "") if register is not None else ""


def emblem_of(entry: Entry, *, owner: Organisation | None = None) -> EmblemArt:
    """Return the emblem of an entry."""
    return emblem_path(number_of(entry, owner=owner))


def band_of(number: str) -> Band:
    """Return the band that spells a number."""
    return Band(number, pair_of(number).name)


def logo_of(image: CatalogueImage | None) -> Picture | None:
    """Return a logo at the size of an emblem, or None where there is none that can be read."""
    if image is None:
        return None
    try:
        rendition = image.get_rendition(LOGO)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None
    return Picture(rendition.url, rendition.width, rendition.height)
