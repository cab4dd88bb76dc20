"""Importing public-sector needs from the formats of procurement offices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction

from directory.catalogue.models import ExternalId, Organisation, RegisterRecord
from directory.catalogue.validators import validate_registration_number
from directory.importers.models import ImportRun
from directory.importers.records import (
    FileFaultError,
    FoundBuyer,
    FoundNeed,
    Outcome,
    Problem,
)
from directory.importers.services.catalogue import Options, Progress, Report, import_rows
from directory.importers.services.formats import SOURCE, read_needs
from directory.importers.services.procedures import folded, keep_moments, link_needs, newest
from directory.importers.sources.jsonl import Rows
from directory.importers.sources.legal_names import display_name, is_personal, legal_form
from directory.importers.sources.scope import OUT_OF_SCOPE, ict_scope
from search import changes


def import_needs(
    *,
    path: Path,
    sha256: str,
    dry_run: bool = False,
    report: Report | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Import the needs of a file, in whichever of the known formats it is.

    They are published as they are facts already public. A need of which something newer is
    known stays as it is. What does not concern ICT is kept out of
    the public's sight with the reason, for staff to change. Buyers are found by registration
    number, or created. Raises FileFaultError for a file that cannot be read at all.
    """
    problems: list[Problem] = []

    def refuse(problem: Problem) -> None:
        problems.append(problem)
        if report:
            report(problem)

    source, read = read_needs(path, refuse)
    told = folded(item for item in read if _is_kept(item, refuse))
    if not told and not problems:
        raise FileFaultError("holds no needs")
    if not dry_run:
        link_buyers(item.buyer for item in told)
        link_needs(told, source=source)
    needs, older = newest(told, source=source)
    outcome = import_rows(
        reader=Rows([*_buyer_rows(needs), *_need_rows(needs)]),
        options=Options(source=SOURCE, publish=True, dry_run=dry_run),
        command="import_needs",
        file=path.name,
        sha256=sha256,
        report=refuse,
        progress=progress,
    )
    if not dry_run:
        keep_moments(needs, source=source)
    counts = replace(outcome.counts, bad=len(problems), unchanged=outcome.counts.unchanged + older)
    return Outcome(counts, tuple(sorted(problems, key=lambda item: item.line)))


def is_imported(*, sha256: str) -> bool:
    """Return whether a file of this content was imported to its end before."""
    runs = ImportRun.objects.filter(command="import_needs", sha256=sha256)
    return bool(runs.filter(finished__isnull=False).exists())


def link_buyers(buyers: Iterable[FoundBuyer]) -> None:
    """Give organisations that are here already the id by which notices call them."""
    numbers = {buyer.number for buyer in buyers}
    content_type = ContentType.objects.get_for_model(Organisation)
    named = ExternalId.objects.filter(content_type=content_type, source=SOURCE)
    missing = numbers - set(named.values_list("value", flat=True))
    with transaction.atomic():
        known = [
            row
            for row in RegisterRecord.objects.values_list("registration_number", "organisation_id")
            if row[0] in missing and row[0]
        ]
        ExternalId.objects.bulk_create(
            ExternalId(source=SOURCE, value=str(number), content_type=content_type, object_id=key)
            for number, key in known
        )
        changes.record(Organisation.type_name, [key for _, key in known])


def buyer_row(buyer: FoundBuyer) -> dict[str, Any]:
    """Return a contracting authority in the shape of an organisation."""
    return {
        "type": "organisation",
        "id": buyer.number,
        "kind": "public",
        "name": {"lv": display_name(buyer.legal_name)},
        "legal_name": buyer.legal_name,
        "legal_form": legal_form(buyer.legal_name),
        "registration_number": buyer.number,
    }


def has_number(buyer: FoundBuyer) -> bool:
    """Return whether a buyer can be told from others by a Latvian registration number."""
    try:
        validate_registration_number(buyer.number)
    except ValidationError:
        return False
    return True


def _is_kept(item: FoundNeed, refuse: Report) -> bool:
    if is_personal(item.buyer.legal_name):
        reason = "buyer: a household or an individual merchant, whose name is personal data"
        refuse(Problem(item.line, "need", str(item.need["id"])[:200], reason))
        return False
    return True


def _buyer_rows(needs: Sequence[FoundNeed]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the buyers that have no entry yet, once each."""
    content_type = ContentType.objects.get_for_model(Organisation)
    known = ExternalId.objects.filter(content_type=content_type, source=SOURCE)
    seen = set(known.values_list("value", flat=True))
    for item in needs:
        if item.buyer.number not in seen and has_number(item.buyer):
            seen.add(item.buyer.number)
            yield item.line, buyer_row(item.buyer)


def _need_rows(needs: Sequence[FoundNeed]) -> Iterator[tuple[int, dict[str, Any]]]:
    scope = ict_scope()
    for item in needs:
        codes = [str(code) for code in item.need.get("cpv", ())]
        reason = scope.reason(cpv=codes, title=" ".join(item.need["title"].values()))
        buyer = item.buyer
        yield (
            item.line,
            {
                **item.need,
                "buyer": f"{SOURCE}:{buyer.number}" if has_number(buyer) else buyer.legal_name,
                "in_scope": reason is not None,
                "scope_reason": (reason or OUT_OF_SCOPE)[:300],
            },
        )
