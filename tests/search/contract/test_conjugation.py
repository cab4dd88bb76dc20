"""Verbs whose stem changes, and the irregular ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.contract.text import affirmed_terms, base_form, fold, stems, tokenize
from search.contract.text.conjugation import learnt


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        ("iet", "eju ejot ejošs gāja gājām gājis gājusi iešu ies gaja"),
        ("dot", "dodu dod dodam dodiet dodot dodošs deva devis devuši došu dos dosim dots dotu"),
        ("būt", "esmu esam esošs bija biju bijis bijusi būšu būsim būtu esosa"),
        ("ņemt", "ņemu ņem ņemam ņēma ņēmis ņems nem"),
        ("pirkt", "pērku pērk pērkam pirka pirkām pirkusi perk"),
        ("likt", "liek liekot lika likuši"),
        ("nākt", "nāk nākam nāca nācis naca"),
        ("vest", "ved vedam veda vedīs vedusi"),
        ("mest", "met meta metīs metuši"),
        ("krist", "krīt krita kritīs kritusi"),
        ("lūgt", "lūdz lūdza lūdzam ludza"),
        ("vajadzēt", "vajag"),
        # With what may stand before a verb.
        ("pārdot", "pārdod pārdeva pārdevis pārdošu pardeva"),
        ("izdot", "izdod izdeva izdots izdotu izdotajiem"),
        ("atrast", "atrod atrodam atrada atradīs atradusi"),
        ("noteikt", "nosaka nosakot noteica noteikuši noteiks"),
        ("ieteikt", "iesaka ieteica"),
        ("piekļūt", "piekļūst piekļuva piekluva"),
        ("iepirkt", "iepērk iepirka iepirkusi"),
        ("pazīt", "pazīst pazina"),
        # Denied, and what must be done.
        ("neiet", "neej negāja"),
        ("neizdot", "neizdod neizdeva"),
        ("iet", "jāiet"),
        ("dot", "jādod"),
        ("iepirkt", "jāiepērk jaieperk"),
    ],
)
def test_every_form_leads_to_its_verb(infinitive: str, forms: str) -> None:
    wanted = stems(infinitive, ("lv",))
    found = {form: stems(form, ("lv",)) for form in forms.split()}
    assert {form: stem for form, stem in found.items() if stem != wanted} == {}


def test_what_one_does_to_oneself_shares_the_stem() -> None:
    assert stems("atrodas", ("lv",)) == stems("atradās", ("lv",)) == stems("atrast", ("lv",))


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("lieta", "liet"),
        ("siena", "siet"),
        ("krāja", "krāt"),
        ("stāja", "stāt"),
        ("uzzina", "uzzīt"),
        ("jauta", "just"),
        ("vesta", "veda"),
        ("aptieka", "tikt"),
        ("grāvis", "graut"),
        ("iespējams", "iespēt"),
        ("salta", "salst"),
        ("ieeja", "iet"),
        ("nodeva", "dot"),
    ],
)
def test_nouns_that_look_alike_are_no_verbs(word: str, other: str) -> None:
    assert stems(word, ("lv",)) != stems(other, ("lv",))


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("atļauja", "atļaujas atļauju atļaujai"),
        ("piekļuve", "piekļuves piekļuvi piekļuvei piekluvi"),
        ("ieguve", "ieguves ieguvi ieguvei"),
        ("padeve", "padeves padevi padevei"),
        ("atteice", "atteices atteici atteicei"),
        ("atlaide", "atlaides atlaidi atlaidei"),
    ],
)
def test_nouns_made_of_these_verbs_stay_one_word_in_every_case(noun: str, forms: str) -> None:
    wanted = stems(noun, ("lv",))
    found = {form: stems(form, ("lv",)) for form in forms.split()}
    assert {form: stem for form, stem in found.items() if stem != wanted} == {}


def test_a_denied_form_finds_the_verb_too() -> None:
    (token,) = tokenize("nedeva")
    assert affirmed_terms(token) == stems("dot", ("lv",))


def test_a_form_is_a_word_of_the_language() -> None:
    (token,) = tokenize("gāja")
    assert base_form(token) == "iet"


@given(st.text(alphabet="aābcdeēgijklmnoprsštuūvzžņ", max_size=30))
def test_any_word_gets_an_answer(word: str) -> None:
    verb = learnt(word)
    assert verb is None or fold(verb).endswith(("t", "ties"))


def test_a_word_of_prefixes_alone_is_no_verb() -> None:
    assert learnt("jā" * 20) is None
    assert learnt("ne" * 20 + "gāja") is None
