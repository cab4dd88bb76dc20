"""The rules that hold for every engine of words that are missing, denied, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from search.contract.document import Document
from search.contract.engine import Engine
from search.contract.levers import Levers
from search.contract.query import SearchQuery
from tests.search.engines.catalogue import document, ids

Fill = Callable[[Iterable[Document]], Engine]


@pytest.mark.parametrize("text", ["!!!", "😀", '""', "— …", "\ufffd"])
def test_what_holds_no_word_finds_nothing(filled: Fill, text: str) -> None:
    """Everything would be the answer to another question, the empty one."""
    engine = filled([document(1), document(2)])
    assert engine.search(SearchQuery(text=text)).total == 0
    assert engine.search(SearchQuery(text=" ")).total == 2


def test_who_holds_most_of_the_words_leads_where_too_few_do(filled: Fill) -> None:
    fillers = [document(number, f"Filler {number}") for number in range(10, 60)]
    named = document(1, "Integration")
    fitting = document(2, "Seals", description="Signatures for everybody, with an API.")
    result = filled([named, fitting, *fillers]).search(
        SearchQuery(text="signature integration api")
    )
    assert (ids(result), result.relaxed) == ([2, 1], True)


def test_a_denied_verb_finds_the_verb_where_nothing_denies_it(filled: Fill) -> None:
    does = document(1, {"lv": "Sistēma darbojas"})
    does_not = document(2, {"lv": "Sistēma nedarbojas"})
    assert ids(filled([does]).search(SearchQuery(text="nedarbojas", lang="lv"))) == [1]
    engine = filled([does, does_not])
    assert ids(engine.search(SearchQuery(text="nedarbojās", lang="lv"))) == [2]
    assert ids(engine.search(SearchQuery(text="darbojoties", lang="lv"))) == [1]


def test_a_synonym_has_forms_in_its_own_language_alone(filled: Fill) -> None:
    """“Citi” is Latvian for others, and what a Latvian ending leaves of cities."""
    levers = Levers(vocabulary=[[("en", "municipality"), ("en", "cities"), ("lv", "pašvaldība")]])
    engine = filled(
        [
            document(1, description={"lv": "Citi rīki"}),
            document(2, description={"lv": "Projekts Smart Cities"}),
            document(3, description={"en": "For a city"}),
            document(4, description={"lv": "Pašvaldībām"}),
        ]
    )
    result = engine.search(SearchQuery(text="municipality", levers=levers))
    assert set(ids(result)) == {2, 3, 4}
