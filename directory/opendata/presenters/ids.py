"""Name entries by the ids that everybody knows, as far as everybody may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from directory.catalogue.models import Entry
from search.indexing.relations import public_ids


def ids_of_public(model: type[Entry], keys: Iterable[int | None]) -> dict[int | None, str]:
    """Return the ids of those of some entries that everybody may see."""
    wanted = {key for key in keys if key is not None}
    public: Collection[int] = (
        model._default_manager.public().filter(pk__in=wanted).values_list("pk", flat=True)
    )
    return dict(public_ids(model, list(public)).items())
