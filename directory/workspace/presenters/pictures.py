"""The places for pictures of an entry, each with its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.catalogue.services.pictures import NEW, Slot
from directory.media.forms import PictureForm
from directory.moderation.presenters.changes import Seen, small

_LABELS = {"logo": gettext_lazy("Logo"), "cover": gettext_lazy("Cover picture")}
_HINTS = {
    "logo": gettext_lazy(
        "Stands where the woven emblem stands otherwise. A square on a plain ground looks best."
    ),
    "cover": gettext_lazy(
        "A wide picture of your work or your people, cut to four times its height, at the top of your page."
    ),
    NEW: gettext_lazy("Screens of your product, or how it is used. The first one is shown first."),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a picture; `picture` is what the draft holds there."""

    key: str
    label: str
    hint: str
    picture: Seen | None
    form: PictureForm
    can_move_up: bool
    is_open: bool


def places_of(slots: Sequence[Slot], sent: Mapping[str, PictureForm]) -> list[Place]:
    """Return the places; ``sent`` holds the form that was just refused, by its place."""
    return [_place(slot, at, sent) for at, slot in enumerate(slots)]


def form_of(slot: Slot, data: Any = None, files: Any = None) -> PictureForm:
    """Return the form of a place."""
    return PictureForm(data, files, image=slot.image, is_cut=slot.key == "cover", prefix=slot.key)


def _place(slot: Slot, at: int, sent: Mapping[str, PictureForm]) -> Place:
    numbered = slot.key not in {*_LABELS, NEW}
    label = _("Picture %(number)d") % {"number": at + 1} if numbered else _("Add a picture")
    return Place(
        key=slot.key,
        label=str(_LABELS.get(slot.key, label)),
        hint=str(_HINTS.get(slot.key, "")),
        picture=small(slot.image) if slot.image is not None else None,
        form=sent.get(slot.key) or form_of(slot),
        can_move_up=numbered and at > 0,
        is_open=slot.key in sent,
    )
