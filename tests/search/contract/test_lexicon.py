"""Dictionaries of word forms in little memory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from search.contract.text.latvian import _PLAIN, _lemmas
from search.contract.text.lexicon import Lexicon


def test_the_kept_dictionary_is_the_whole_dictionary() -> None:
    lemmas = DefaultDictionaryFactory().get_dictionary("lv")
    known, folded = _lemmas()
    assert all(known.get(form) == lemma for form, lemma in lemmas.items())
    assert known.get("nekāds vārds") is None
    assert known.get("") is None
    assert known.get("žžž\ud800") is None
    plain: dict[str, str] = {}
    for form, lemma in lemmas.items():
        if not form.isascii():
            plain.setdefault(form.translate(_PLAIN), lemma)
    assert all(
        folded.get(form) == (None if form in lemmas else lemma) for form, lemma in plain.items()
    )
    assert folded.get("analīze") is None


@given(
    st.dictionaries(words := st.text(min_size=1, max_size=4), words, max_size=60), st.lists(words)
)
def test_a_lexicon_knows_what_a_dictionary_does(known: dict[str, str], asked: list[str]) -> None:
    kept = {form: lemma for form, lemma in known.items() if not {"\t", "\n"} & {*form, *lemma}}
    lexicon = Lexicon({form.encode(): lemma.encode() for form, lemma in kept.items()})
    for word in (*asked, *kept):
        assert lexicon.get(word) == kept.get(word)
