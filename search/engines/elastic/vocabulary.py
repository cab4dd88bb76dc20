"""Find the words of a query among the words of the index: as they are, in two, begun, or misspelt.

All counts of a query are asked for in one request, and a second one follows only for words that the index lacks or
hardly knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from search.contract.parse import Word
from search.contract.schema import LANGUAGES
from search.contract.text import distance, stems
from search.engines import planning
from search.engines.elastic import mapping
from search.engines.elastic.keeping import Kept
from search.engines.planning import (
    Found,
    best_halves,
    halves,
    joined_terms,
    known_alternatives,
    may_be_another,
    may_err,
    may_err_twice,
    nearer,
    token_terms,
)
from search.engines.weighing import field_terms, weighed, weighed_terms

_BEGUN_SEEN: Final = 1000
_STEMS_SEEN: Final = 4 * planning.STEM_CORRECTIONS
_NEAR_SEEN: Final = 20
_ANY_COUNT: Final = 1_000_000_000
_SIGN: Final = re.compile(r"(\W|_)")

Body = dict[str, Any]
Ask = Callable[[Sequence[Body]], list[Any]]
"""Sends bodies of searches in one request and returns their answers."""


class Vocabulary:
    """Know the words of the index, for one query; `relied` says that it took counts that were kept."""

    def __init__(self, ask: Ask, kept: Kept) -> None:
        self.relied = False
        self._ask = ask
        self._kept = kept
        self._counts: dict[str, int] = {}
        self._total = 0

    def find(self, words: Sequence[Word]) -> list[Found]:
        """Find every word; neighbours are also found as one word, and a long word as two."""
        joined = [_joined(words, number) for number in range(len(words))]
        self._count(_wanted(words, joined))
        found = [
            replace(self._known(*one), alternatives=known_alternatives(one[0], self.count))
            for one in zip(words, joined, strict=True)
        ]
        found = self._guessed(found)
        self._count(term for one in found for term in weighed_terms(one))
        return weighed(found, self._held, self._total)

    def _held(self, term: str, field: str) -> int:
        return self.count(f"{mapping.text_column(field)} {term}" if field else term)

    def _count(self, terms: Iterable[str]) -> None:
        """Count the entries that hold terms, anywhere, or in a column where its name and a space stand before."""
        wanted = [term for term in dict.fromkeys(terms) if term not in self._counts]
        # Taken once: another thread may put a new one in its place.
        kept = self._kept.counts
        known = {term: kept[term] for term in wanted if term in kept}
        if known:
            self.relied = True
            self._counts |= known
            self._total = self._kept.total
        missing = [term for term in wanted if term not in known]
        if not missing:
            return
        filters: Body = {}
        for number, term in enumerate(missing):
            column, _, word = term.rpartition(" ")
            filters[str(number)] = {"term": {column or mapping.ALL: word}}
        body = {"aggs": {"counts": {"filters": {"filters": filters}}}}
        (answer,) = self._ask([{**_nothing_but(body), "track_total_hits": True}])
        # One row is that of the cursor.
        self._total = answer["hits"]["total"]["value"] - 1
        buckets = answer["aggregations"]["counts"]["buckets"]
        counted = {term: buckets[str(number)]["doc_count"] for number, term in enumerate(missing)}
        self._counts |= counted
        self._kept.keep(counted, self._total)

    def count(self, term: str) -> int:
        """Return the entries that hold a term that was looked at."""
        return self._counts.get(term, 0)

    def _present(self, terms: Iterable[str]) -> tuple[str, ...]:
        return tuple(term for term in terms if self._counts.get(term))

    def _known(self, word: Word, joined: Sequence[str]) -> Found:
        terms = planning.own_terms(word, self._present)
        splits = best_halves(word, self.count)
        return Found(word, (*terms, *self._present(joined)), splits)

    def _guessed(self, found: list[Found]) -> list[Found]:
        """Complete or correct the words that the index lacks, and question those that it hardly knows."""
        lacking = [one for one in found if not one.terms and not one.splits]
        rare = [one for one in found if self._is_rare(one)]
        suspects = [one for one in found if one in rare or (one in lacking and may_err(one.word))]
        near = _Near(suspects[: planning.GUESSES])
        begun = [
            one
            for one in lacking
            if len(one.word.token.form) >= planning.BEGUN_FROM and not one.word.abbreviation
        ]
        bodies = [_begun(one.word.token.form) for one in begun]
        if near.suspects:
            bodies.append(near.body())
        if not bodies:
            return found
        answers = self._ask(bodies)
        if near.suspects:
            near.read(answers[-1]["suggest"])
        starts = {one.word: _buckets(answer) for one, answer in zip(begun, answers, strict=False)}
        far = self._far(
            [
                one.word.token.form
                for one in near.suspects
                if one in lacking
                and may_err_twice(one.word, len(found))
                and not starts.get(one.word)
                and not near.terms(one.word)
            ]
        )
        guessed = []
        for one in found:
            word = one.word
            if one in rare:
                guessed.append(replace(one, better=self._more_common(one, near)))
            elif one not in lacking:
                guessed.append(one)
            elif terms := starts.get(word, ()):
                guessed.append(replace(one, terms=tuple(terms), guessed=True))
            else:
                guessed.append(_corrected(one, near, far.get(word.token.form, [])))
        return guessed

    def _is_rare(self, found: Found) -> bool:
        token = found.word.token
        own = self._own(found)
        return (
            bool(own)
            and token.plain
            and len(token.form) >= planning.RARE_FROM
            and max(self._counts[term] for term in own) <= planning.RARE
            and may_be_another(found.word)
        )

    def _own(self, found: Found) -> tuple[str, ...]:
        """Return the terms of a word that are its own and not those of it and a neighbour."""
        own = {*found.word.terms, found.word.token.form}
        return tuple(term for term in found.terms if term in own)

    def _more_common(self, found: Found, near: _Near) -> str | None:
        """Return a far more frequent word one error away from a rare one."""
        least = planning.COMMON * max(self._counts[term] for term in self._own(found))
        own = set(found.word.terms)
        for form, count in near.forms(found.word).items():
            if count >= least and not own & set(stems(form, LANGUAGES)):
                return form
        return None

    def _far(self, forms: Sequence[str]) -> dict[str, list[str]]:
        """Return forms two errors away, the nearest and then the most frequent first, out of entries that hold any."""
        if not forms:
            return {}
        answers = self._ask([_fuzzy(form) for form in forms])
        near = {
            form: _apart(form, answer["hits"]["hits"])
            for form, answer in zip(forms, answers, strict=True)
        }
        self._count(candidate for candidates in near.values() for candidate in candidates)
        return {
            form: sorted(
                candidates,
                key=lambda one, apart=candidates: (apart[one], -self._counts[one], one),  # type: ignore[misc]
            )
            for form, candidates in near.items()
        }


class _Near:
    """Ask for the terms one error away from words, by the server's own list of its terms."""

    def __init__(self, suspects: Sequence[Found]) -> None:
        self.suspects = list(suspects)
        self._options: dict[str, dict[str, int]] = {}

    def body(self) -> Body:
        """Return the search that asks for them."""
        asked: Body = {}
        for one in self.suspects:
            word = one.word
            asked[word.token.form] = _suggest(word.token.form, mapping.WORDS, _NEAR_SEEN, 0)
            for term in _stems(word):
                asked[term] = _suggest(term, mapping.ALL, _STEMS_SEEN, 2)
        return _nothing_but({"suggest": asked})

    def read(self, suggested: Mapping[str, Any]) -> None:
        """Take the answer in."""
        for term, entries in suggested.items():
            self._options[term] = {
                option["text"]: option["freq"] for entry in entries for option in entry["options"]
            }

    def forms(self, word: Word) -> dict[str, int]:
        """Return the words as written, the likeliest first, with the number of entries that hold them."""
        found = self._options.get(word.token.form, {})
        kept = {form: count for form, count in found.items() if form.isalnum()}
        return {form: kept[form] for form in planning.nearest(word.token.form, kept)}

    def terms(self, word: Word) -> list[str]:
        """Return the terms that stand for a misspelt word."""
        stemmed = []
        for stem in _stems(word):
            options = self._options.get(stem, {})
            near = [term for term in options if len(term) - 2 >= planning.STEM_FROM]
            near.sort(key=lambda term, options=options: (-options[term], term))  # type: ignore[misc]
            stemmed += near[: planning.STEM_CORRECTIONS]
        return [*list(self.forms(word))[: planning.CORRECTIONS], *stemmed]


def _wanted(words: Sequence[Word], joined: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield every term whose count decides how a word is found."""
    for word, others in zip(words, joined, strict=True):
        yield from (*word.terms, *word.affirmed, *nearer(word), *others)
        yield from (f"{mapping.text_column(field)} {term}" for field, term in field_terms(word))
        for tokens in (word.parts, *word.alternatives):
            for token in tokens:
                yield from token_terms(token)
        for left, right in halves(word):
            yield word.token.form[: len(left)]
            for half in (left, right):
                for lang in LANGUAGES:
                    yield from stems(half, (lang,))


def _joined(words: Sequence[Word], number: int) -> list[str]:
    found: set[str] = set()
    for first, second in ((number - 1, number), (number, number + 1)):
        if first >= 0 and second < len(words):
            found.update(joined_terms(words[first], words[second]))
    return sorted(found)


def _corrected(found: Found, near: _Near, far: Sequence[str]) -> Found:
    forms = list(near.forms(found.word)) or list(far)
    terms = near.terms(found.word) or list(far[: planning.CORRECTIONS])
    if not terms:
        return found
    widened = dict.fromkeys(terms)
    if forms:
        widened.update(dict.fromkeys(stems(forms[0], LANGUAGES)))
    better = (forms[0] if forms else terms[0]) if may_be_another(found.word) else None
    return replace(found, terms=tuple(widened), guessed=True, better=better)


def _stems(word: Word) -> list[str]:
    return [term for term in word.terms if term[0] == "~" and len(term) - 2 >= planning.STEM_FROM]


def _nothing_but(body: Body) -> Body:
    return {"size": 0, "track_total_hits": False, **body}


def _begun(form: str) -> Body:
    """Ask for the most frequent words that begin so, among as many entries as is quick."""
    include = _SIGN.sub(r"\\\1", form) + ".*"
    terms = {
        "field": mapping.WORDS,
        "include": include,
        "execution_hint": "map",
        "size": planning.BEGUN_MOST,
    }
    return _nothing_but(
        {
            "query": {"prefix": {mapping.WORDS: form}},
            "aggs": {
                "some": {
                    "sampler": {"shard_size": _BEGUN_SEEN},
                    "aggs": {"words": {"terms": terms}},
                }
            },
        }
    )


def _buckets(answer: Any) -> list[str]:
    return [bucket["key"] for bucket in answer["aggregations"]["some"]["words"]["buckets"]]


def _suggest(text: str, column: str, size: int, kept: int) -> Body:
    return {
        "text": text,
        "term": {
            "field": column,
            "analyzer": "keyword",
            "suggest_mode": "always",
            "sort": "frequency",
            "size": size,
            "shard_size": 5 * size,
            "max_edits": 1,
            "prefix_length": kept,
            "min_word_length": 3,
            "max_term_freq": _ANY_COUNT,
        },
    }


def _fuzzy(form: str) -> Body:
    fuzzy = {"value": form, "fuzziness": 2, "rewrite": "constant_score"}
    return {
        "size": planning.LOOKED_AT,
        "track_total_hits": False,
        "_source": False,
        "docvalue_fields": [mapping.WORDS],
        "query": {"fuzzy": {mapping.WORDS: fuzzy}},
    }


def _apart(form: str, hits: Iterable[Any]) -> dict[str, int]:
    apart: dict[str, int] = {}
    for hit in hits:
        for candidate in hit["fields"][mapping.WORDS]:
            if candidate not in apart and abs(len(candidate) - len(form)) <= 2:
                apart[candidate] = distance(candidate, form)
    return {candidate: count for candidate, count in apart.items() if count <= 2}
