"""The rules that hold for every engine: facets, orders and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from search.contract import schema
from search.contract.document import Document
from search.contract.engine import Engine
from search.contract.query import SearchQuery
from tests.search.engines.catalogue import document, ids
from tests.search.engines.conftest import DAY, Clock

Fill = Callable[[Iterable[Document]], Engine]

FACETED = [
    document(1, sector=("health", "public"), kind=("product",), market=("lv", "baltics")),
    document(2, sector=("health",), kind=("service",), market=("ee", "baltics")),
    document(3, sector=("finance",), kind=("product",)),
    document(4, type="organisation", supply=True, kind=("company",), sector=("health",)),
    document(5, type="organisation", kind=("public",), sector=("health",)),
    document(6, type="need", kind=("tender",), sector=("food",)),
    document(7, type="dataset", data_theme=("heal",)),
]


@pytest.mark.parametrize(
    ("filters", "found", "counts"),
    [
        (
            {},
            {1, 2, 3, 4},
            {
                "sector": {"health": 3, "finance": 1, "public": 1},
                "type": {"solution": 3, "organisation": 2, "need": 1, "dataset": 1},
            },
        ),
        (
            {"sector": ("health",)},
            {1, 2, 4},
            {
                "sector": {"health": 3, "finance": 1, "public": 1},
                "kind": {"product": 1, "service": 1, "company": 1},
            },
        ),
        (
            {"sector": ("health", "finance")},
            {1, 2, 3, 4},
            {"kind": {"product": 2, "service": 1, "company": 1}},
        ),
        (
            {"sector": ("health",), "kind": ("product",)},
            {1},
            {
                "sector": {"health": 1, "finance": 1, "public": 1},
                "kind": {"product": 1, "service": 1, "company": 1},
                "type": {"solution": 1},
            },
        ),
        (
            {"type": ("organisation",)},
            {4, 5},
            {
                "kind": {"company": 1, "public": 1},
                "type": {"solution": 3, "organisation": 2, "need": 1, "dataset": 1},
            },
        ),
        (
            {"type": ("organisation",), "kind": ("public",)},
            {5},
            {"kind": {"company": 1, "public": 1}, "type": {"organisation": 1}},
        ),
        ({"type": ("need", "dataset")}, {6, 7}, {"sector": {"food": 1}, "data_theme": {"heal": 1}}),
        (
            {"market": ("nowhere",)},
            set(),
            {"market": {"baltics": 2, "lv": 1, "ee": 1, "nowhere": 0}, "sector": {}, "type": {}},
        ),
        (
            {"sector": ("finance",), "market": ("baltics",)},
            set(),
            {"sector": {"health": 2, "public": 1, "finance": 0}, "market": {"baltics": 0}},
        ),
    ],
)
def test_facets(
    filled: Fill,
    filters: dict[str, tuple[str, ...]],
    found: set[int],
    counts: dict[str, dict[str, int]],
) -> None:
    result = filled(FACETED).search(SearchQuery(filters=filters))
    assert set(ids(result)) == found
    for name, expected in counts.items():
        options = result.facet(name).options
        assert {option.value: option.count for option in options} == expected
        assert {option.value for option in options if option.selected} == set(filters.get(name, ()))


def test_options_come_in_the_order_of_the_schema_or_by_count(filled: Fill) -> None:
    result = filled(FACETED).search(SearchQuery())
    assert [facet.name for facet in result.facets] == list(schema.FACET_BY_NAME)
    assert [option.value for option in result.facet("kind").options] == [
        "company",
        "product",
        "service",
    ]
    assert [option.value for option in result.facet("sector").options] == [
        "health",
        "finance",
        "public",
    ]


def test_facets_count_what_the_text_finds(filled: Fill) -> None:
    documents = [
        document(1, "Data", sector=("a",)),
        document(2, "Data", sector=("b",)),
        document(3, "Sand", sector=("a",)),
    ]
    result = filled(documents).search(SearchQuery(text="data", filters={"sector": ("a",)}))
    assert ids(result) == [1]
    assert {option.value: option.count for option in result.facet("sector").options} == {
        "a": 1,
        "b": 1,
    }


TEXTS = [document(1, "Data"), document(2, "Data"), document(3, "Sand")]


def test_sorting(filled: Fill) -> None:
    names = ["Žagata", "Ābols", "Čipsis", "abols", "Zebra", "Cukurs"]
    documents = [
        document(number, {"lv": name}, newest=newest)
        for number, (name, newest) in enumerate(zip(names, [5, -3, 9, 7, 1, 2**33], strict=True))
    ]
    engine = filled(documents)

    def sorted_by(sort: str, lang: str = "lv", text: str = "") -> list[int]:
        return ids(engine.search(SearchQuery(text=text, sort=sort, lang=lang)))

    assert sorted_by("name") == [3, 1, 5, 2, 4, 0]
    assert sorted_by("name", "en") == [3, 1, 2, 5, 0, 4]
    assert sorted_by("newest") == [5, 2, 3, 0, 4, 1]


def test_fuller_entries_come_first_where_there_is_no_text(filled: Fill) -> None:
    documents = [document(number, completeness=number % 3) for number in range(1, 10)]
    found = ids(filled(documents).search(SearchQuery()))
    assert [number % 3 for number in found] == [2, 2, 2, 1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize("text", ["", "same"])
@pytest.mark.parametrize("sort", schema.SORTS)
def test_pages_neither_repeat_nor_skip(filled: Fill, text: str, sort: str) -> None:
    engine = filled(document(number, "Same name", newest=7) for number in range(1, 48))
    pages = [
        ids(engine.search(SearchQuery(text=text, sort=sort, page=page, page_size=10)))
        for page in range(1, 7)
    ]
    assert [len(page) for page in pages] == [10, 10, 10, 10, 7, 0]
    assert sorted(number for page in pages for number in page) == list(range(1, 48))
    whole = ids(engine.search(SearchQuery(text=text, sort=sort, page_size=100)))
    assert [number for page in pages for number in page] == whole


@pytest.mark.parametrize("text", ["", "same"])
def test_equals_are_shuffled_every_day(filled: Fill, clock: Clock, text: str) -> None:
    engine = filled(document(number, "Same name") for number in range(1, 31))
    orders = set()
    for _ in range(7):
        orders.add(tuple(ids(engine.search(SearchQuery(text=text, page_size=30)))))
        clock.now += DAY
    assert len(orders) == 7


def test_the_last_page_can_be_asked_for(filled: Fill) -> None:
    result = filled(TEXTS).search(SearchQuery(text="data", page=500))
    assert (result.total, result.hits) == (2, ())
