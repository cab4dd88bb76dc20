"""Text analysis, one for every engine: folding, words, word forms, phrases, highlights and the order of names."""

from search.contract.text.analysis import (
    BREAK,
    LONGEST_PREFIX,
    affirmed_terms,
    analysed,
    analysed_lines,
    base_form,
    capped,
    derived,
    in_dictionary,
    languages,
    named_form,
    phrase_term,
    phrase_terms,
    prefixes,
    root_terms,
    stems,
    text_terms,
)
from search.contract.text.collation import collation_key
from search.contract.text.fold import clean, fold, is_latvian
from search.contract.text.highlight import SNIPPET, Found, Marker, Parts, highlight, side_by_side
from search.contract.text.latvian import load_latvian
from search.contract.text.lexicon import load_english
from search.contract.text.spelling import distance, doubled, edits_allowed, one_edit
from search.contract.text.stopwords import AUXILIARIES, CHATTER, LATVIAN_ONLY, STOP_WORDS
from search.contract.text.tokens import Token, tokenize

__all__ = [
    "AUXILIARIES",
    "BREAK",
    "CHATTER",
    "LATVIAN_ONLY",
    "LONGEST_PREFIX",
    "SNIPPET",
    "STOP_WORDS",
    "Found",
    "Marker",
    "Parts",
    "Token",
    "affirmed_terms",
    "analysed",
    "analysed_lines",
    "base_form",
    "capped",
    "clean",
    "collation_key",
    "derived",
    "distance",
    "doubled",
    "edits_allowed",
    "fold",
    "highlight",
    "in_dictionary",
    "is_latvian",
    "languages",
    "load_english",
    "load_latvian",
    "named_form",
    "one_edit",
    "phrase_term",
    "phrase_terms",
    "prefixes",
    "root_terms",
    "side_by_side",
    "stems",
    "text_terms",
    "tokenize",
]
