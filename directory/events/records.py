"""The frozen row that the counter keeps."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Event(NamedTuple):
    """What happened on a day, without anybody to whom it happened.

    Events that are equal in everything are one row with a number. ``type`` and ``object_id`` say
    which entry it was about, if any; ``words`` are those of a search, and then no country stands
    beside them.
    """

    day: date
    kind: str
    type: str = ""
    object_id: int = 0
    language: str = ""
    country: str = ""
    words: str = ""
