"""Words, folding, word forms, phrases and prefixes."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.contract.text import (
    BREAK,
    LONGEST_PREFIX,
    affirmed_terms,
    analysed,
    analysed_lines,
    capped,
    clean,
    fold,
    inflection,
    languages,
    latvian,
    phrase_term,
    phrase_terms,
    prefixes,
    root_terms,
    stems,
    text_terms,
    tokenize,
)
from search.contract.text.inflection import nouns, verbs

TEXTS = st.text(
    st.one_of(
        st.sampled_from("aBāŠž'’&./-‐+# \n\x85\u2028\u00ad\u200b\u0301_İﬁ²😀\ud800.NETC1"),
        st.characters(),
    ),
    max_size=40,
)


def forms(text: str) -> list[str]:
    return [token.form for token in tokenize(clean(text)) if not token.joined]


def joined(text: str) -> list[str]:
    return [token.form for token in tokenize(clean(text)) if token.joined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mākslīgais intelekts", ["maksligais", "intelekts"]),
        ("C++ and C# or F#, C", ["c++", "and", "c#", "or", "f#", "c"]),
        (".NET on Linux", [".net", "on", "linux"]),
        ("5G, 1C and ISO 27001", ["5g", "1c", "and", "iso", "27001"]),
        ("IT / AI", ["it", "ai"]),
        ("company's don't", ["company", "dont"]),
        ("x#1 a+b", ["x", "1", "a", "b"]),
        ("straße Ærø Łódź", ["strasse", "aero", "lodz"]),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("e\u0304ka ēka", ["eka", "eka"]),
        ("日本 привет", ["日本", "привет"]),
        ("😀 !!! — …", []),
        ("nul\x00byte lone\ud800surrogate", ["nul", "byte", "lone", "surrogate"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "parts", "whole"),
    [
        ("cyber-security", ["cyber", "security"], ["cybersecurity"]),
        ("Node.js", ["node", "js"], ["nodejs"]),
        ("e-ID", ["e", "id"], ["eid"]),
        ("24/7", ["24", "7"], ["247"]),
        ("R&D", ["r", "d"], ["rd"]),
        ("klients/lietotājs", ["klients", "lietotajs"], []),
    ],
)
def test_compounds_are_read_whole_and_in_parts(
    text: str, parts: list[str], whole: list[str]
) -> None:
    assert (forms(text), joined(text)) == (parts, whole)


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    cleaned = clean(text)
    end = 0
    for token in tokenize(cleaned):
        assert 0 <= token.start < token.end <= len(cleaned)
        assert " " not in token.form
        assert token.form
        if not token.joined:
            assert token.start >= end
            end = token.end


@given(st.text(alphabet=st.characters(), max_size=60))
def test_cleaning_and_folding_come_to_rest(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "words",
    [
        (
            "analīze",
            "analīzes",
            "analīzei",
            "analīzi",
            "analīzē",
            "analīžu",
            "analīzēm",
            "analizei",
            "analizes",
        ),
        ("uzņēmums", "uzņēmuma", "uzņēmumam", "uzņēmumi", "uzņēmumiem", "uznemumiem"),
        ("dati", "datu", "datiem", "datos"),
        ("drošība", "drošības", "drošībai", "drošību", "drosibas"),
        ("kiberdrošība", "kiberdrošības", "kiberdrosibai"),
        ("mākslīgais", "mākslīgā", "mākslīgo", "mākslīgajam", "maksligajam"),
        ("intelekts", "intelekta", "intelektu", "intelektam"),
        ("paraksts", "paraksta", "parakstu", "parakstiem"),
        ("risinājums", "risinājumi", "risinājumu", "risinajumiem"),
        ("pakalpojums", "pakalpojumu", "pakalpojumiem"),
        ("sistēma", "sistēmas", "sistēmu", "sistemai", "sistēmām"),
        ("pašvaldība", "pašvaldību", "pašvaldībām"),
        # Verbs: participles, the future, verbs with a prefix, what must be done, what one does to oneself.
        (
            "izmantot",
            "izmantojuši",
            "izmantojamas",
            "izmantojošiem",
            "izmantosim",
            "izmantots",
            "jāizmanto",
        ),
        ("izstāstīt", "izstāstījis", "izstāstīsim", "izstastijusi"),
        ("saņemt", "saņēmusi", "saņemto", "saņemtajiem"),
        ("reaģēt", "reaģējuši", "reaģējot", "reaģēja"),
        ("palūkoties", "palūkojās", "palūkojies"),
        ("precēties", "precējies", "precēt"),
        # Nouns whose consonants change, doers, degrees.
        ("minoritāte", "minoritāšu", "minoritātēm"),
        ("mazumtirgotājs", "mazumtirgotājiem", "mazumtirgotāju"),
        ("bezatbildīgs", "bezatbildīgāki", "bezatbildīgākajam"),
        # Loanwords and words of the trade.
        ("čatbots", "čatboti", "čatbotiem", "catbotu"),
        ("serveris", "servera", "serveriem", "serverus"),
        ("mākonis", "mākoņa", "mākoņu", "makoniem"),
        ("blokķēde", "blokķēdes", "blokķēžu", "blokkedem"),
        ("drons", "dronu", "droniem", "droni"),
        ("hakatons", "hakatonā", "hakatoniem"),
        ("digitalizācija", "digitalizācijas", "digitalizāciju"),
        ("kodēšana", "kodēšanas", "kodēšanu", "kodēt"),
        ("algoritms", "algoritmu", "algoritmiem"),
        ("sensors", "sensoru", "sensoriem"),
    ],
)
def test_latvian_forms_share_a_stem(words: tuple[str, ...]) -> None:
    assert len({stems(word, ("lv",)) for word in words}) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("neizmantot", "izmantot"),
        ("nedrošs", "drošs"),
        ("piekļuve", "piekļūt"),
        ("drons", "drošs"),
        ("mākonis", "māksla"),
    ],
)
def test_other_latvian_words_keep_apart(first: str, second: str) -> None:
    assert stems(first, ("lv",)) != stems(second, ("lv",))


@pytest.mark.parametrize(
    ("word", "affirmed"),
    [
        ("neizmantoja", "izmantot"),
        ("nevar", "varēt"),
        ("neatkarība", ""),
        ("nedēļa", ""),
        ("drošs", ""),
    ],
)
def test_a_denied_verb_leads_to_the_verb(word: str, affirmed: str) -> None:
    (token,) = tokenize(word)
    assert affirmed_terms(token) == (stems(affirmed, ("lv",)) if affirmed else ())


@given(st.text(alphabet="aābcčdeēfgģhiījkķlļmnņoprsštuūvzžx", min_size=1, max_size=24))
def test_any_word_has_a_stem_and_costs_little(word: str) -> None:
    (stem,) = stems(f"abc{word}", ("lv",))
    assert 2 < len(stem) <= len(word) + 5
    assert sum(1 for _ in chain(nouns(word), verbs(word))) < 600


@pytest.mark.parametrize("prefix", ["ne", "pa", "jā"])
def test_a_word_of_nothing_but_prefixes_costs_as_much_as_a_few(
    prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(word: str) -> Iterator[str]:
        read.append(word)
        return verbs(word)

    monkeypatch.setattr(latvian, "verbs", counted)
    assert stems(f"{prefix * 20}bdkl", ("lv",))
    assert 0 < len(read) < 8


@pytest.mark.parametrize(
    "words",
    [
        ("analysis", "analyses", "analyse", "analyze", "analyzing", "analysing"),
        ("security", "securities"),
        ("organisation", "organizations", "organization"),
        ("optimise", "optimize", "optimising", "optimisation", "optimization"),
        ("colour", "color", "colours"),
        ("centre", "center", "centres"),
        ("programme", "programs", "program"),
        ("catalogue", "catalogs"),
        ("licence", "license", "licences"),
        ("modelling", "modeling", "models"),
        ("digitalisation", "digitalization"),
        ("technologies", "technology"),
        ("running", "runs", "run"),
    ],
)
def test_english_forms_and_spellings_share_a_stem(words: tuple[str, ...]) -> None:
    assert len({stems(word, ("en",)) for word in words}) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("universe", "verse"),
        ("four", "for"),
        ("promise", "prom"),
        ("hours", "hors"),
        ("enterprise", "enter"),
    ],
)
def test_other_english_words_keep_apart(first: str, second: str) -> None:
    assert stems(first, ("en",)) != stems(second, ("en",))


@pytest.mark.parametrize("word", ["c++", ".net", "5g", "27001", "it", "ai", "c#"])
def test_terms_of_the_trade_have_no_stem(word: str) -> None:
    assert stems(word, ("en", "lv")) == ()
    assert text_terms(word, "en") == [word]


def test_a_word_with_latvian_letters_is_latvian_in_any_text() -> None:
    assert stems("analīze", ("en",)) == stems("analīze", ("lv",)) == stems("analīze", ("en", "lv"))


def test_terms_hold_form_exact_word_and_stems() -> None:
    assert text_terms("Analīze", "lv") == ["analize", "=analīz", "~lanaliz"]
    assert text_terms("Data", "en", short=True) == ["data", "=dat", "~edata", "~ldat"]


def test_phrases_do_not_run_over_lines_and_languages() -> None:
    assert phrase_terms("big data\nlake", "en") == ["~ebig", "~edata", BREAK, "~elake"]
    both = phrase_terms("data", "en", short=True)
    assert both == ["~edata", BREAK, "~ldat"]


def test_prefixes_of_a_name() -> None:
    assert list(prefixes("Tet AI")) == ["t", "te", "tet", "a", "ai"]


def test_repetition_is_capped() -> None:
    assert sorted(capped(["a", "b", "a", "a"], 2)) == ["a", "a", "b", BREAK]


@given(st.text(max_size=200), st.sampled_from(["en", "lv"]), st.booleans())
def test_no_term_holds_a_space(text: str, lang: str, short: bool) -> None:
    for term in [*text_terms(text, lang, short=short), *phrase_terms(text, lang, short=short)]:
        assert len(term.split()) == 1
        term.encode("utf-8")


@given(TEXTS, st.sampled_from(["en", "lv"]), st.booleans())
def test_a_text_analysed_in_pieces_gives_what_its_words_give(
    text: str, lang: str, short: bool
) -> None:
    langs = languages(lang, short=short)
    tokens = list(tokenize(clean(text)))
    expected = []
    for token in tokens:
        expected.append(token.form)
        expected += root_terms(token) if "lv" in langs else ()
        expected += stems(token.surface, langs)
    expected_phrase = [
        phrase_term(token, one) for one in langs for token in tokens if not token.joined
    ]
    for analysis in (analysed, analysed_lines):
        terms, phrase = analysis(text, lang, short=short)
        assert terms == expected
        assert [term for term in phrase if term != BREAK] == expected_phrase
    assert set(prefixes(text)) == {
        token.form[:size]
        for token in tokens
        for size in range(1, min(len(token.form), LONGEST_PREFIX) + 1)
    }


@given(st.lists(st.sampled_from("abcdef")), st.integers(1, 4))
def test_capped_terms_are_as_many_as_before(terms: list[str], cap: int) -> None:
    kept = capped(terms, cap)
    assert len(kept) == len(terms)
    for term in set(terms):
        assert kept.count(term) == min(cap, terms.count(term))


def test_what_no_index_can_hold_is_cleaned_out_of_every_text() -> None:
    for number in range(sys.maxunicode + 1):
        char = chr(number)
        category = unicodedata.category(char)
        if char != "\n" and (category in {"Cc", "Zl", "Zp", "Cs"} or category == "Zs"):
            assert clean(f"a{char}b") == "a b", hex(number)


def test_the_dictionary_is_read_once_for_all_who_ask_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reads: list[int] = []

    @lru_cache(maxsize=1)
    def read() -> tuple[str, str]:
        reads.append(1)
        time.sleep(0.05)
        return "known", "folded"

    monkeypatch.setattr(latvian, "_read_lemmas", read)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _number: latvian._lemmas(), range(8)))
    assert found == [("known", "folded")] * 8
    assert len(reads) == 1


@given(st.text(alphabet="adeijmostu", max_size=16))
def test_every_ending_of_a_verb_is_cut_though_only_the_last_letters_are_tried(word: str) -> None:
    every = [
        found[0]
        for start in range(inflection._LEAST, len(word) + 1)
        if (found := inflection._PERSON.match(word, start))
    ]
    assert [found[0] for found in inflection._endings(word)] == every


def test_the_longest_ending_of_a_verb_is_cut() -> None:
    assert next(inflection._endings("stradajosajiem"))[0] == "osajiem"
    assert len("osajiem") == inflection._LONGEST
