"""How pictures are shown: formats, sizes, and the part that is never cut off."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

#: A browser takes the first format that it knows; the last one is known to all.
FORMATS = ("avif", "webp")
SHOT_WIDTHS = (480, 960, 1440)
COVER_WIDTHS = (640, 1280, 1920)
#: A cover is four times as wide as high, whatever was uploaded.
COVER_RATIO = 4
LOGO = "max-288x288|format-webp"
#: For lists in the workspace and in the review.
SMALL = "max-320x320|format-webp"


def shot_specs(kind: str) -> tuple[str, ...]:
    """Return the sizes of a picture that is shown whole, in one format."""
    return tuple(f"width-{width}|format-{kind}" for width in SHOT_WIDTHS)


def cover_specs(kind: str) -> tuple[str, ...]:
    """Return the sizes of a cover, in one format."""
    return tuple(f"fill-{width}x{width // COVER_RATIO}|format-{kind}" for width in COVER_WIDTHS)


class Focus(TextChoices):
    """What of a picture stays in view where its edges are cut off."""

    TOP_LEFT = "top-left", _("top left")
    TOP = "top", _("top")
    TOP_RIGHT = "top-right", _("top right")
    LEFT = "left", _("left")
    MIDDLE = "middle", _("middle")
    RIGHT = "right", _("right")
    BOTTOM_LEFT = "bottom-left", _("bottom left")
    BOTTOM = "bottom", _("bottom")
    BOTTOM_RIGHT = "bottom-right", _("bottom right")

    @property
    def place(self) -> tuple[int, int]:
        """Return the column and the row, each 0 to 2."""
        at = list(Focus).index(self)
        return at % 3, at // 3

    @classmethod
    def at(cls, column: int, row: int) -> Focus:
        """Return the part in a column and a row, each 0 to 2."""
        return list(cls)[row * 3 + column]
