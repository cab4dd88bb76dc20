"""Counts are those of a brute-force count over the rows, for any combination of filters."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from directory.catalogue.models import Organisation, Solution
from directory.needs.models import Need
from directory.taxonomy.models import Certification, Market, Sector, Technology
from search import indexing, services
from search.contract import schema
from search.contract.query import SearchQuery
from search.contract.result import SearchResult
from search.engines import get_engine
from search.presenters import present
from tests.search import entries

pytestmark = pytest.mark.django_db

FACETS = (
    "type",
    "kind",
    "sector",
    "technology",
    "market",
    "certification",
    "size",
    "trl",
    "stage",
    "data_driven",
)
ENTRIES = 300
COMBINATIONS = 200

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[list[Row]]:
    """Publish a few hundred entries, once for all tests here, and return them as plain facts."""
    directory = tmp_path_factory.mktemp("facets")
    with (
        django_db_blocker.unblock(),
        override_settings(SEARCH_ENGINE="embedded", SEARCH_DIR=directory),
        transaction.atomic(),
    ):
        indexing.forget()
        yield publish()
        transaction.set_rollback(True)


def publish() -> list[Row]:
    """Publish entries at random and return what is true of them, ancestors included by hand."""
    chance = random.Random(7)
    sectors, above = [], {}
    for number in range(4):
        branch = entries.sector(f"branch-{number}")
        sectors.append(branch)
        above[branch.slug] = {branch.slug}
        for leaf in range(3):
            child = entries.sector(f"leaf-{number}-{leaf}", parent=branch)
            sectors.append(child)
            above[child.slug] = {child.slug, branch.slug}
    technologies = [entries.term(Technology, f"t{number}") for number in range(6)]
    group = entries.market("nordics", kind="group")
    markets = [entries.market(code) for code in ("fi", "se", "de", "us")]
    for market in markets[:2]:
        market.groups.add(group)
    in_group = {"fi", "se"}
    certificates = [entries.term(Certification, f"iso-{number}") for number in range(3)]

    def some(terms: list[Any], most: int) -> list[Any]:
        return chance.sample(terms, chance.randint(0, most))

    def slugs(terms: list[Any]) -> set[str]:
        return {term.slug for term in terms}

    found: list[Row] = []
    companies: list[Organisation] = []
    providing: dict[int, set[int]] = {}
    for number in range(ENTRIES):
        what = (
            chance.choice(["organisation", "solution", "solution", "need"])
            if companies
            else "organisation"
        )
        chosen = {
            "sectors": some(sectors, 3),
            "markets": some(markets, 3),
            "technologies": some(technologies, 2),
            "certifications": some(certificates, 1),
        }
        word = chance.choice(["alpha", "beta", "gamma"])
        facts: Row = {
            "words": {word},
            "sector": {slug for term in chosen["sectors"] for slug in above[term.slug]},
        }
        if what == "organisation":
            kind = chance.choice(["company", "company", "startup", "public"])
            size = chance.choice(["", "1-9", "250+"])
            entry = entries.organisation(f"{word} o{number}", kind=kind, employees=size, **chosen)
            companies.append(entry)
            facts |= {
                "kind": {kind},
                "size": {size} - {""},
                "supply": kind != "public",
                "pk": entry.pk,
            }
        elif what == "solution":
            providers = chance.sample(companies, min(len(companies), chance.randint(1, 2)))
            trl, stage = chance.choice([None, 3, 9]), chance.choice(["", "pilot", "market"])
            driven = chance.random() < 0.5
            entry = entries.solution(
                f"{word} s{number}",
                providers=providers,
                trl=trl,
                stage=stage,
                data_driven=driven,
                **chosen,
            )
            for one in providers:
                providing.setdefault(one.pk, set()).add(entry.pk)
            # The names of its providers find a solution too.
            facts["words"] |= {one.name_lv.split()[0] for one in providers}
            facts |= {
                "kind": {"product"},
                "size": {one.employees for one in providers} - {""},
                "trl": {str(trl)} if trl else set(),
                "stage": {stage} - {""},
                "data_driven": {"yes" if driven else "no"},
                "supply": True,
            }
        else:
            country = chance.choice(markets)
            certificate = chosen["certifications"]
            entries.need(
                f"{word} n{number}",
                country=country,
                sectors=chosen["sectors"],
                required_certifications=certificate,
            )
            chosen |= {"markets": [country], "technologies": []}
            facts |= {"kind": {"challenge"}, "supply": False}
        market = slugs(chosen["markets"])
        facts |= {
            "type": {what},
            "market": market | ({"nordics"} if market & in_group else set()),
            "technology": slugs(chosen["technologies"]),
            "certification": slugs(chosen["certifications"]),
        }
        found.append(facts)
    for row in found:
        if row["type"] == {"organisation"} and row["pk"] in providing:
            row["supply"] = True
    services.rebuild()
    return found


def matching(rows: list[Row], query: SearchQuery, *, leave_out: str = "") -> list[Row]:
    """Return the rows that a query means: OR inside a facet, AND between facets, supply where no type is asked for."""
    kept = {name: set(values) for name, values in query.filters.items() if name != leave_out}
    return [
        row
        for row in rows
        if all(row.get(name, set()) & values for name, values in kept.items())
        and (not query.text or query.text in row["words"])
        and ("type" in query.filters or leave_out == "type" or row["supply"])
    ]


def counted(rows: list[Row], name: str) -> dict[str, int]:
    """Return the number of rows by value."""
    return dict(Counter(value for row in rows for value in row.get(name, ())))


def shown(result: SearchResult, name: str) -> dict[str, int]:
    """Return the counts of an answer that are not 0."""
    return {option.value: option.count for option in result.facet(name).options if option.count}


def test_counts_are_right_for_any_combination(rows: list[Row]) -> None:
    chance = random.Random(11)
    values = {
        name: sorted({value for row in rows for value in row.get(name, ())}) for name in FACETS
    }
    for _ in range(COMBINATIONS):
        names = chance.sample(FACETS, chance.randint(0, 4))
        filters = {
            name: tuple(chance.sample(values[name], min(len(values[name]), chance.randint(1, 2))))
            for name in names
        }
        query = SearchQuery(text=chance.choice(["", "alpha", "beta"]), filters=filters)
        result = services.search(query)
        assert result.total == len(matching(rows, query)), query
        for name in FACETS:
            expected = counted(matching(rows, query, leave_out=name), name)
            assert shown(result, name) == expected, (query, name)
            options = {option.value for option in result.facet(name).options if option.selected}
            assert options == set(filters.get(name, ())), (query, name)


def test_the_counts_of_the_tabs_are_those_of_their_pages(rows: list[Row]) -> None:
    for filters in (
        {},
        {"type": ("need",)},
        {"type": ("organisation",), "kind": ("public",)},
        {"sector": ("branch-1",)},
    ):
        query = SearchQuery(text="alpha", filters=filters)
        result = services.search(query)
        counts = services.counts(query, result)
        kept = {name: values for name, values in filters.items() if name not in {"type", "kind"}}

        def total(more: dict[str, tuple[str, ...]], kept: dict[str, tuple[str, ...]] = kept) -> int:
            return services.search(SearchQuery(text="alpha", filters=kept | more)).total

        assert counts.supply == total({})
        assert counts.public_bodies == total(services.PUBLIC_BODIES)
        assert {
            name: total({"type": (name,)}) for name in ("solution", "organisation", "need")
        } == {name: counts.types.get(name, 0) for name in ("solution", "organisation", "need")}


def test_chosen_options_are_always_in_sight_and_none_is_there_twice(rows: list[Row]) -> None:
    chance = random.Random(3)
    for _ in range(20):
        chosen = {
            "sector": tuple(
                chance.sample(
                    [f"leaf-{number}-{leaf}" for number in range(4) for leaf in range(3)], 2
                )
            ),
            "technology": ("t1", "unheard-of"),
        }
        query = SearchQuery(filters=chosen)
        result = services.search(query)
        page = present(query, result, services.counts(query, result))
        for facet in page.facets:
            values = [option.value for option in (*facet.options, *facet.more)]
            assert len(values) == len(set(values))
            assert {option.value for option in facet.options if option.selected} == set(
                chosen.get(facet.name, ())
            )


def test_every_facet_of_the_schema_can_be_counted(rows: list[Row]) -> None:
    assert [facet.name for facet in services.search(SearchQuery()).facets] == list(
        schema.FACET_BY_NAME
    )
    assert get_engine().health().documents == sum(
        model.objects.count() for model in (Organisation, Solution, Need)
    )
    assert Sector.objects.count() == 16
    assert Market.objects.count() == 5
