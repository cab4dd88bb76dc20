"""What a person types, read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.contract import schema
from search.contract.parse import ParsedText, loosened, parse


def read(text: str) -> tuple[list[str], list[str], list[str]]:
    parsed = parse(text)
    return (
        [word.token.form for word in parsed.wanted],
        [
            " ".join(token.form for token in phrase.tokens)
            for phrase in parsed.phrases
            if not phrase.excluded
        ],
        [word.token.form for word in parsed.words if word.excluded]
        + [
            " ".join(token.form for token in phrase.tokens)
            for phrase in parsed.phrases
            if phrase.excluded
        ],
    )


@pytest.mark.parametrize(
    ("text", "words", "phrases", "excluded"),
    [
        ("", [], [], []),
        ("data analysis", ["data", "analysis"], [], []),
        ("data data DATA", ["data"], [], []),
        ('"data analysis" rīga', ["riga"], ["data analysis"], []),
        ("„datu analīze” “big data” «ai»", [], ["datu analize", "big data", "ai"], []),
        ("data -needs", ["data"], [], ["needs"]),
        ('data -"big data"', ["data"], [], ["big data"]),
        ("cyber-security", ["cybersecurity"], [], []),
        ("e-ID and e-paraksts", ["eid", "eparaksts"], [], []),
        ("the cloud for a city", ["cloud", "city"], [], []),
        ("the and", ["the", "and"], [], []),
        ("it", ["it"], [], []),
        ("to be or not to be", ["not"], [], []),
        ("48000000-8 -72000000-5", ["48000000"], [], ["72000000"]),
        ("2024-11-05 12345678-90", ["20241105", "1234567890"], [], []),
        ("use without need", ["use", "without", "need"], [], []),
        (
            "please help us find a way to use drones for counting trees in our forests",
            ["drones", "counting", "trees", "forests"],
            [],
            [],
        ),
        (
            "lūdzu palīdziet atrast risinājumu slimnīcas rindām, vajag elektronisku pierakstu",
            ["palidziet", "risinajumu", "slimnicas", "rindam", "elektronisku", "pierakstu"],
            [],
            [],
        ),
        (
            "please use the find need want look -help",
            ["please", "use", "find", "need", "want", "look"],
            [],
            ["help"],
        ),
        ('"unbalanced', ["unbalanced"], [], []),
        ('a "b" "c', ["c"], ["b"], []),
        ("-", [], [], []),
        ('--- "" -"" "!"', [], [], []),
        ("- data", ["data"], [], []),
        ("name:tet AND (x OR y)^2 ~3 [a TO b] *", ["name", "tet", "x", "y", "2", "3", "b"], [], []),
        ("C++ -C#", ["c++"], [], ["c#"]),
        ("a\x00b \ud800c", ["b", "c"], [], []),
    ],
)
def test_reading(text: str, words: list[str], phrases: list[str], excluded: list[str]) -> None:
    assert read(text) == (words, phrases, excluded)


def test_the_first_terms_of_a_long_query_count() -> None:
    parsed = parse(" ".join(f"word{number}" for number in range(800)))
    assert len(parsed.words) == schema.MAX_TERMS
    assert parsed.words[0].token.form == "word0"
    assert parsed.truncated


def test_stop_words_use_up_no_terms() -> None:
    parsed = parse(
        "the and of " * 50 + " ".join(f"word{number}" for number in range(schema.MAX_TERMS))
    )
    assert len(parsed.words) == schema.MAX_TERMS
    assert not parsed.truncated


def test_a_long_text_is_cut_between_words() -> None:
    parsed = parse("abc " * schema.MAX_CHARACTERS)
    assert parsed.truncated
    assert [word.token.form for word in parsed.words] == ["abc"]


def test_a_compound_has_parts() -> None:
    (word,) = parse("cyber-security").words
    assert [part.form for part in word.parts] == ["cyber", "security"]
    (word,) = parse("-".join("abcdefgh")).words
    assert word.parts == ()


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"- „”+&/.\x00')), max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    parsed = parse(text)
    assert isinstance(parsed, ParsedText)
    size = len(parsed.words) + sum(len(phrase.tokens) for phrase in parsed.phrases)
    assert size <= 2 * schema.MAX_TERMS


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('"data horse"', "data horse"),
        ("„datu zirgs” -kaza", "datu zirgs kaza"),
        ('cloud -"big data"', "cloud big data"),
        ("data-driven C++", ""),
        ('"unbalanced', ""),
        ('- -- ""', ""),
        ("", ""),
    ],
)
def test_a_question_without_demands(text: str, plain: str) -> None:
    assert loosened(text) == plain


@pytest.mark.parametrize(
    ("text", "is_abbreviation"),
    [("VID dati", True), ("ŪSN likme", True), ("DATU platforma", False), ("KASE veikalam", False)],
)
def test_capitals_are_an_abbreviation_where_the_dictionary_knows_no_such_word(
    text: str, is_abbreviation: bool
) -> None:
    first = parse(text).words[0]
    assert first.abbreviation is is_abbreviation
    assert parse(text.lower()).words[0].abbreviation is False
    if not is_abbreviation:
        assert first.terms == parse(text.lower()).words[0].terms


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("what data it has", ["data"]),
        ("what IT it has", ["it"]),
        ("it support", ["it", "support"]),
        ("It is hard to find IT support", ["hard", "find", "it", "support"]),
        ("we search for a tool that counts trees", ["counts", "trees"]),
        ("we search for enterprise search", ["enterprise", "search"]),
        ("trees -search we search", ["trees", "search"]),
        ("semantic search", ["semantic", "search"]),
        ("machine tool maker", ["machine", "tool", "maker"]),
        ("jauna ēka no mana loga", ["jauna", "eka", "mana", "loga"]),
        ("no code", ["no", "code"]),
        ("veidlapas no code rīkā", ["veidlapas", "no", "code", "rika"]),
        ("no", ["no"]),
        ("we search", ["we", "search"]),
        ('"it has"', []),
    ],
)
def test_words_that_only_say_that_somebody_speaks(text: str, kept: list[str]) -> None:
    assert [word.token.form for word in parse(text).words] == kept


def test_a_word_is_told_as_it_was_typed() -> None:
    parsed = parse("R&D e-Paraksts 48000000-8 C++ queues -AT&T")
    assert [word.typed for word in parsed.words] == [
        "r&d",
        "e-paraksts",
        "48000000-8",
        "c++",
        "queues",
        "at&t",
    ]
