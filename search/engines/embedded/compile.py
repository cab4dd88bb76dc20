"""Turn a parsed query into queries of the index; pure but for the vocabulary it asks."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

import tantivy
from tantivy import Occur, Query

from search.contract.parse import ParsedText, Phrase, Word
from search.contract.schema import LANGUAGES
from search.contract.text import Token, phrase_term, stems
from search.engines.embedded import schema as layout
from search.engines.embedded.codes import SUPPLY, Codes
from search.engines.embedded.vocabulary import Vocabulary
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


class Compiler:
    """Compile queries for one commit of an index."""

    def __init__(self, schema: tantivy.Schema, codes: Codes, vocabulary: Vocabulary) -> None:
        self._schema = schema
        self._codes = codes
        self._vocabulary = vocabulary

    def filters(self, chosen: Mapping[str, tuple[str, ...]]) -> list[Query]:
        """Return one query for each facet with chosen values."""
        return [self._any_of(facet, values) for facet, values in chosen.items()]

    def answer(self, chosen: Mapping[str, tuple[str, ...]]) -> list[Query]:
        """Return the queries of the filters, and one for the supply where no type is chosen."""
        supply = [] if "type" in chosen else [self._any_of(SUPPLY[0], SUPPLY[1:])]
        return self.filters(chosen) + supply

    def _any_of(self, facet: str, values: Iterable[str]) -> Query:
        codes = [code for value in values if (code := self._codes.get(facet, value)) is not None]
        if not codes:
            return Query.empty_query()
        if len(codes) == 1:
            return Query.term_query(self._schema, layout.CODES, codes[0])
        return Query.term_set_query(self._schema, layout.CODES, codes)

    def text(self, parsed: ParsedText) -> Text[Query] | None:
        """Compile the text of a query, or return None for one that asks nothing."""
        if parsed.empty:
            return None
        found = self._vocabulary.find(parsed.wanted)
        required = [
            (Occur.Must, self._phrase(phrase)) for phrase in parsed.phrases if not phrase.excluded
        ]
        excluded = [
            (Occur.MustNot, self._phrase(phrase)) for phrase in parsed.phrases if phrase.excluded
        ]
        excluded += [
            (Occur.MustNot, self._excluded(word)) for word in parsed.words if word.excluded
        ]
        # A word that nothing comes near can't be asked for together with others; alone it finds nothing.
        known = [one for one in found if not one.absent] or found
        words = [self._word(one) for one in known]
        bonuses = [(Occur.Should, bonus) for one in found for bonus in self._bonuses(one)]
        bonuses += [
            (Occur.Should, _boosted(self._in_order(pairs), boost))
            for boost, pairs in beside(found, self._vocabulary.count)
        ]
        bonuses += [
            (Occur.Should, bonus)
            for phrase in parsed.phrases
            if not phrase.excluded
            for bonus in self._phrase_bonuses(phrase)
        ]
        fixed = required + excluded
        if parsed.wordless:
            fixed.append((Occur.Must, Query.empty_query()))
        elif excluded and not required and not words:
            fixed.append((Occur.Must, Query.all_query()))
        strictness: list[Step[Query]] = []
        for needed, enough in steps(len(words)):
            matching = fixed + _at_least(needed, words)
            query = Query.boolean_query(matching)
            ranking = Query.boolean_query(matching + bonuses) if bonuses else query
            if not parsed.sentence:
                # What a stricter step finds, though too little of it, leads the answer of a laxer one.
                bonuses.append((Occur.Should, Query.const_score_query(query, STRICTER_SCORE)))
            strictness.append(Step(query, ranking, needed < len(found), enough))
        return Text(
            steps=tuple(strictness),
            marks=marks(found, parsed.phrases),
            better={one.word.token.surface: one.better for one in found if one.better},
            sentence=parsed.sentence,
        )

    def ranked_by(self, step: Step[Query], terms: Iterable[tuple[str, float]]) -> Step[Query]:
        """Return a step that some terms add to the rank of."""
        bonuses = [(Occur.Should, _boosted(self._term(term), boost)) for term, boost in terms]
        ranking = Query.boolean_query([(Occur.Must, step.ranking), *bonuses])
        return replace(step, ranking=ranking)

    def _term(self, term: str, column: str = layout.ALL) -> Query:
        return Query.term_query(self._schema, column, term, index_option="freq")

    def _word(self, found: Found) -> Query:
        options = [_boosted(self._term(term), found.weight(term)) for term in found.terms]
        options += [
            _boosted(self._side_by_side(pair), weight) for pair, weight in found.weighed_splits()
        ]
        if found.word.parts:
            options.append(_boosted(self._phrase(Phrase(found.word.parts)), found.parts_weight))
        enough = found.enough
        options += [self._alternative(tokens, enough) for tokens in found.alternatives]
        if not options:
            return Query.empty_query()
        query = options[0] if len(options) == 1 else Query.disjunction_max_query(options)
        return _boosted(query, GUESS_BOOST if found.guessed else 1.0)

    def _alternative(self, tokens: tuple[Token, ...], enough: Container[str]) -> Query:
        if len(tokens) > 1:
            found = self._in_order(readings(tokens, enough))
        else:
            terms = [self._term(term) for term in token_terms(tokens[0])]
            found = terms[0] if len(terms) == 1 else Query.disjunction_max_query(terms)
        return Query.const_score_query(found, ALTERNATIVE_SCORE)

    def _bonuses(self, found: Found) -> Iterable[Query]:
        for term, boost in nearer(found.word).items():
            if self._vocabulary.count(term):
                yield _boosted(self._term(term), boost * found.weight(term))
        for field in layout.BOOSTED:
            column = layout.text_column(field.name)
            options = [
                _boosted(self._term(term, column), found.weight(term, field.name))
                for term in found.terms
                if self._vocabulary.count(term, column)
            ]
            if options:
                best = options[0] if len(options) == 1 else Query.disjunction_max_query(options)
                yield Query.boost_query(best, field.boost)

    def _excluded(self, word: Word) -> Query:
        options = [self._term(term) for term in (*word.terms, word.token.form)]
        if word.parts:
            options.append(self._phrase(Phrase(word.parts)))
        return Query.boolean_query([(Occur.Should, option) for option in options])

    def _in_order(self, options: Iterable[tuple[str, ...]]) -> Query:
        """Find any of some phrases; one with a term that the index lacks is not looked for."""
        queries = [
            Query.phrase_query(self._schema, layout.PHRASE, list(terms))
            for terms in options
            if all(map(self._vocabulary.count, terms))
        ]
        if not queries:
            return Query.empty_query()
        return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)

    def _side_by_side(self, pair: tuple[str, str]) -> Query:
        options = []
        for lang in LANGUAGES:
            terms = [stem for surface in pair for stem in stems(surface, (lang,))]
            options.append(Query.phrase_query(self._schema, layout.PHRASE, list(terms)))
        return Query.disjunction_max_query(options)

    def _phrase(self, phrase: Phrase) -> Query:
        if len(phrase.tokens) == 1:
            return self._term(phrase.tokens[0].form)
        return self._in_order(readings(phrase.tokens))

    def _phrase_bonuses(self, phrase: Phrase) -> Iterable[Query]:
        for token in phrase.tokens:
            for field in layout.BOOSTED:
                column = layout.text_column(field.name)
                terms = {phrase_term(token, lang) for lang in LANGUAGES}
                options = [
                    self._term(term, column)
                    for term in sorted(terms)
                    if self._vocabulary.count(term, column)
                ]
                if options:
                    yield Query.boost_query(Query.disjunction_max_query(options), field.boost)


def _boosted(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _at_least(needed: int, words: list[Query]) -> list[tuple[Occur, Query]]:
    if needed == len(words):
        return [(Occur.Must, word) for word in words]
    options = [(Occur.Should, word) for word in words]
    return [(Occur.Must, Query.boolean_query(options, minimum_number_should_match=needed))]
