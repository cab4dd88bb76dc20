"""The rules that hold for every engine when a word may be misspelt, and when it can't be."""

from __future__ import annotations

from collections.abc import Callable, Iterable

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
