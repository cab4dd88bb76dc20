"""Writing one batch of rows of one kind: one transaction, with the change log of the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from directory.catalogue.models import ExternalId, RegisterRecord
from directory.catalogue.services.bulk import (
    BATCH,
    EntryValues,
    create_entries,
    publish_entries,
    update_entries,
)
from directory.importers.choices import Version
from directory.importers.models import ImportConflict, ImportRecord, ImportRun
from directory.importers.records import Counts
from directory.importers.services.content import Content, canonical, entry_contents, merge
from directory.importers.services.drafts import carry_into_draft
from directory.importers.services.mapping import MappedRow
from directory.importers.services.pictures import store_pictures
from directory.importers.services.plans import ONE_PICTURE, REGISTER, Plan
from directory.importers.services.terms import Terms
from search import changes
from search.contract import schema
from search.indexing import touched


@dataclass(slots=True)
class Batch:
    """What a batch did, to be noted once it is committed."""

    counts: Counts = field(default_factory=Counts)
    created: list[tuple[MappedRow, int]] = field(default_factory=list)
    #: Rows that speak of an entry under an id it did not have.
    adopted: list[tuple[MappedRow, int]] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes batches of one run; in a dry run it compares only."""

    run: ImportRun | None
    terms: Terms
    publish: bool

    @property
    def dry(self) -> bool:
        """Return whether nothing may be written."""
        return self.run is None

    def write(self, plan: Plan, rows: Sequence[MappedRow], known: Mapping[int, int]) -> Batch:
        """Write rows; ``known`` says by index which rows have an entry already, and which."""
        batch = Batch()
        with transaction.atomic():
            new = [row for index, row in enumerate(rows) if index not in known]
            self._create(plan, new, batch)
            old = {key: rows[index] for index, key in known.items()}
            self._update(plan, old, batch)
            if not self.dry:
                self._log(plan, batch)
        return batch

    def _create(self, plan: Plan, rows: list[MappedRow], batch: Batch) -> None:
        batch.counts.created += len(rows)
        if self.dry or not rows:
            batch.created += [(row, 0) for row in rows]
            return
        self._finish(plan, dict(enumerate(rows)))
        keys = create_entries(
            model=plan.model, rows=[row.values for row in rows], live=self.publish
        )
        self._keep_ids(plan, list(zip(rows, keys, strict=True)))
        facts = [
            RegisterRecord(organisation_id=key, source=row.source, **row.register)
            for row, key in zip(rows, keys, strict=True)
            if any(row.register.values())
        ]
        RegisterRecord.objects.bulk_create(facts, batch_size=BATCH)
        batch.created += zip(rows, keys, strict=True)

    def _keep_ids(self, plan: Plan, rows: list[tuple[MappedRow, int]]) -> None:
        content_type = ContentType.objects.get_for_model(plan.model)
        ids = ExternalId.objects.bulk_create(
            [
                ExternalId(
                    source=row.source, value=row.value, content_type=content_type, object_id=key
                )
                for row, key in rows
            ],
            batch_size=BATCH,
        )
        ImportRecord.objects.bulk_create(
            [
                ImportRecord(external_id=external_id, content=row.content, run=self.run)
                for external_id, (row, _) in zip(ids, rows, strict=True)
            ],
            batch_size=BATCH,
        )

    def _update(self, plan: Plan, rows: dict[int, MappedRow], batch: Batch) -> None:
        if not rows:
            return
        records = self._records(plan, rows)
        same = {
            key
            for key, row in rows.items()
            if key in records and records[key].content == row.content
        }
        moved = {key: row for key, row in rows.items() if key not in same}
        entries = plan.model._default_manager.select_related(
            *(ONE_PICTURE if plan.type_name == "organisation" else ())
        ).in_bulk(moved)
        moved = {key: row for key, row in moved.items() if key in entries}
        if not self.dry:
            self._finish(plan, moved)
        batch.adopted += [(row, key) for key, row in moved.items() if key not in records]
        present = entry_contents(plan, entries)
        updates: dict[int, EntryValues] = {}
        conflicts: list[ImportConflict] = []
        for key, row in moved.items():
            base = records[key].content if key in records else None
            names, kept = merge(base, present[key], row.content)
            if names:
                updates[key] = _parts(row.values, names)
            conflicts += [
                self._conflict(plan, key, Version.LIVE, name, row.content, present[key])
                for name in kept
            ]
            if not self.dry:
                self._register(key, row, names)
                fields = carry_into_draft(plan, entries[key], row, names, present[key])
                conflicts += [
                    self._conflict(plan, key, Version.DRAFT, name, row.content, fields)
                    for name in fields
                ]
        waiting = self._publish(plan, rows)
        batch.counts.updated += len({*updates} | waiting)
        batch.counts.unchanged += len(rows) - len({*updates} | waiting)
        batch.counts.conflicts += len(conflicts)
        if self.dry:
            return
        update_entries(model=plan.model, changes=updates)
        self._keep_contents(plan, moved, records)
        _keep_conflicts(conflicts)
        batch.changed = {*updates} | waiting | {key for _, key in batch.adopted}

    def _publish(self, plan: Plan, rows: Mapping[int, MappedRow]) -> set[int]:
        """Make drafts live that nobody has edited or unpublished, and return their keys."""
        if not self.publish:
            return set()
        waiting = plan.model._default_manager.filter(
            pk__in=rows, live=False, latest_revision=None, first_published_at=None
        )
        keys = set(waiting.values_list("pk", flat=True))
        if keys and not self.dry:
            publish_entries(model=plan.model, keys=sorted(keys))
        return keys

    def _records(self, plan: Plan, rows: Mapping[int, MappedRow]) -> dict[int, ImportRecord]:
        found = ImportRecord.objects.filter(
            external_id__content_type=ContentType.objects.get_for_model(plan.model),
            external_id__object_id__in=list(rows),
        ).select_related("external_id")
        by_key = ((record.external_id.object_id, record) for record in found)
        return {
            key: record
            for key, record in by_key
            if str(record.external_id) == f"{rows[key].source}:{rows[key].value}"
        }

    def _keep_contents(
        self, plan: Plan, rows: Mapping[int, MappedRow], records: Mapping[int, ImportRecord]
    ) -> None:
        for key, record in records.items():
            if key in rows:
                record.content, record.run = rows[key].content, self.run
        ImportRecord.objects.bulk_update(
            [record for key, record in records.items() if key in rows],
            ["content", "run"],
            batch_size=BATCH,
        )
        fresh = [(row, key) for key, row in rows.items() if key not in records]
        bare = ExternalId.objects.filter(
            content_type=ContentType.objects.get_for_model(plan.model),
            object_id__in=[key for _, key in fresh],
            record=None,
        )
        known = {(item.object_id, item.source, item.value): item for item in bare}
        ImportRecord.objects.bulk_create(
            [
                ImportRecord(external_id=item, content=row.content, run=self.run)
                for row, key in fresh
                if (item := known.get((key, row.source, row.value)))
            ]
        )
        self._keep_ids(
            plan, [(row, key) for row, key in fresh if (key, row.source, row.value) not in known]
        )

    def _register(self, key: int, row: MappedRow, names: Sequence[str]) -> None:
        facts = {name: row.register[name] for name in names if name in REGISTER}
        if facts:
            RegisterRecord.objects.update_or_create(
                organisation_id=key,
                defaults=facts,
                create_defaults={**facts, "source": row.source},
            )

    def _finish(self, plan: Plan, rows: Mapping[int, MappedRow]) -> None:
        """Give rows the keys of new terms and of pictures, which nothing but writing makes."""
        for name, model in plan.terms.items():
            _replace_negative(self.terms, name, model, rows.values())
        for name, model in plan.term.items():
            column = f"{name}_id"
            for row in rows.values():
                key = row.values.columns[column]
                if key is not None and key < 0:
                    row.values.columns[column] = self.terms.create(model, [key])[key]
                    row.content[column] = row.values.columns[column]
        for row in rows.values():
            if not row.pictures:
                continue
            keys = store_pictures(
                [picture for found in row.pictures.values() for picture in found],
                source=row.source,
            )
            for name, found in row.pictures.items():
                images = [keys[tuple(picture.content)] for picture in found]
                if name in ONE_PICTURE:
                    row.values.columns[f"{name}_id"] = images[0]
                else:
                    row.values.children[name] = [{"image_id": image} for image in images]

    def _conflict(
        self,
        plan: Plan,
        key: int,
        version: Version,
        name: str,
        imported: Content,
        kept: Mapping[str, Any],
    ) -> ImportConflict:
        return ImportConflict(
            content_type=ContentType.objects.get_for_model(plan.model),
            object_id=key,
            version=version,
            field=name,
            imported=imported[name],
            kept=kept.get(name),
            run=self.run,
            found=timezone.now(),
        )

    def _log(self, plan: Plan, batch: Batch) -> None:
        keys = {*batch.changed, *(key for _, key in batch.created)}
        if plan.type_name in schema.TYPES:
            for type_name, found in touched.by_entries(plan.type_name, keys).items():
                changes.record(type_name, sorted(found))


def _parts(values: EntryValues, names: Sequence[str]) -> EntryValues:
    parts = EntryValues()
    for name in names:
        column = f"{name}_id" if name in ONE_PICTURE else name
        if name in values.links:
            parts.links[name] = values.links[name]
        elif name in values.children:
            parts.children[name] = values.children[name]
        elif column in values.columns:
            parts.columns[column] = values.columns[column]
    return parts


def _replace_negative(terms: Terms, name: str, model: Any, rows: Any) -> None:
    wanted = {key for row in rows for key in row.values.links[name] if key < 0}
    if not wanted:
        return
    created = terms.create(model, wanted)
    for row in rows:
        keys = tuple(sorted({created.get(key, key) for key in row.values.links[name]}))
        row.values.links[name] = keys
        row.content[name] = canonical(keys)


def _keep_conflicts(conflicts: Sequence[ImportConflict]) -> None:
    ImportConflict.objects.bulk_create(
        conflicts,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "version", "field"],
        update_fields=["imported", "kept", "run", "found", "settled"],
    )
