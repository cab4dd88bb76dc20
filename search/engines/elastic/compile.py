"""Turn a parsed query into queries of the server; pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace

from elasticsearch_dsl.query import (
    Bool,
    ConstantScore,
    DisMax,
    MatchAll,
    MatchNone,
    MatchPhrase,
    Query,
    Term,
    Terms,
)

from search.contract.parse import ParsedText, Phrase, Word
from search.contract.schema import LANGUAGES
from search.contract.text import Token, phrase_term, stems
from search.engines.elastic import mapping
from search.engines.planning import (
    ALTERNATIVE_SCORE,
    GUESS_BOOST,
    STRICTER_SCORE,
    Found,
    Step,
    Text,
    beside,
    marks,
    nearer,
    readings,
    steps,
    token_terms,
)


def filters(chosen: Mapping[str, tuple[str, ...]], *, without: str = "") -> list[Query]:
    """Return one query for each facet with chosen values, but for the one named, and one for the supply."""
    queries = [
        _any_of([mapping.code(facet, value) for value in values])
        for facet, values in chosen.items()
        if facet != without
    ]
    if "type" not in chosen and without != "type":
        queries.append(_any_of([mapping.SUPPLY]))
    return queries


def _any_of(codes: list[str]) -> Query:
    if len(codes) == 1:
        return Term(**{mapping.CODES: codes[0]})
    return Terms(**{mapping.CODES: codes})


def compile_text(
    parsed: ParsedText, found: Sequence[Found], count: Callable[[str], int]
) -> Text[Query]:
    """Compile the text of a query; `found` holds its wanted words, `count` gives the entries of a term."""
    required = [_phrase(phrase) for phrase in parsed.phrases if not phrase.excluded]
    excluded = [_phrase(phrase) for phrase in parsed.phrases if phrase.excluded]
    excluded += [_excluded(word) for word in parsed.words if word.excluded]
    # A word that nothing comes near can't be asked for together with others; alone it finds nothing.
    known = [one for one in found if not one.absent] or found
    words = [_word(one) for one in known]
    bonuses = [bonus for one in found for bonus in _bonuses(one)]
    bonuses += [
        _best([_in_order(terms) for terms in pairs], boost) for boost, pairs in beside(found, count)
    ]
    bonuses += [
        bonus
        for phrase in parsed.phrases
        if not phrase.excluded
        for bonus in _phrase_bonuses(phrase)
    ]
    if parsed.wordless:
        required = [MatchNone()]
    elif excluded and not required and not words:
        required = [MatchAll()]
    made: list[Step[Query]] = []
    for needed, enough in steps(len(words)):
        must = [*required, *_at_least(needed, words)]
        matching = Bool(must=must, must_not=excluded)
        ranking = Bool(must=must, must_not=excluded, should=[*bonuses]) if bonuses else matching
        if not parsed.sentence:
            # What a stricter step finds, though too little of it, leads the answer of a laxer one.
            bonuses.append(ConstantScore(filter=matching, boost=STRICTER_SCORE))
        made.append(Step(matching, ranking, needed < len(found), enough))
    return Text(
        steps=tuple(made),
        marks=marks(found, parsed.phrases),
        better={one.word.token.surface: one.better for one in found if one.better},
        sentence=parsed.sentence,
    )


def ranked_by(step: Step[Query], terms: Iterable[tuple[str, float]]) -> Step[Query]:
    """Return a step that some terms add to the rank of."""
    bonuses = [_term(term, boost=boost) for term, boost in terms]
    return replace(step, ranking=Bool(must=[step.ranking], should=bonuses))


def _term(term: str, column: str = mapping.ALL, boost: float = 1.0) -> Query:
    return Term(**{column: term if boost == 1.0 else {"value": term, "boost": boost}})


def _best(options: Sequence[Query], boost: float = 1.0) -> Query:
    """Return a query that scores as the best of its options, and finds nothing where there are none.

    Elasticsearch refuses a choice between no queries.
    """
    if not options:
        return MatchNone()
    if len(options) == 1 and boost == 1.0:
        return options[0]
    return DisMax(queries=list(options), boost=boost)


def _word(found: Found) -> Query:
    options = [_term(term, boost=found.weight(term)) for term in found.terms]
    options += [_best([_side_by_side(pair)], weight) for pair, weight in found.weighed_splits()]
    if found.word.parts:
        options.append(_best([_phrase(Phrase(found.word.parts))], found.parts_weight))
    enough = found.enough
    options += [_alternative(tokens, enough) for tokens in found.alternatives]
    return _best(options, GUESS_BOOST if found.guessed else 1.0)


def _alternative(tokens: tuple[Token, ...], enough: Container[str]) -> Query:
    # Two neighbours that the index knows as one word may be enough for every reading.
    if len(tokens) == 1:
        found = _best([_term(term) for term in token_terms(tokens[0])])
    else:
        found = _best([_in_order(terms) for terms in readings(tokens, enough)])
    return ConstantScore(filter=found, boost=ALTERNATIVE_SCORE)


def _bonuses(found: Found) -> Iterable[Query]:
    for term, boost in nearer(found.word).items():
        yield _term(term, boost=boost * found.weight(term))
    if not found.terms:
        return
    for field in mapping.BOOSTED:
        column = mapping.text_column(field.name)
        options = [_term(term, column, found.weight(term, field.name)) for term in found.terms]
        yield _best(options, field.boost)


def _excluded(word: Word) -> Query:
    options = [_term(term) for term in (*word.terms, word.token.form)]
    if word.parts:
        options.append(_phrase(Phrase(word.parts)))
    return Bool(should=options)


def _in_order(terms: Iterable[str]) -> Query:
    return MatchPhrase(**{mapping.PHRASE: " ".join(terms)})


def _side_by_side(pair: tuple[str, str]) -> Query:
    options = [
        _in_order(stem for surface in pair for stem in stems(surface, (lang,)))
        for lang in LANGUAGES
    ]
    return _best(options)


def _phrase(phrase: Phrase) -> Query:
    if len(phrase.tokens) == 1:
        return _term(phrase.tokens[0].form)
    options = {tuple(phrase.terms(lang)) for lang in LANGUAGES}
    return _best([_in_order(terms) for terms in sorted(options)])


def _phrase_bonuses(phrase: Phrase) -> Iterable[Query]:
    for token in phrase.tokens:
        terms = sorted({phrase_term(token, lang) for lang in LANGUAGES})
        for field in mapping.BOOSTED:
            column = mapping.text_column(field.name)
            yield _best([_term(term, column) for term in terms], field.boost)


def _at_least(needed: int, words: list[Query]) -> list[Query]:
    if needed == len(words):
        return words
    return [Bool(should=words, minimum_should_match=needed)]
