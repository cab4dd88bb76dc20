"""Bringing the register facts of organisations up to date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from directory.catalogue.choices import RegisterStatus
from directory.catalogue.models import Organisation, RegisterRecord
from directory.catalogue.services.bulk import EntryValues, update_entries
from directory.importers.records import Counts, FileFaultError, Outcome, Problem
from directory.importers.services.catalogue import Options, import_rows
from directory.importers.services.runs import keep_counts, start_run
from directory.importers.sources.jsonl import Rows
from directory.importers.sources.legal_names import display_name, is_personal, legal_form
from directory.importers.sources.register import COLUMNS, DELIMITER, RegisterFacts, facts
from directory.importers.sources.tables import read_table
from search import changes
from search.indexing import touched

SOURCE = "Register of Enterprises"
BATCH = 500
_COMPARED = ("legal_name", "legal_form", "registered_on", "closed_on", "status")


def import_register(
    *,
    path: Path,
    sha256: str,
    report: Callable[[Problem], None],
    progress: Callable[[str, int, int], None],
    take_new: bool = False,
) -> Outcome:
    """Take over facts, new names and closures of the organisations that are in the catalogue.

    The file is streamed: it holds half a million rows, of which few concern us. With ``take_new``
    those that are registered and not in the catalogue become drafts for staff: meant for an extract
    of the register. Raises FileFaultError for a file in another encoding or without the columns
    needed.
    """
    run = start_run(command="import_register", file=path.name, sha256=sha256, source="register")
    numbers = dict(
        RegisterRecord.objects.exclude(registration_number=None).values_list(
            "registration_number", "pk"
        )
    )
    counts, problems, batch = Counts(), [], dict[int, RegisterFacts]()
    new: list[tuple[int, RegisterFacts]] = []
    size = path.stat().st_size
    for number, row in enumerate(read_table(path, columns=COLUMNS, delimiter=DELIMITER)):
        if number % 20_000 == 0:
            progress("writing", number, max(number, size // 200))
        problem = None
        if row.data is None:
            if row.fault == "is not UTF-8":
                raise FileFaultError(
                    f"is not UTF-8: line {row.line}; save the file in that encoding"
                )
            problem = Problem(row.line, "organisation", "", row.fault)
        else:
            key = numbers.get(row.data["regcode"].strip())
            try:
                if key is not None:
                    batch[key] = facts(row.data)
                elif take_new:
                    new.append((row.line, facts(row.data)))
            except ValueError as error:
                problem = Problem(row.line, "organisation", row.data["regcode"], str(error))
        if problem:
            counts.bad += 1
            problems.append(problem)
            report(problem)
        if len(batch) >= BATCH:
            counts.add(_write(batch))
            batch = {}
    counts.add(_write(batch))
    wanted = {found.number: (line, found) for line, found in new if _is_wanted(found)}
    if rows := [(line, _row(found)) for line, found in wanted.values()]:
        outcome = import_rows(
            reader=Rows(rows),
            options=Options(source="register"),
            command=run.command,
            file=run.file,
            report=report,
            progress=progress,
            run=run,
        )
        counts.add(outcome.counts)
        problems += outcome.problems
        names = list(wanted)
        for start in range(0, len(names), BATCH):
            part = names[start : start + BATCH]
            made = RegisterRecord.objects.filter(registration_number__in=part)
            _write(
                {
                    key: wanted[number][1]
                    for key, number in made.values_list("pk", "registration_number")
                    if number
                }
            )
    keep_counts(run=run, counts=counts, finished=True)
    return Outcome(counts, tuple(problems))


def _is_wanted(found: RegisterFacts) -> bool:
    """Return whether a legal person exists, and its name cannot be that of a household."""
    form = legal_form(found.legal_name) or found.legal_form
    return not found.closed and not is_personal(f"{found.legal_name} {form}")


def _row(found: RegisterFacts) -> dict[str, Any]:
    """Return a legal person in the shape of an organisation."""
    return {
        "type": "organisation",
        "id": found.number,
        "kind": "association" if found.legal_form in {"BDR", "NOD"} else "company",
        "name": {"lv": display_name(found.legal_name)},
        "legal_name": found.legal_name,
        "legal_form": found.legal_form,
        "registration_number": found.number,
        "registered_on": found.registered_on,
    }


def _write(batch: dict[int, RegisterFacts]) -> Counts:
    """Write a batch in one transaction, with its share of the change log."""
    today = timezone.localdate()
    changed: set[int] = set()
    with transaction.atomic():
        records = RegisterRecord.objects.select_related("organisation").in_bulk(batch)
        renamed: dict[int, EntryValues] = {}
        for key, record in records.items():
            found = batch[key]
            before = [getattr(record, name) for name in _COMPARED]
            former = record.legal_name
            record.legal_name, record.legal_form = found.legal_name, found.legal_form
            record.registered_on, record.closed_on = found.registered_on, found.closed_on
            record.status = RegisterStatus.CLOSED if found.closed else RegisterStatus.ACTIVE
            if before != [getattr(record, name) for name in _COMPARED]:
                changed.add(record.organisation_id)
            if former != found.legal_name and _shows(record.organisation, former):
                renamed[record.organisation_id] = EntryValues(
                    columns={"name_lv": display_name(found.legal_name)}
                )
            record.source, record.checked_on = SOURCE, today
        RegisterRecord.objects.bulk_update(
            records.values(), [*_COMPARED, "source", "checked_on"], batch_size=BATCH
        )
        update_entries(model=Organisation, changes=renamed)
        for type_name, keys in touched.by_organisations(changed).items():
            changes.record(type_name, sorted(keys))
    return Counts(updated=len(changed), unchanged=len(records) - len(changed))


def _shows(organisation: Organisation, legal_name: str) -> bool:
    """Return whether an organisation is shown by its legal name, and nobody has edited it."""
    shown = organisation.name_lv
    return organisation.latest_revision_id is None and shown == display_name(legal_name)
