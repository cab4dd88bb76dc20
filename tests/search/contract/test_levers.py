"""What editors and vocabularies say about the words of a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.contract.levers import MAX_ALTERNATIVES, NO_LEVERS, Levers, Pin, question_keys, words_of
from search.contract.parse import ParsedText, parse

LEVERS = Levers(
    [
        ["predictive maintenance", "condition monitoring", "prognozējošā apkope"],
        ["cybersecurity", "kiberdrošība"],
        ["internet of things", "IoT"],
    ],
    ["looking for", "uzņēmums Latvijā"],
)


PLAIN = str.maketrans("āčēģīķļņšūž", "acegiklnsuz")


def alternatives(parsed: ParsedText) -> dict[str, set[str]]:
    return {
        word.token.form: {" ".join(token.form for token in phrase) for phrase in word.alternatives}
        for word in parsed.words
    }


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("condition monitoring", "monitoring", {"predictive maintenance", "prognozejosa apkope"}),
        ("prognozējošo apkopi", "apkopi", {"predictive maintenance", "condition monitoring"}),
        ("prognozejosa apkope", "apkope", {"predictive maintenance", "condition monitoring"}),
        ("Cyber security", "cyber", {"kiberdrosiba"}),
        ("cyber-security", "cybersecurity", {"kiberdrosiba"}),
        ("kiberdrošības", "kiberdrosibas", {"cybersecurity"}),
        ("iot sensors", "iot", {"internet of things"}),
        ("iot sensors", "sensors", set()),
        ("monitoring condition", "monitoring", set()),
        ("condition -monitoring", "condition", set()),
    ],
)
def test_a_phrase_brings_what_means_the_same_in_any_form(
    text: str, word: str, expected: set[str]
) -> None:
    assert alternatives(parse(text, LEVERS))[word] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("looking for software", ["software"]),
        ("uzņēmumi Latvijā programmatūra", ["programmatura"]),
        ("looking for", ["looking"]),
        ('looking for "open data"', []),
    ],
)
def test_stop_phrases_go_unless_nothing_else_is_there(text: str, words: list[str]) -> None:
    assert [word.token.form for word in parse(text, LEVERS).words] == words


def test_a_group_of_many_phrases_costs_no_more_than_the_limit() -> None:
    many = Levers([[f"phrase{number}" for number in range(100)]])
    (word,) = parse("phrase7", many).words
    assert len(word.alternatives) == MAX_ALTERNATIVES


JOINED = Levers(
    [["kiberdrošība", "digitālā aizsardzība"], ["digitālās aizsardzības", "cyber shield"]],
    vocabulary=[
        [("en", "cybersecurity"), ("lv", "kiberdrošība")],
        [("en", "information security"), ("en", "cybersecurity")],
        [("en", "electronics"), ("en", "chips")],
    ],
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("digitālā aizsardzība", {"kiberdrosiba", "cyber shield", "cybersecurity"}),
        ("cyber shield", {"digitalas aizsardzibas", "kiberdrosiba", "cybersecurity"}),
        ("kiberdrošība", {"digitala aizsardziba", "cyber shield", "cybersecurity"}),
        # From one term of a vocabulary to another there is no way, not even by what editors wrote.
        ("information security", {"cybersecurity"}),
        ("chips", {"electronics"}),
    ],
)  # fmt: skip
def test_groups_of_editors_are_joined_with_each_other_and_with_terms(
    text: str, expected: set[str]
) -> None:
    assert alternatives(parse(text, JOINED))[text.split()[-1].translate(PLAIN)] == expected


def test_what_editors_wrote_is_among_what_is_asked_for_however_many_synonyms_a_term_has() -> None:
    term = [("en", "label"), *(("en", f"synonym{number}") for number in range(100))]
    many = Levers([["label", "theirs"]], vocabulary=[term])
    (word,) = parse("synonym7", many).words
    assert [token.form for (token,) in word.alternatives][:2] == ["label", "theirs"]
    assert len(word.alternatives) == MAX_ALTERNATIVES


def test_two_words_of_one_letter_are_no_other_two() -> None:
    assert alternatives(parse("c d", Levers([["a b", "meaning"]])))["c"] == set()


@pytest.mark.parametrize("group", [["one"], ["", "two"], ["a b c d e f g", "seven"], ["\0", "nul"]])
def test_a_group_that_says_nothing_does_nothing(group: list[str]) -> None:
    assert Levers([group]).empty


@given(st.text(max_size=80), st.lists(st.lists(st.text(max_size=20), max_size=4), max_size=4))
def test_levers_add_to_a_query_and_never_break_it(text: str, groups: list[list[str]]) -> None:
    plain, steered = parse(text), parse(text, Levers(groups))
    assert [word.token for word in steered.words] == [word.token for word in plain.words]
    assert steered.phrases == plain.phrases
    assert parse(text, NO_LEVERS) == plain


def test_the_words_of_a_phrase_are_those_of_its_compounds() -> None:
    assert [token.form for token in words_of("e-paraksts")] == ["e", "paraksts"]


@pytest.mark.parametrize(
    ("chosen", "asked"),
    [
        ("need platform hospital patient data exchange", None),
        ("need platform hospital patient data exchange", "platform hospital patient data exchange"),
        (
            "platform hospital patient data exchange",
            "we need a platform for hospital patient data exchange",
        ),
        ("need platform hospital patient-data exchange", None),
        ("need want seek find use try", None),
        ("data for data exchange", None),
        ("need data", None),
    ],
)
def test_what_editors_chose_for_a_question_shows_for_it(chosen: str, asked: str | None) -> None:
    pins = Levers(pins=[Pin(chosen, ("solution:1",))])
    assert pins.pinned(parse(chosen if asked is None else asked).bare, "en") == ("solution:1",)


def test_questions_that_show_the_same_are_known_by_the_same() -> None:
    asked = "exchange of patient data platform for a hospital"
    assert question_keys(f"need {asked}") == question_keys(asked)
    assert question_keys("need data").isdisjoint(question_keys("data"))
