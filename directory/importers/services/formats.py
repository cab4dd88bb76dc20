"""Tell by its content in which format a file of needs is, and read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from directory.importers.records import FileFaultError, FoundNeed, Problem
from directory.importers.services.catalogue import Report
from directory.importers.sources import eforms, iub_notices, iub_tenders, ocds
from directory.importers.sources.objects import RepeatedKeyError, read_json
from directory.importers.sources.tables import read_table
from directory.importers.sources.xml import MOST_BYTES as MOST_XML
from directory.importers.sources.xml import read_xml

SOURCE = "iub"
#: JSON is read whole; a month of the country's notices has a third of it.
MOST_JSON = 200 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def read_needs(path: Path, refuse: Report) -> tuple[str, Iterator[FoundNeed]]:
    """Return by whose ids the needs of a file are called, and the needs; raise FileFaultError.

    Rows that are bad are refused one by one with their line, or with their number in the file where
    the format has no lines.
    """
    with path.open("rb") as file:
        start = file.read(512)
    plain = start.removeprefix(_BOM).lstrip()
    # Of the formats only XML may be in UTF-16.
    if start.startswith(_WIDE):
        plain = start.decode("utf-16", "ignore").lstrip().encode()
    if plain[:1] == b"<":
        _check_size(path, MOST_XML)
        root = read_xml(path.read_bytes())
        return SOURCE, _each([(1, root)], eforms.notice, refuse)
    if plain[:1] in {b"[", b"{"} and not start.startswith(_WIDE):
        data = _json(path)
        if ocds.is_package(data):
            return ocds.SOURCE, _each(ocds.procedures(data), ocds.procedure, refuse)
        return SOURCE, _each(
            enumerate(iub_notices.notices(data), start=1), iub_notices.notice, refuse
        )
    return SOURCE, _tenders(path, refuse)


def _each(
    rows: Iterable[tuple[int, Any]], read: Callable[[int, Any], FoundNeed], refuse: Report
) -> Iterator[FoundNeed]:
    for number, row in rows:
        try:
            yield read(number, row)
        except ValueError as error:
            refuse(Problem(number, "need", "", str(error)))


def _tenders(path: Path, refuse: Report) -> Iterator[FoundNeed]:
    for row in read_table(path, columns=iub_tenders.COLUMNS):
        if row.data is None:
            refuse(Problem(row.line, "need", "", row.fault))
            continue
        try:
            yield iub_tenders.tender(row.line, row.data)
        except ValueError as error:
            refuse(Problem(row.line, "need", str(row.data["id"])[:200], str(error)))


def _json(path: Path) -> Any:
    _check_size(path, MOST_JSON)
    try:
        return read_json(path.read_bytes().removeprefix(_BOM))
    except RepeatedKeyError as error:
        raise FileFaultError(f"names the key {str(error)[:60]!r} twice in one object") from error
    except orjson.JSONDecodeError as error:
        raise FileFaultError(f"is not JSON: {error}") from error


def _check_size(path: Path, most: int) -> None:
    if path.stat().st_size > most:
        raise FileFaultError(f"is longer than {most:,} bytes; split it")
