"""Find public entries by the ids that the world outside knows, and all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType

from directory.catalogue.models import OWN_SOURCE, Entry, ExternalId
from search.indexing.build import BATCH
from search.indexing.relations import public_ids

#: The key of an entry that was made here; the number behind it tells it apart from one that came with that number.
_MADE_HERE = re.compile(r"([0-9]{1,18})(-[0-9]{1,3})?")


def find_public(*, model: type[Entry], public_id: str) -> int | None:
    """Return the key of the public entry with an id, written as the API writes it, or None.

    An id that two sources share needs its source before it, and so does one that was made here: `source:id`.
    """
    ids = ExternalId.objects.filter(content_type=ContentType.objects.get_for_model(model))
    keys = set(ids.filter(value=public_id).values_list("object_id", flat=True)[:2])
    source, colon, value = public_id.partition(":")
    if not keys and colon:
        keys = set(ids.filter(source=source, value=value).values_list("object_id", flat=True))
        made_here = _MADE_HERE.fullmatch(value)
        if not keys and source == OWN_SOURCE and made_here:
            key = int(made_here[1])
            if not made_here[2] or public_ids(model, [key])[key] == public_id:
                keys = {key}
    if len(keys) != 1:
        return None
    public = model._default_manager.public()
    found: int | None = public.filter(pk__in=keys).values_list("pk", flat=True).first()
    return found


def public_keys(*, model: type[Entry]) -> Iterator[list[int]]:
    """Yield the keys of all public entries of a model, a batch at a time."""
    last = 0
    public = model._default_manager.public().order_by("pk")
    while batch := list(public.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        yield batch
        last = batch[-1]
