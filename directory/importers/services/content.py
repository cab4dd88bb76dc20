"""Values in the one form in which source, entry and draft are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from directory.catalogue.models import Entry, RegisterRecord
from directory.catalogue.models.entry import LANGUAGES
from directory.catalogue.services.bulk import linked_keys
from directory.importers.services.plans import ONE_PICTURE, REGISTER, Plan, attname

Content = dict[str, Any]


def canonical(value: Any) -> Any:
    """Return a JSON value that is equal for equal values of a column; every empty one is None."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return list(value) or None
    return None if value is False or value == "" else value


def compared_columns(plan: Plan) -> list[str]:
    """Return the columns of a model that its shape fills."""
    names = [f"{name}_{language}" for name in plan.texts for language in LANGUAGES]
    names += plan.columns
    names += [attname(plan.model, name) for name in (*plan.term, *plan.entry)]
    names += {
        "dataset": [
            *("formats", "publisher_id"),
            *(f"publisher_name_{language}" for language in LANGUAGES),
        ],
        "need": ["buyer_id", "buyer_name", "settled"],
        "solution": ["pillar_1", "pillar_2", "pillar_3"],
    }.get(plan.type_name, [])
    return [*names, "is_sample"]


def entry_contents(plan: Plan, entries: Mapping[int, Entry]) -> dict[int, Content]:
    """Return what stored entries hold, in the same form as what a file says of them."""
    columns = compared_columns(plan)
    found: dict[int, Content] = {
        key: {
            "slug": entry.slug,
            **{name: canonical(getattr(entry, name)) for name in columns},
        }
        for key, entry in entries.items()
    }
    for name in plan.links:
        linked = linked_keys(plan.model, name, found)
        for key, content in found.items():
            content[name] = canonical(linked.get(key, ()))
    if plan.type_name == "organisation":
        registers = RegisterRecord.objects.filter(organisation__in=found)
        facts = {row.organisation_id: row for row in registers}
        for key, content in found.items():
            for name in REGISTER:
                content[name] = canonical(getattr(facts.get(key), name, None))
    for key, entry in entries.items():
        found[key] |= child_contents(plan, entry)
    return found


def draft_content(plan: Plan, draft: Entry, names: Iterable[str]) -> Content:
    """Return some values of a draft, whose links and children are not in tables."""
    content = {"slug": draft.slug, **child_contents(plan, draft)}
    for name in names:
        if name in content or name in REGISTER:
            continue
        if name in plan.links:
            content[name] = canonical(sorted(item.pk for item in getattr(draft, name).all()))
        else:
            content[name] = canonical(getattr(draft, name))
    return content


def child_contents(plan: Plan, entry: Entry) -> Content:
    """Return the funding and the pictures of an entry."""
    if plan.type_name == "organisation":
        rows = entry.funding.all()
        return {
            "funding": canonical([funding_content(vars(row)) for row in rows]),
            **{name: image_content(getattr(entry, name)) for name in ONE_PICTURE},
        }
    if plan.type_name == "solution":
        pictures = entry.images.all()
        return {"images": canonical([image_content(row.image) for row in pictures])}
    return {}


def funding_content(row: Mapping[str, Any]) -> list[Any]:
    """Return what stands for a funding round."""
    return [canonical(row[name]) for name in ("year", "kind", "amount", "currency", "source_url")]


def image_content(image: Any) -> list[str] | None:
    """Return what stands for a stored picture."""
    return None if image is None else [image.file_hash, image.alt_en, image.alt_lv]


def merge(
    base: Content | None, present: Content, new: Content
) -> tuple[Sequence[str], Sequence[str]]:
    """Return the names to take over from a source, and those where it and staff disagree.

    ``base`` is what the source said last; an entry it never spoke of counts as empty then. A
    value the source did not change is left as it is; one that both changed differently is a
    conflict, and stays as it is, too.
    """
    changed: list[str] = []
    conflicts: list[str] = []
    for name, value in new.items():
        old = None if base is None else base.get(name)
        if value == old or value == present.get(name):
            continue
        (changed if present.get(name) == old else conflicts).append(name)
    return changed, conflicts
