"""The rules that hold for every engine, as questions and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from search.contract import schema
from search.contract.document import Document
from search.contract.engine import Engine, IndexMissing
from search.contract.query import SearchQuery
from tests.search.engines.catalogue import document, ids
from tests.search.engines.conftest import DAY, Clock

Fill = Callable[[Iterable[Document]], Engine]

TEXTS = [
    document(
        1,
        {"lv": "Datu analīze", "en": "Data analysis"},
        description={"en": "Reports for hospitals."},
    ),
    document(
        2,
        {"lv": "Kiberdrošības risinājums"},
        terms={"en": "Cybersecurity\nInformation security", "lv": "Kiberdrošība"},
    ),
    document(3, "Cyber security training", description="We teach people to handle data with care."),
    document(4, "Cybersecurity platform", tagline="Protects networks"),
    document(5, "C++ compiler", description="Also for C#, .NET and Node.js."),
    document(
        6,
        {"lv": "E-paraksts uzņēmumiem"},
        description={"lv": "Izmanto e-ID karti un 5G. Strādā 24/7."},
    ),
    document(7, "Mākslīgais intelekts", tagline={"lv": "MI un AI lauksaimniecībai"}),
    document(8, "Organisation portal", description="An optimised colour catalogue for IT centres."),
    document(9, {"lv": "Kāzu plānotājs"}),
    document(10, {"lv": "Kaza un kazlēns"}),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("datu analīze", {1}),
        ("datu analīzes", {1}),
        ("datu analizei", {1}),
        ("DATU ANALĪŽU", {1}),
        ("data analyses", {1}),
        ("analyzing data", {1}),
        ("kiberdrošība", {2}),
        ("kiberdrosibas", {2}),
        ("cyber security", {2, 3, 4}),
        ("cybersecurity", {2, 3, 4}),
        ("cyber-security", {2, 3, 4}),
        ('"cyber security"', {3}),
        ('"security training"', {3}),
        ('"training security"', set()),
        ('"data care"', set()),
        ("data", {1, 3}),
        ("data -hospitals", {3}),
        ("data -hospital", {3}),
        ('data -"handle data"', {1}),
        ("C++", {5}),
        ("c#", {5}),
        (".net", {5}),
        ("node.js", {5}),
        ("nodejs", {5}),
        ("e-paraksta", {6}),
        ("eparaksts", {6}),
        ("eID", {6}),
        ("5g", {6}),
        ("24/7", {6}),
        ("AI", {7}),
        ("IT", {8}),
        ("it", {8}),
        ("maksligo intelektu", {7}),
        ("organization", {8}),
        ("optimized color catalog for center", {8}),
        ("information", {2}),
        ("for the and", {5}),
        ("kiberdrošba", {2}),
        ("cybersecurty", {2, 4}),
        ("anlaysis", {1}),
        ("orgnaisatoin", {8}),
        ("compil", {5}),
        ("xyzzy", set()),
        ("data xyzzy", {1, 3}),
        ("training compiler", {3, 5}),
        ("what is the best data analysis for hospitals in the world of finance", {1}),
        ("-data", {2, 4, 5, 6, 7, 8, 9, 10}),
        ("", set(range(1, 11))),
        ("!!! ???", set(range(1, 11))),
    ],
)
def test_text(filled: Fill, text: str, found: set[int]) -> None:
    result = filled(TEXTS).search(SearchQuery(text=text))
    assert set(ids(result)) == found
    assert result.total == len(found)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("kāzas", [9, 10]),
        ("kazas", [10, 9]),
        ("analīze", [1]),
    ],
)
def test_exact_words_come_first(filled: Fill, text: str, order: list[int]) -> None:
    assert [
        number for number in ids(filled(TEXTS).search(SearchQuery(text=text))) if number in order
    ] == order


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("cybersecurty", "cybersecurity"),
        ("data anlaysis", "data analysis"),
        ("kiberdrošba", "kiberdrošības"),
        ("data analysis", None),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_did_you_mean(filled: Fill, text: str, suggestion: str | None) -> None:
    documents = [one for one in TEXTS if one.id != "2" or suggestion != "cybersecurity"]
    assert filled(documents).search(SearchQuery(text=text)).suggestion in {
        suggestion,
        "kiberdrošība" if suggestion else None,
    }


def test_a_rare_word_beside_a_common_one_is_questioned(filled: Fill) -> None:
    documents = [document(number, "Platform") for number in range(1, 30)] + [
        document(30, "Platfrom")
    ]
    result = filled(documents).search(SearchQuery(text="platfrom"))
    assert ids(result) == [30]
    assert result.suggestion == "platform"


def test_relaxing_is_told(filled: Fill) -> None:
    engine = filled(TEXTS)
    assert not engine.search(SearchQuery(text="data analysis")).relaxed
    assert engine.search(SearchQuery(text="training compiler")).relaxed
    assert engine.search(SearchQuery(text="data xyzzy")).relaxed


def test_the_name_outranks_the_description_and_repetition_buys_nothing(filled: Fill) -> None:
    stuffed = document(1, "Something else", description="drones " * 400)
    tagged = document(2, "Other thing", tagline="Flying drones", description="Made here.")
    named = document(
        3, "Drones", description="Made here, by hand, for everybody who wants to fly far."
    )
    fillers = [document(number, f"Filler {number}") for number in range(10, 40)]
    result = filled([stuffed, tagged, named, *fillers]).search(SearchQuery(text="drones"))
    assert ids(result) == [3, 2, 1]


def test_highlights_say_why(filled: Fill) -> None:
    (hit,) = filled(TEXTS).search(SearchQuery(text="datu analizei", lang="lv")).hits
    highlight = hit.highlights["name"]
    assert highlight.parts == (("Datu", True), (" ", False), ("analīze", True))
    assert (highlight.lang, highlight.words) == ("lv", ("datu", "analizei"))
    assert hit.card == {"name": {"lv": "Datu analīze", "en": "Data analysis"}}
    assert (hit.type, hit.key, hit.id, hit.slug) == ("solution", "solution:1", "1", "entry-1")


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"word{number}" for number in range(800)),
        "x" * 20_000,
        "a" + "-a" * 5_000,
        "data\x00analysis",
        "\ud800 \udfff",
        '"' * 99,
        "data" + '"',
        "AND OR NOT ( [ { ^ ~ * ? : \\ /.*/ name:data",
        "😀 🏳️‍🌈 שלום العربية",
        '- -- --- -" "-',
        "~ldat =analīze | |",
        "%s {0} ${x} <script>alert(1)</script>",
    ],
)
def test_any_text_is_answered(filled: Fill, text: str) -> None:
    engine = filled(TEXTS)
    result = engine.search(SearchQuery(text=text))
    assert result.total >= len(result.hits)
    engine.suggest(text, lang="en")


def test_a_long_query_is_answered_and_says_what_was_left_out(filled: Fill) -> None:
    text = " ".join(f"word{number}" for number in range(800))
    result = filled([*TEXTS, document(20, "word3 word5 word8")]).search(SearchQuery(text=text))
    assert ids(result) == [20]
    assert result.truncated


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


def test_an_update_replaces_and_a_delete_removes(filled: Fill) -> None:
    engine = filled(FACETED)
    engine.apply([document(1, "Renamed thing", sector=("new",))], ["solution:2", "solution:99"], 7)
    assert engine.cursor() == 7
    result = engine.search(SearchQuery())
    assert set(ids(result)) == {1, 3, 4}
    assert result.total == 3
    assert {option.value: option.count for option in result.facet("sector").options} == {
        "finance": 1,
        "health": 1,
        "new": 1,
    }
    assert ids(engine.search(SearchQuery(text="renamed"))) == [1]
    for cursor in range(8, 20):
        engine.apply([document(1, "Renamed thing", sector=("new",))], [], cursor)
    assert engine.search(SearchQuery(text="renamed")).total == 1
    assert engine.health().documents == len(FACETED) - 1
    engine.apply([], [one.key for one in FACETED], 20)
    assert engine.search(SearchQuery()).total == 0
    assert engine.health().documents == 0


def test_the_cursor_is_kept_as_given(filled: Fill) -> None:
    engine = filled(FACETED)
    assert engine.cursor() == 1
    for cursor in (5, 3, 9):
        engine.apply([], [], cursor)
        assert engine.cursor() == cursor
    assert engine.rebuild([], 4) == 0
    assert engine.cursor() == 4


def test_a_change_that_fails_half_way_changes_nothing(filled: Fill) -> None:
    engine = filled(FACETED)

    def broken() -> Iterable[Document]:
        yield document(1, "Renamed thing")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.apply(broken(), ["solution:2"], 7)
    assert engine.cursor() == 1
    assert engine.search(SearchQuery()).total == 4
    with pytest.raises(RuntimeError):
        engine.rebuild(broken(), 8)
    assert engine.cursor() == 1
    engine.apply([document(1, "Renamed thing")], [], 2)
    assert ids(engine.search(SearchQuery(text="renamed"))) == [1]


def test_of_a_key_given_twice_the_last_document_stays(engine: Engine) -> None:
    assert engine.rebuild([document(1, "First"), document(1, "Second")], 1) == 1
    assert (engine.search(SearchQuery(text="first")).total, engine.search(SearchQuery()).total) == (
        0,
        1,
    )
    engine.apply([document(1, "Third"), document(1, "Fourth")], [], 2)
    assert (engine.search(SearchQuery(text="third")).total, engine.search(SearchQuery()).total) == (
        0,
        1,
    )


def test_changes_that_arrive_during_a_rebuild_go_to_the_old_index(engine: Engine) -> None:
    engine.rebuild([document(1, "Old")], 1)

    def rows() -> Iterable[Document]:
        yield document(1, "Old")
        engine.apply([document(2, "Arrived")], [], 2)
        assert engine.search(SearchQuery(text="arrived")).total == 1
        assert engine.cursor() == 2

    engine.rebuild(rows(), 1)
    assert engine.cursor() == 1
    engine.apply([document(2, "Arrived")], [], 2)
    assert ids(engine.search(SearchQuery(text="arrived"))) == [2]


def test_without_an_index_everything_but_health_says_so(engine: Engine) -> None:
    with pytest.raises(IndexMissing):
        engine.search(SearchQuery())
    with pytest.raises(IndexMissing):
        engine.suggest("a", lang="en")
    with pytest.raises(IndexMissing):
        engine.apply([], [], 1)
    with pytest.raises(IndexMissing):
        engine.cursor()
    assert (engine.health().state, engine.health().ok) == ("missing", False)


def test_an_empty_index_answers(filled: Fill) -> None:
    engine = filled([])
    result = engine.search(SearchQuery(text="data", filters={"sector": ("health",)}))
    assert (result.total, result.hits, result.suggestion) == (0, (), None)
    assert engine.suggest("data", lang="en") == []


NAMES = [
    document(1, {"en": "Data Lake", "lv": "Datu ezers"}),
    document(2, "Big Data Tools"),
    document(3, {"lv": "Šķirotava"}),
    document(4, type="need", name="Data centre"),
    document(5, "Cybersecurity"),
]


@pytest.mark.parametrize(
    ("text", "lang", "offered"),
    [
        ("dat", "en", ["Data Lake", "Data centre", "Big Data Tools"]),
        ("datu e", "lv", ["Datu ezers"]),
        ("data to", "en", ["Big Data Tools"]),
        ("skiro", "lv", ["Šķirotava"]),
        ("cibersec", "en", ["Cybersecurity"]),
        ("cyberscurity", "en", ["Cybersecurity"]),
        ("", "en", []),
        ("   ", "en", []),
        ("qqq", "en", []),
    ],
)
def test_suggestions(filled: Fill, text: str, lang: str, offered: list[str]) -> None:
    assert [one.text for one in filled(NAMES).suggest(text, lang=lang)] == offered


def test_suggestions_are_limited(filled: Fill) -> None:
    engine = filled(document(number, "Data") for number in range(1, 60))
    assert len(engine.suggest("d", lang="en", limit=5)) == 5
    assert len(engine.suggest("d", lang="en", limit=500)) == schema.MAX_SUGGESTIONS
    assert engine.suggest("d", lang="en", limit=0) == []
