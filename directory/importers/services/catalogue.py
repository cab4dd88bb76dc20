"""Importing rows in the shapes of the catalogue's JSON Lines, from a file or from a program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError
from django.utils import timezone

from directory.catalogue.models import RegisterRecord
from directory.catalogue.schemas import EntryShape
from directory.catalogue.services.bulk import BATCH, Slugs
from directory.importers.models import ImportRun
from directory.importers.records import Counts, Outcome, Problem
from directory.importers.services.ids import Ids
from directory.importers.services.mapping import (
    MappedRow,
    Mapper,
    RefusedError,
    checked_shape,
    own_id,
)
from directory.importers.services.plans import MODELS, PLANS, Plan
from directory.importers.services.runs import keep_counts, start_run
from directory.importers.services.terms import Terms
from directory.importers.services.writing import Batch, Writer
from directory.importers.sources.jsonl import RowReader
from directory.users.models import User

#: Told the step, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]
Report = Callable[[Problem], None]
READING, WRITING = "reading", "writing"


@dataclass(frozen=True, slots=True)
class Options:
    """How to import."""

    source: str = "import"
    publish: bool = False
    create_terms: bool = False
    dry_run: bool = False
    #: Where the pictures lie that rows name.
    folder: Path | None = None
    user: User | None = None


def import_rows(
    *,
    reader: RowReader,
    options: Options,
    command: str,
    file: str,
    sha256: str = "",
    report: Report | None = None,
    progress: Progress | None = None,
    run: ImportRun | None = None,
) -> Outcome:
    """Import rows in batches, each with its share of the change log in one transaction.

    Rows are read twice: first they are sorted by kind, then each kind of entry is written after
    those it refers to, so that the order of the rows is free. Bad rows are reported and left out,
    with the rows that refer to them. Killed at any time and run again, it goes on where it was:
    an entry is known by its source and id. ``run`` is the record of an import that these rows are a
    part of.
    """
    if run is None and not options.dry_run:
        run = start_run(
            command=command, file=file, sha256=sha256, source=options.source, user=options.user
        )
    work = _Import(reader, options, run, report, progress)
    work.scan()
    for plan in PLANS.values():
        work.write(plan)
    if run is not None:
        keep_counts(run=run, counts=work.counts, finished=True)
    return Outcome(work.counts, tuple(sorted(work.problems, key=lambda item: item.line)))


@dataclass(slots=True)
class _Row:
    line: int
    shape: EntryShape
    mapped: MappedRow
    key: int | None


class _Import:
    """The state of one import."""

    def __init__(
        self,
        reader: RowReader,
        options: Options,
        run: ImportRun | None,
        report: Report | None,
        progress: Progress | None,
    ) -> None:
        self.reader, self.options, self.run = reader, options, run
        self.report, self.progress = report, progress
        self.counts = Counts()
        self.problems: list[Problem] = []
        self.lines: dict[tuple[str, str, str], int] = {}
        self.positions: dict[str, list[tuple[int, Any]]] = defaultdict(list)
        self.ids = Ids(dict(MODELS))
        self.terms = Terms(create=options.create_terms)
        self.mapper = Mapper(
            terms=self.terms, ids=self.ids, folder=options.folder, now=timezone.now()
        )
        self.writer = Writer(run=run, terms=self.terms, publish=options.publish)
        self.unique = _Unique(self.ids)
        self.written = 0
        self.created = 0

    def scan(self) -> None:
        """Sort the rows by kind, and keep where in the file each stands."""
        for raw in self.reader.scan():
            if raw.line % 500 == 0:
                self._tell(READING, self.reader.done, self.reader.size)
            if raw.data is None:
                self._refuse(raw.line, "", "", raw.fault)
                continue
            name, label = str(raw.data.get("type", "")), _printable(raw.data.get("id", ""))
            if name not in PLANS:
                reason = f"type: is none of {', '.join(PLANS)}"
                self._refuse(raw.line, _printable(name), label, reason)
                continue
            self.positions[name].append((raw.line, raw.position))
        self._tell(READING, self.reader.size, self.reader.size)

    def write(self, plan: Plan) -> None:
        """Write the rows of one kind."""
        batch: list[_Row] = []
        keys: set[int] = set()
        for line, position in self.positions[plan.type_name]:
            shape = self._checked(plan, self.reader.read(position), line)
            row = None if shape is None else self._prepare(plan, shape, line)
            if row is None:
                continue
            # One entry known by two ids is written twice, one after the other.
            if len(batch) >= BATCH or (row.key is not None and row.key in keys):
                self._write(plan, batch)
                batch, keys = [], set()
            batch.append(row)
            if row.key is not None:
                keys.add(row.key)
        self._write(plan, batch)

    def _checked(self, plan: Plan, data: Mapping[str, Any], line: int) -> EntryShape | None:
        try:
            return checked_shape(plan, data)
        except RefusedError as error:
            label = _printable(data.get("id"))
            self._refuse(line, plan.type_name, label, str(error))
            source = _printable(data.get("source")) or self.options.source
            self.ids.refuse(plan.type_name, source, label.removeprefix(f"{source}:"), line)
            return None

    def _prepare(self, plan: Plan, shape: EntryShape, line: int) -> _Row | None:
        source = shape.source or self.options.source
        known_as = (plan.type_name, source, own_id(shape, source))
        try:
            if (first := self.lines.get(known_as, line)) != line:
                raise RefusedError(f"id: was on line {first} already")
            mapped = self.mapper.map(plan, shape, line=line, source=source)
            key = self.ids.key(plan.type_name, source, mapped.value)
            key = self.unique.check(plan, mapped, key)
        except RefusedError as error:
            self._refuse(line, plan.type_name, shape.id, str(error))
            self.ids.refuse(*known_as, line)
            return None
        self.lines[known_as] = line
        return _Row(line, shape, mapped, key)

    def _write(self, plan: Plan, rows: list[_Row]) -> None:
        if not rows:
            return
        try:
            batch = self._write_batch(plan, rows)
        except (IntegrityError, DataError):
            # Somebody else wrote at the same time, or a value that no check of ours foresaw: find
            # the rows it concerns and keep the others.
            self._write_each(plan, rows)
        else:
            self._note(plan, batch)
        self.written += len(rows)
        self._tell(WRITING, self.written, sum(map(len, self.positions.values())))
        if self.run is not None:
            keep_counts(run=self.run, counts=self.counts)

    def _write_batch(self, plan: Plan, rows: list[_Row]) -> Batch:
        known = {index: row.key for index, row in enumerate(rows) if row.key is not None}
        return self.writer.write(plan, [row.mapped for row in rows], known)

    def _write_each(self, plan: Plan, rows: list[_Row]) -> None:
        for old in rows:
            self.terms.forget()
            self.unique.forget(plan)
            row = self._prepare(plan, old.shape, old.line)
            if row is None:
                continue
            try:
                self._note(plan, self._write_batch(plan, [row]))
            except (IntegrityError, DataError) as error:
                self._refuse(
                    row.line, plan.type_name, row.shape.id, f"the database refuses it: {error}"
                )
                self.ids.refuse(plan.type_name, row.mapped.source, row.mapped.value, row.line)

    def _note(self, plan: Plan, batch: Batch) -> None:
        for row, key in batch.created:
            self.created += 1
            self.ids.add(plan.type_name, row.source, row.value, key or -self.created)
            self.unique.written(plan, row, key or -self.created)
        for row, key in batch.adopted:
            self.ids.add(plan.type_name, row.source, row.value, key)
        self.counts.add(batch.counts)

    def _refuse(self, line: int, type_name: str, label: str, reason: str) -> None:
        problem = Problem(line, type_name, label, reason)
        self.problems.append(problem)
        self.counts.bad += 1
        if self.report:
            self.report(problem)

    def _tell(self, step: str, done: int, total: int) -> None:
        if self.progress:
            self.progress(step, done, total)


class _Unique:
    """What no two entries may share: addresses and registration numbers."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._slugs: dict[str, Slugs] = {}
        self._numbers: dict[str, int] | None = None
        self._claimed: dict[str, int] = {}

    def forget(self, plan: Plan) -> None:
        """Read what is taken anew: a batch was rolled back."""
        self._slugs.pop(plan.type_name, None)
        self._numbers = None

    def check(self, plan: Plan, row: MappedRow, key: int | None) -> int | None:
        """Give a new entry its address, and return the entry that a row speaks of.

        That is the one with the row's id, or else the organisation with its registration number,
        unless the same source calls that one by another id. Raises RefusedError.
        """
        if number := row.register.get("registration_number"):
            key = self._by_number(plan, row, key, number)
        if plan.type_name not in self._slugs:
            self._slugs[plan.type_name] = Slugs(plan.model)
        slugs = self._slugs[plan.type_name]
        if wanted := row.values.columns.get("slug"):
            if not slugs.is_free(wanted, pk=key):
                raise RefusedError(f"slug: {wanted!r} belongs to another entry")
            slugs.take(wanted, pk=key)
        elif key is None:
            row.values.columns["slug"] = slugs.make(row.name)
        return key

    def written(self, plan: Plan, row: MappedRow, key: int) -> None:
        """Note the key of a new entry."""
        self._slugs[plan.type_name].take(row.values.columns["slug"], pk=key)
        if self._numbers is not None and (number := row.register.get("registration_number")):
            self._numbers[number] = key

    def _by_number(self, plan: Plan, row: MappedRow, key: int | None, number: str) -> int | None:
        if self._numbers is None:
            rows = RegisterRecord.objects.exclude(registration_number=None)
            pairs = rows.values_list("registration_number", "organisation_id")
            self._numbers = {known: holder for known, holder in pairs if known}
        if (line := self._claimed.setdefault(number, row.line)) != row.line:
            raise RefusedError(f"registration_number: was on line {line} already")
        holder = self._numbers.get(number)
        if holder is None or holder == key:
            return key
        if key is not None or self._ids.names(plan.type_name, row.source, holder):
            raise RefusedError("registration_number: belongs to another organisation")
        return holder


def _printable(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode("utf-8")[:200]
