"""Rows that pages show: one of everything, linked as real entries are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from directory.catalogue.models import (
    Organisation,
    PartnerCall,
    PublicContract,
    RegisterRecord,
    TrainingProgramme,
)
from directory.taxonomy.models import Certification, Cpv, DataTheme, Language, Technology
from tests.search.entries import (
    dataset,
    market,
    need,
    organisation,
    reference,
    sector,
    solution,
    term,
)

EMAIL = "kontakti@kvantera.example"


def register(of: Organisation, number: str = "40003052786", **fields: Any) -> RegisterRecord:
    """Give an organisation a record of the register."""
    return RegisterRecord.objects.create(
        organisation=of,
        registration_number=number,
        **(
            {
                "legal_name": "Sabiedrība ar ierobežotu atbildību “Tet”",
                "legal_form": "SIA",
                "registered_on": date(1992, 1, 9),
                "status": "active",
                "source": "Register of Enterprises",
            }
            | fields
        ),
    )


def contract(of: Organisation, key: str, **fields: Any) -> PublicContract:
    """Give an organisation a public contract."""
    return PublicContract.objects.create(
        organisation=of,
        source_key=key,
        **({"buyer_name": "Rīgas dome", "source": "IUB open data"} | fields),
    )


def cpv(slug: str = "72000000", label: str = "IT services", digit: str = "5") -> Cpv:
    """Make a CPV code."""
    return term(Cpv, slug, label, check_digit=digit, level=2)


def world(copies: int = 1) -> dict[str, Any]:
    """Make one full entry of every type, with a number of everything that hangs on it."""
    health = sector("health", "Health and care")
    hospitals = sector("hospitals", "Hospitals", parent=health)
    europe = market("europe", "Europe", kind="group")
    finland = market("fi", "Finland", iso3="FIN")
    finland.groups.add(europe)
    latvia = market("lv", "Latvia", iso3="LVA")
    learning = term(Technology, "machine-learning", "Machine learning")
    english = term(Language, "en", "English")
    iso = term(Certification, "iso-27001", "ISO 27001")
    theme = term(DataTheme, "heal", "Health", uri="https://example.org/heal")
    code = cpv()
    maker = organisation(
        "Kvantera",
        name_en="Kvantera",
        kind="startup",
        tagline_en="Forecasts for hospitals",
        description_en="We forecast.\n\n- by the hour\n- by the ward",
        email=EMAIL,
        website="https://kvantera.example/",
        country=latvia,
        city="Rīga",
        sectors=[health],
        technologies=[learning],
        markets=[finland],
        languages=[english],
        certifications=[iso],
        cpv=[code],
        employees="10-49",
    )
    body = organisation("Slimnīca", kind="public", country=latvia)
    register(body, "90000013771", legal_name="Slimnīca")
    data = dataset("Weather", publisher=body, themes=[theme], licence="CC BY 4.0", formats="CSV")
    rindo = None
    for number in range(copies):
        rindo = solution(
            f"Rindo {number}",
            providers=[maker],
            name_lv=f"Rindo {number}",
            tagline_en="Forecasts arrivals",
            description_en="It forecasts.\n\nIt plans.",
            trl=9,
            stage="export",
            data_driven=True,
            pillar_1=True,
            sectors=[hospitals],
            technologies=[learning],
            data_themes=[theme],
            markets=[finland],
            languages=[english],
            certifications=[iso],
            cpv=[code],
            datasets=[data],
            website="https://rindo.example/",
        )
        reference(
            f"Forecast {number}",
            of=maker,
            solution=rindo,
            country=finland,
            sector=hospitals,
            year=2020 + number,
            result_en="Waiting time 31 % shorter",
            client_kind="public",
        )
        contract(maker, f"won-{number}", title="Sistēmas izstrāde", buyer=body, cpv=code,
                 value=Decimal(1492907))  # fmt: skip
        need(
            f"Forecast of demand {number}",
            buyer=body,
            country=latvia,
            cpv=[code],
            sectors=[hospitals],
            required_certifications=[iso],
        )
        TrainingProgramme.objects.create(
            organisation=maker, name_en=f"Data science {number}", technologies=[learning], live=True
        )
        PartnerCall.objects.create(
            organisation=maker, title_en=f"Partner {number}", sectors=[health], trl=4, live=True
        )
    return {"organisation": maker, "body": body, "solution": rindo, "dataset": data,
            "sector": health, "market": finland, "group": europe}  # fmt: skip
