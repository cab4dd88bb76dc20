"""The rules that hold for every engine, as questions and answers: text, and suggestions while typing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest

from search.contract import schema
from search.contract.document import Document
from search.contract.engine import Engine
from search.contract.levers import Levers
from search.contract.query import SearchQuery
from tests.search.engines.catalogue import document, ids
from tests.search.engines.conftest import ENGINES, MAKERS, Clock

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


@pytest.fixture(scope="module", params=ENGINES)
def asked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Give an engine that holds the texts, for tests that only ask."""
    with MAKERS[request.param](tmp_path_factory.mktemp("index"), Clock()) as engine:
        engine.rebuild(TEXTS, 1)
        yield engine


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
        ("what is the best data analysis for hospitals in the world of finance", {1, 3}),
        ("-data", {2, 4, 5, 6, 7, 8, 9, 10}),
        ("", set(range(1, 11))),
        ("!!! ???", set()),
    ],
)
def test_text(asked: Engine, text: str, found: set[int]) -> None:
    result = asked.search(SearchQuery(text=text))
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
def test_exact_words_come_first(asked: Engine, text: str, order: list[int]) -> None:
    assert [
        number for number in ids(asked.search(SearchQuery(text=text))) if number in order
    ] == order


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("cybersecurty", "cybersecurity"),
        ("data anlaysis", "data analysis"),
        ("kiberdrošba", "kiberdrošības"),
        ("data analysis", None),
        # Right words of either language, which hardly differ from what the entries hold.
        ("reporters", None),
        ("jāanalizē", None),
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


def test_relaxing_is_told(asked: Engine) -> None:
    engine = asked
    assert not engine.search(SearchQuery(text="data analysis")).relaxed
    assert engine.search(SearchQuery(text="training compiler")).relaxed
    assert engine.search(SearchQuery(text="data xyzzy")).relaxed


def test_filters_only_narrow_what_the_words_find(filled: Fill) -> None:
    """However few entries a filter leaves, the words are taken as strictly as without it."""
    engine = filled(
        [
            document(1, "Data analysis", sector=("health",)),
            document(2, "Data archive", sector=("food",)),
            document(3, "Data tables", type="need"),
        ]
    )
    plain = engine.search(SearchQuery(text="data analysis"))
    assert (ids(plain), plain.relaxed) == ([1], False)
    for filters in ({"sector": ("food",)}, {"type": ("need",)}):
        narrowed = engine.search(SearchQuery(text="data analysis", filters=filters))
        assert (narrowed.total, narrowed.relaxed) == (0, False), filters
    chosen = engine.search(SearchQuery(text="data analysis", filters={"sector": ("food",)}))
    counts = {option.value: option.count for option in chosen.facet("sector").options}
    assert counts == {"health": 1, "food": 0}


def test_the_name_outranks_the_description_and_repetition_buys_nothing(filled: Fill) -> None:
    stuffed = document(1, "Something else", description="drones " * 400)
    tagged = document(2, "Other thing", tagline="Flying drones", description="Made here.")
    named = document(
        3, "Drones", description="Made here, by hand, for everybody who wants to fly far."
    )
    fillers = [document(number, f"Filler {number}") for number in range(10, 40)]
    result = filled([stuffed, tagged, named, *fillers]).search(SearchQuery(text="drones"))
    assert ids(result) == [3, 2, 1]


def test_words_side_by_side_rank_above_words_apart(filled: Fill) -> None:
    engine = filled(
        [
            document(1, description="Analysis of soil for farms, with data of the past"),
            document(2, description="Soil of farms, with data analysis for the past"),
            document(3, description="Past analysis with soil of farms, for the data"),
            *(document(number, "Filler") for number in range(10, 40)),
        ]
    )
    assert ids(engine.search(SearchQuery(text="data analysis")))[0] == 2


def test_a_sentence_finds_enough_to_choose_from(filled: Fill) -> None:
    """Of a long question hardly an entry holds every word; the best stands first, others follow."""
    engine = filled(
        [
            document(1, description="Drones count trees in forests and fields"),
            *(document(number, description="Drones for forests") for number in range(2, 42)),
            *(document(number, description="Paper for offices") for number in range(42, 80)),
        ]
    )
    text = "can anybody tell how drones could count sick trees in large state forests automatically"
    result = engine.search(SearchQuery(text=text))
    assert (ids(result)[0], result.total, result.relaxed) == (1, 41, True)


SENTENCE = "how can cameras of drones count sick trees in forests before storms arrive"


def _forest() -> list[Document]:
    return [
        *(
            document(number, description="Drones count sick trees with multispectral sensors")
            for number in range(1, 4)
        ),
        document(4, description="Drones for forests and storms from paper mills"),
        document(5, description="Drones for forests and storms with multispectral sensors"),
        *(document(number, description=f"Office {number}") for number in range(6, 30)),
    ]


def test_what_the_best_answers_to_a_sentence_share_ranks_the_others(filled: Fill) -> None:
    engine = filled(_forest())
    assert ids(engine.search(SearchQuery(text=SENTENCE)))[3:5] == [5, 4]
    few = ids(engine.search(SearchQuery(text="drones forests storms")))
    assert set(few[:2]) == {4, 5}


def test_pages_of_a_sentence_are_cut_from_one_order(filled: Fill) -> None:
    engine = filled(_forest())
    whole = engine.search(SearchQuery(text=SENTENCE))
    pages = [
        engine.search(SearchQuery(text=SENTENCE, page=page, page_size=2)) for page in (1, 2, 3)
    ]
    assert [number for page in pages for number in ids(page)] == ids(whole)
    assert {page.total for page in pages} == {whole.total} == {5}


def test_a_word_counts_by_its_commonest_form(filled: Fill) -> None:
    """An odd way to write a word is no better than the usual one: what the other word says decides."""
    engine = filled(
        [
            document(1, description="Cybersecurity lessons in the evening"),
            document(2, description="Cyber security lessons for hospitals"),
            *(
                document(number, description="Cyber security in the evening")
                for number in range(3, 60)
            ),
            *(document(number, description="Help for hospitals") for number in range(60, 70)),
        ]
    )
    assert ids(engine.search(SearchQuery(text="cyber security hospitals lessons")))[0] == 2


def test_highlights_say_why(asked: Engine) -> None:
    (hit,) = asked.search(SearchQuery(text="datu analizei", lang="lv")).hits
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
def test_any_text_is_answered(asked: Engine, text: str) -> None:
    engine = asked
    result = engine.search(SearchQuery(text=text))
    assert result.total >= len(result.hits)
    engine.suggest(text, lang="en")


def test_a_long_query_is_answered_and_says_what_was_left_out(filled: Fill) -> None:
    text = " ".join(f"word{number}" for number in range(800))
    result = filled([*TEXTS, document(20, "word3 word5 word8")]).search(SearchQuery(text=text))
    assert ids(result) == [20]
    assert result.truncated


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


def test_what_means_the_same_is_found_and_ranks_behind(filled: Fill) -> None:
    engine = filled(
        [
            document(1, description="We offer predictive analytics"),
            document(2, description="We offer condition monitoring"),
            document(3, description="Condition of roads, monitoring of rivers"),
            document(4, description={"lv": "Piedāvājam prognozējošo analītiku"}),
            document(5, description="Analytics that are predictive of nothing"),
        ]
    )
    levers = Levers([["condition monitoring", "predictive analytics", "prognozējošā analītika"]])
    assert set(ids(engine.search(SearchQuery(text="condition monitoring")))) == {2, 3}
    found = engine.search(SearchQuery(text="condition monitoring", levers=levers))
    assert set(ids(found)) == {1, 2, 3, 4}
    assert set(ids(found)[:2]) == {2, 3}
    unknown = Levers([["condition monitoring", "something absent"]])
    assert set(ids(engine.search(SearchQuery(text="condition monitoring", levers=unknown)))) == {
        2,
        3,
    }


def test_a_word_that_no_entry_holds_is_found_by_what_means_the_same(filled: Fill) -> None:
    engine = filled([document(1, description="Kiberdrošības uzraudzība"), document(2, "Other")])
    levers = Levers([["cybersecurity", "kiberdrošība"]])
    found = engine.search(SearchQuery(text="cyber security", levers=levers))
    assert ids(found) == [1]
    assert found.hits[0].highlights


def test_two_words_that_the_index_knows_as_one_say_what_their_alternative_says(
    filled: Fill,
) -> None:
    engine = filled(
        [
            document(1, "Chatbot for schools"),
            document(2, "Chatbots and virtual assistants"),
            document(3, "Chat with a bot"),
            document(4, "Assistants that are virtual"),
        ]
    )
    levers = Levers([["chatbot", "chatbots and virtual assistants"]])
    assert set(ids(engine.search(SearchQuery(text="chat bot", levers=levers)))) == {1, 2, 3}
