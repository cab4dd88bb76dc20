"""Writing many entries at once: set-based, without signals, in the caller's transaction.

The caller validates by the shapes of ``schemas``, opens the transaction and tells the search what
changed. Used for the entries of the needs app as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils import timezone
from wagtail.models import ReferenceIndex

from directory.catalogue.models import Entry, SlugAlias
from directory.catalogue.models.entry import SLUG_LENGTH, slug_from

BATCH = 500


@dataclass(slots=True)
class EntryValues:
    """What to write of one entry.

    ``columns`` are plain columns by their attribute (``name_en``, ``country_id``), ``links`` the
    primary keys of many-to-many fields in any order, ``children`` the rows of a child relation in
    their order, each by its columns.
    """

    columns: dict[str, Any] = field(default_factory=dict)
    links: dict[str, tuple[int, ...]] = field(default_factory=dict)
    children: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


class Slugs:
    """Gives out free slugs of one model: everything taken is read once."""

    def __init__(self, model: type[Entry]) -> None:
        self.model = model
        aliases = SlugAlias.objects.filter(content_type=_content_type(model))
        self._aliases = dict(aliases.values_list("slug", "object_id"))
        self._taken: dict[str, int | None] = dict.fromkeys(model.reserved_slugs)
        self._taken |= dict(model.objects.values_list("slug", "pk"))

    def holder(self, slug: str) -> int | None:
        """Return the key of the entry that has a slug, now or as an alias; None where it is free."""
        return self._taken.get(slug) or self._aliases.get(slug)

    def is_free(self, slug: str, *, pk: int | None) -> bool:
        """Return whether an entry may take a slug: nobody else has it or had it."""
        if slug in self._taken:
            return pk is not None and self._taken[slug] == pk
        return self._aliases.get(slug, pk) == pk

    def take(self, slug: str, *, pk: int | None) -> None:
        """Note that an entry (None: one not written yet) has a slug."""
        self._taken[slug] = pk

    def make(self, name: str) -> str:
        """Return a free slug made of a name, numbered where it is taken, and take it."""
        wanted = slug_from(name) or self.model.type_name
        slug, number = wanted, 1
        while slug in self._taken or slug in self._aliases:
            number += 1
            slug = f"{wanted[: SLUG_LENGTH - 8]}-{number}"
        self._taken[slug] = None
        return slug


def create_entries(*, model: type[Entry], rows: Sequence[EntryValues], live: bool) -> list[int]:
    """Create entries and return their primary keys in the order of the rows.

    They have no revision: the first edit makes one. Drafts (``live`` false) wait for a reviewer.
    """
    now = timezone.now()
    state: dict[str, Any] = {"live": live, "has_unpublished_changes": not live}
    if live:
        state |= {"first_published_at": now, "last_published_at": now}
    entries = model._default_manager.bulk_create(
        [model(**row.columns, **state) for row in rows], batch_size=BATCH
    )
    keys = [entry.pk for entry in entries]
    by_key = dict(zip(keys, rows, strict=True))
    _add_links(model, {key: row.links for key, row in by_key.items()})
    _add_children(model, {key: row.children for key, row in by_key.items() if row.children})
    _index_files(entry for entry in entries if _has_files(model, by_key[entry.pk]))
    return keys


def update_entries(*, model: type[Entry], changes: Mapping[int, EntryValues]) -> None:
    """Write the changed parts of entries: links and children named are replaced as a whole."""
    by_columns: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, values in changes.items():
        by_columns[tuple(sorted(values.columns))].append(key)
    now = timezone.now()
    content_type = _content_type(model)
    for names, keys in by_columns.items():
        found = model._default_manager.in_bulk(keys)
        aliases = []
        for key, entry in found.items():
            for name in names:
                if name == "slug":
                    aliases.append(
                        SlugAlias(content_type=content_type, object_id=key, slug=entry.slug)
                    )
                setattr(entry, name, changes[key].columns[name])
            entry.updated_at = now
        SlugAlias.objects.bulk_create(aliases, ignore_conflicts=True)
        model._default_manager.bulk_update(
            found.values(), [*map(_field_name(model), names), "updated_at"], batch_size=BATCH
        )
    for name in {name for values in changes.values() for name in values.links}:
        relation = model._meta.get_field(name)
        owners = [key for key, values in changes.items() if name in values.links]
        column = f"{relation.m2m_field_name()}__in"
        relation.remote_field.through._default_manager.filter(**{column: owners}).delete()
    _add_links(model, {key: values.links for key, values in changes.items()})
    for name in {name for values in changes.values() for name in values.children}:
        owners = [key for key, values in changes.items() if name in values.children]
        relation = model._meta.get_field(name)
        column = f"{relation.field.name}__in"
        relation.related_model._default_manager.filter(**{column: owners}).delete()
    _add_children(model, {key: values.children for key, values in changes.items()})
    with_files = [key for key, values in changes.items() if _has_files(model, values, emptied=True)]
    _index_files(model._default_manager.filter(pk__in=with_files))


def publish_entries(*, model: type[Entry], keys: Sequence[int]) -> None:
    """Make entries live that have no revision of their own."""
    now = timezone.now()
    model._default_manager.filter(pk__in=keys, live=False).update(
        live=True, has_unpublished_changes=False, first_published_at=now, last_published_at=now
    )


def linked_keys(model: type[Entry], name: str, keys: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return what each entry is linked with through a many-to-many field, sorted."""
    relation = model._meta.get_field(name)
    owner, target = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
    found: dict[int, list[int]] = defaultdict(list)
    rows = relation.remote_field.through._default_manager.filter(**{f"{owner}__in": list(keys)})
    for key, other in rows.values_list(owner, target):
        found[key].append(other)
    return {key: tuple(sorted(others)) for key, others in found.items()}


def _content_type(model: type[models.Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _field_name(model: type[Entry]) -> Any:
    names = {column.attname: column.name for column in model._meta.concrete_fields}
    return names.__getitem__


def _add_links(model: type[Entry], links: Mapping[int, Mapping[str, tuple[int, ...]]]) -> None:
    """Insert links as plain rows: as objects they would cost half of an import's time."""
    quote = connection.ops.quote_name
    for name in {name for named in links.values() for name in named}:
        relation = model._meta.get_field(name)
        rows = [(key, other) for key, named in links.items() for other in named.get(name, ())]
        if rows:
            table = quote(relation.m2m_db_table())
            columns = f"{quote(relation.m2m_column_name())}, {quote(relation.m2m_reverse_name())}"
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {table} ({columns}) VALUES (%s, %s)",  # noqa: S608  our own names
                    rows,
                )


def _add_children(
    model: type[Entry], children: Mapping[int, Mapping[str, list[dict[str, Any]]]]
) -> None:
    for name in {name for named in children.values() for name in named}:
        relation = model._meta.get_field(name)
        child, owner = relation.related_model, f"{relation.field.name}_id"
        child._default_manager.bulk_create(
            [
                child(**{owner: key, "sort_order": order, **columns})
                for key, named in children.items()
                for order, columns in enumerate(named.get(name, ()))
            ],
            batch_size=BATCH,
        )


def _has_files(model: type[Entry], values: EntryValues, *, emptied: bool = False) -> bool:
    """Return whether the reference index must know of these values (or forget earlier ones)."""
    columns = [name for name in ("logo_id", "cover_id") if name in values.columns]
    if any(emptied or values.columns[name] for name in columns):
        return True
    return any(
        emptied or rows
        for name, rows in values.children.items()
        if any(
            getattr(column.remote_field, "model", None)
            and column.remote_field.model._meta.app_label == "media"
            for column in model._meta.get_field(name).related_model._meta.concrete_fields
        )
    )


def _index_files(entries: Iterable[Entry]) -> None:
    for entry in entries:
        ReferenceIndex.create_or_update_for_object(entry)
