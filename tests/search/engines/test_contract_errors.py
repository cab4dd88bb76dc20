"""The rules that hold for every engine when a word may be misspelt, when it can't be, and when it is none at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.contract import schema
from search.contract.document import Document
from search.contract.engine import Engine
from search.contract.query import SearchQuery
from tests.search.engines.catalogue import document, ids

Fill = Callable[[Iterable[Document]], Engine]


def test_a_letter_of_two_is_likelier_forgotten_than_one_added(filled: Fill) -> None:
    documents = [document(number, "Program") for number in range(1, 6)]
    documents.append(document(6, {"lv": "Grāmatvedības programma"}))
    result = filled(documents).search(SearchQuery(text="programa", lang="lv"))
    assert result.suggestion == "programma"
    assert 6 in ids(result)


def test_a_word_of_the_dictionary_is_no_error(filled: Fill) -> None:
    engine = filled([document(1, {"lv": "Pētnieku uzskaite"}), document(2, {"lv": "Uzskaite"})])
    assert engine.search(SearchQuery(text="zemnieku uzskaite", lang="lv")).suggestion is None
    assert engine.search(SearchQuery(text="petniekku uzskaite", lang="lv")).suggestion is not None


def test_what_is_written_in_capitals_is_meant_so(filled: Fill) -> None:
    documents = [
        document(1, {"lv": "Vides dati"}),
        document(2, {"lv": "VID dati"}),
        document(3, {"en": "Open APIs"}),
        document(4, {"lv": "Capes dati"}),
    ]
    engine = filled(documents)
    assert ids(engine.search(SearchQuery(text="VID dati", lang="lv"))) == [2]
    assert set(ids(engine.search(SearchQuery(text="vid dati", lang="lv")))) == {1, 2}
    # Nothing else was typed: some people always type so.
    assert 1 in ids(engine.search(SearchQuery(text="VIDE DATI", lang="lv")))
    # It may stand in the plural, and begins nothing.
    assert ids(engine.search(SearchQuery(text="open API"))) == [3]
    result = engine.search(SearchQuery(text="dati CAP", lang="lv"))
    assert result.suggestion is None
    assert set(ids(result)) == {1, 2, 4}


def test_hardly_a_word_stands_for_a_misspelt_one(filled: Fill) -> None:
    """The stem of what was typed has four letters, so one of three is no likelier than none."""
    engine = filled([document(1, "Eam tools"), document(2, "School tools")])
    result = engine.search(SearchQuery(text="exams tools"))
    assert result.suggestion is None
    assert set(ids(result)) == {1, 2}


PIECES = (
    *("data", "datu", "analīze", "Cyber-Security", "C++", ".NET", "24/7", "48000000-8", "VID", "a"),
    *('"', "“", "-", "+", "AND", "OR", "NOT", "(", ")", "[", "{", "^", "~2", "*", "?", ":", "/.*/"),
    *(
        "\\",
        "&&",
        "||",
        "name:data",
        "_exists_:x",
        "\x00",
        "\ud800",
        "😀",
        "שלום",
        "العربية",
        "\u202e",
    ),
    *("<script>", "' OR 1=1 --", "%00", "=x", "~edata", "|", "\n", "\t", "x" * 300),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    pieces=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40),
    glue=st.sampled_from([" ", "", ' "']),
    lang=st.sampled_from(schema.LANGUAGES),
    sort=st.sampled_from(schema.SORTS),
    value=st.one_of(st.none(), st.text(min_size=1, max_size=20).filter(str.isprintable)),
)
def test_whatever_is_typed_is_answered(
    engine: Engine, pieces: list[str], glue: str, lang: str, sort: str, value: str | None
) -> None:
    if engine.health().state != "ok":
        engine.rebuild([document(1, "Data analysis", sector=("health",)), document(2, "VID")], 1)
    text = glue.join(pieces)
    filters = {"sector": (value.strip(),)} if value and value.strip() else {}
    found = engine.search(SearchQuery(text=text, lang=lang, sort=sort, filters=filters))
    assert len(found.hits) == found.total <= 2
    assert all(option.count <= 2 for facet in found.facets for option in facet.options)
    engine.suggest(text, lang=lang)
