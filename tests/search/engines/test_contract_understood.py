"""How a question is understood, told alike by every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from search.contract.document import Document
from search.contract.engine import Engine
from search.contract.levers import Levers, Pin
from search.contract.query import SearchQuery
from search.contract.understood import How, LeftOut, ReadStep, Term
from search.engines.null import NullEngine
from tests.search.engines.catalogue import document

Filled = Callable[[Iterable[Document]], Engine]


def documents() -> list[Document]:
    return [
        document(1, "Harbour sensors", description="Warning of floods."),
        document(2, "Harbour cranes"),
        document(3, "Flood maps", description="Rivers on maps."),
        document(4, {"lv": "Upju karte"}),
        document(5, "Harbour register", type="dataset"),
    ]


def test_each_word_says_how_it_is_found(filled: Filled) -> None:
    engine = filled(documents())
    understood = engine.understand(SearchQuery(text="harbour sensr harb zzqqxx"))
    assert [(word.typed, word.how) for word in understood.words] == [
        ("harbour", How.FORMS),
        ("sensr", How.MISSPELT),
        ("harb", How.BEGUN),
        ("zzqqxx", How.ABSENT),
    ]
    harbour = understood.words[0].terms
    assert {term.lang for term in harbour} >= {"en"}
    assert max(term.entries for term in harbour) == 3
    assert understood.words[2].terms == (Term("harbour", 3),)
    assert understood.words[3].terms == ()
    assert understood.engine == engine.name


def test_the_step_that_answers_is_the_one_of_the_search(filled: Filled) -> None:
    engine = filled(documents())
    for text, needed in (("harbour cranes", 2), ("harbour maps", 1), ("floods", 1)):
        query = SearchQuery(text=text)
        steps = engine.understand(query).steps
        (taken,) = [step for step in steps if step.taken]
        result = engine.search(query)
        assert (taken.needed, taken.found) == (needed, result.total), text
        assert result.relaxed == (taken.needed < taken.words), text
    assert engine.understand(SearchQuery(text="harbour maps")).steps == (
        ReadStep(needed=2, words=2, enough=1, found=0, taken=False),
        ReadStep(needed=1, words=2, enough=0, found=3, taken=True),
    )


def test_what_editors_say_is_told(filled: Filled) -> None:
    engine = filled(documents())
    levers = Levers(
        [["crane", "lifting gear"]], ["looking for"], [Pin("crane", ("solution:3", "solution:9"))]
    )
    query = SearchQuery(text="Looking for the cranes", levers=levers)
    understood = engine.understand(query)
    assert [word.typed for word in understood.words] == ["cranes"]
    assert understood.left_out == (
        ("looking", LeftOut.STOP),
        ("for", LeftOut.SMALL),
        ("the", LeftOut.SMALL),
    )
    assert understood.pinned == ("solution:3", "solution:9")
    # What was chosen is found beside it, and has no say in whether enough is found.
    assert [step.found for step in understood.steps] == [1]
    assert engine.search(query).total == 2
    lifting = engine.understand(replace(query, text="lifting gear"))
    assert all(word.same == ("crane",) for word in lifting.words)


def test_a_word_that_only_its_synonyms_find_says_so(filled: Filled) -> None:
    levers = Levers([["zzqqxx", "river maps"]])
    understood = filled(documents()).understand(SearchQuery(text="zzqqxx flood", levers=levers))
    assert [(word.how, word.same) for word in understood.words] == [
        (How.SAME, ("river maps",)),
        (How.FORMS, ()),
    ]


def test_phrases_exclusions_and_compounds(filled: Filled) -> None:
    engine = filled([*documents(), document(6, "e-paraksts")])
    understood = engine.understand(
        SearchQuery(text='"flood maps" -harbour -"upju karte" e-paraksts')
    )
    assert understood.phrases == ("flood maps",)
    assert understood.excluded == ("harbour", "upju karte")
    (word,) = understood.words
    assert word.typed == "e-paraksts"
    assert "e paraksts" in [term.text for term in word.terms]


def test_a_sentence_says_what_it_leaves_out(filled: Filled) -> None:
    text = "please we need somebody looking at harbour sensors cranes maps rivers floods registers"
    understood = filled(documents()).understand(SearchQuery(text=text))
    assert understood.sentence
    left = dict(understood.left_out)
    assert left["please"] is LeftOut.TALK
    assert left["we"] is LeftOut.SMALL
    assert understood.steps[-1].taken
    assert {step.words for step in understood.steps} == {len(understood.words)}


def test_words_that_only_say_that_somebody_speaks_are_small(filled: Filled) -> None:
    engine = filled(documents())
    understood = engine.understand(
        SearchQuery(text="we search for a tool that has 48000000-8 maps")
    )
    assert [word.typed for word in understood.words] == ["48000000-8", "maps"]
    assert [word for word, _ in understood.left_out] == [
        "we",
        "search",
        "for",
        "a",
        "tool",
        "that",
        "has",
    ]
    assert {why for _, why in understood.left_out} == {LeftOut.SMALL}


def test_anything_can_be_asked(filled: Filled) -> None:
    engine = filled(documents())
    for text in (
        "",
        "  ",
        "!!!",
        "the",
        "\0",
        "\ud800",
        "\N{BUG}",
        "مرحبا",
        "-",
        '"',
        "x " * 5_000,
    ):
        understood = engine.understand(SearchQuery(text=text))
        assert len(understood.words) <= 32, text
    assert engine.understand(SearchQuery()).steps == ()
    assert engine.understand(SearchQuery(text="the")).left_out == ()


def test_filters_have_no_say(filled: Filled) -> None:
    engine = filled(documents())
    plain = SearchQuery(text="harbour")
    narrowed = replace(plain, filters={"type": ("dataset",)})
    assert engine.understand(narrowed) == engine.understand(plain)


def test_without_an_index_the_words_are_read(filled: Filled) -> None:
    del filled
    understood = NullEngine().understand(SearchQuery(text='flood -harbour "of maps"'))
    assert [(word.typed, word.how) for word in understood.words] == [("flood", How.ABSENT)]
    assert understood.excluded == ("harbour",)
    assert understood.steps == ()
