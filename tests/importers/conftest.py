from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from directory.taxonomy.models import (
    Certification,
    Cpv,
    DataTheme,
    Language,
    Market,
    Region,
    Sector,
    Technology,
)


def term(model: type, slug: str, **columns: Any) -> Any:
    return model.objects.create(slug=slug, label_en=slug.title(), label_lv=slug.title(), **columns)


@pytest.fixture
def words(db):
    """The few terms that the rows of these tests use."""
    for country, iso3 in (("lv", "LVA"), ("ee", "EST"), ("fi", "FIN")):
        term(Market, country, iso3=iso3)
    term(Market, "nordics", kind="group")
    term(Region, "lv00a", code="LV00A")
    for slug in ("energy", "health"):
        term(Sector, slug)
    for slug in ("machine-learning", "gis"):
        term(Technology, slug)
    term(Certification, "iso-27001")
    term(DataTheme, "envi", uri="http://example.org/envi")
    term(Language, "lv", iso3="lav")
    term(Cpv, "72000000", check_digit="5", level=1)
    term(Cpv, "48000000", check_digit="8", level=1)


class Catalogue:
    """A file of rows that a test writes and imports."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "catalogue.jsonl"

    def write(self, *rows: dict[str, Any] | str | bytes) -> Path:
        lines = [
            row
            if isinstance(row, bytes)
            else (row if isinstance(row, str) else json.dumps(row)).encode()
            for row in rows
        ]
        self.path.write_bytes(b"".join(line + b"\n" for line in lines))
        return self.path

    def run(self, *rows: Any, **options: Any) -> list[str]:
        """Import rows and return what was refused, as in the list of errors."""
        if rows:
            self.write(*rows)
        try:
            call_command("import_catalogue", str(self.path), **options)
        except CommandError:
            return self.errors()
        assert not self.errors_path.exists()
        return []

    @property
    def errors_path(self) -> Path:
        return self.path.with_suffix(".errors.csv")

    def errors(self) -> list[str]:
        return self.errors_path.read_text(encoding="utf-8").splitlines()[1:]


@pytest.fixture
def catalogue(tmp_path, words) -> Catalogue:
    return Catalogue(tmp_path)


ORGANISATION = {"type": "organisation", "id": "o1", "kind": "company", "name": "Alpha"}
SOLUTION = {"type": "solution", "id": "s1", "providers": ["o1"], "name": "Grid", "kind": "product"}
FULL = (
    {
        "type": "reference", "id": "r1", "organisation": "o1", "solution": "s1", "client": {"lv": "Klients"},
        "client_kind": "public", "country": "EE", "sector": "health", "year": 2024, "title": "Done",
        "result": "Faster\nand cheaper", "source_url": "https://a.example/r", "cpv": ["72000000-5"],
    },
    {
        "type": "solution", "id": "s1", "providers": ["o1"], "name": {"en": "Grid", "lv": "Tīkls"}, "tagline": "Short",
        "description": {"lv": "Garš apraksts"}, "kind": "platform", "sectors": ["energy", "health"],
        "technologies": ["gis"], "data_themes": ["envi"], "cpv": ["48000000"], "markets": ["EE", "nordics"],
        "languages": ["lv"], "certifications": ["iso-27001"], "trl": 7, "stage": "pilot", "pillars": [1, 3],
        "data_driven": True, "licence": "MIT", "repository": "https://a.example/git", "website": "https://a.example",
        "partner_sought": True, "datasets": ["d1"],
    },
    {
        "type": "organisation", "id": "o1", "kind": "startup", "name": {"en": "Alpha", "lv": "Alfa"},
        "legal_name": 'SIA "Alfa"', "registration_number": "40003052786", "tagline": {"lv": "Īsi"},
        "description": "Words", "website": "https://a.example", "email": "info@a.example", "city": "Rīga",
        "region": "LV00A", "founded": 2019, "employees": "10-49", "startup_stage": "seed",
        "funding": [{"year": 2020, "kind": "seed", "amount": 100000.5, "currency": "EUR", "source_url": "https://a.example/f"}],
        "sectors": ["energy"], "markets": ["FI"], "cpv": ["72000000"],
    },
    {
        "type": "dataset", "id": "d1", "title": {"lv": "Dati"}, "publisher": "Some office", "description": "Rows",
        "url": "https://d.example", "licence": "CC0-1.0", "legal_note": {"en": "Free"}, "themes": ["envi"],
        "formats": ["CSV", "JSON"], "update_frequency": "daily",
    },
    {
        "type": "need", "id": "n1", "kind": "tender", "buyer": "Some ministry", "title": "Wanted", "country": "LV",
        "description": {"en": "A", "lv": "B"}, "cpv": ["72000000"], "sectors": ["health"], "budget_min": 10,
        "budget_max": 99.5, "currency": "EUR", "published": "2026-01-02",
        "deadline": "2026-02-03T10:00:00+02:00", "status": "awarded",
        "required_certifications": ["iso-27001"], "source_url": "https://n.example",
    },
    {
        "type": "training_programme", "id": "t1", "organisation": "o1", "name": "Study", "level": "master",
        "languages": ["lv"], "technologies": ["gis"],
    },
    {"type": "partner_call", "id": "p1", "organisation": "o1", "title": "Seek", "trl": 3, "closes_on": "2027-01-01"},
)  # fmt: skip
