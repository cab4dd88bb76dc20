"""Find the words of a query among the words of an index: as they are, in two, begun, or misspelt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import tantivy

from search.contract.parse import Word
from search.contract.schema import LANGUAGES
from search.contract.text import distance, fold, one_edit, stems, tokenize
from search.engines import planning
from search.engines.embedded import schema as layout
from search.engines.embedded.snapshot import Snapshot
from search.engines.planning import (
    Found,
    best_halves,
    joined_terms,
    known_alternatives,
    may_be_another,
    may_err,
    may_err_twice,
    nearest,
)
from search.engines.weighing import weighed

_BEGUN_SEEN = 400


class Vocabulary:
    """Know the words of one commit of an index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._searcher = snapshot.searcher
        self._guesses = planning.GUESSES
        self._words = 0

    def count(self, term: str, column: str = layout.ALL) -> int:
        """Count the entries that hold a term."""
        return self._searcher.doc_freq(column, term)

    def present(self, terms: Iterable[str]) -> tuple[str, ...]:
        """Return the terms that some entry holds."""
        return tuple(term for term in terms if self.count(term))

    def find(self, words: tuple[Word, ...]) -> list[Found]:
        """Find every word; neighbours are also found as one word, and a long word as two."""
        found = []
        self._words = len(words)
        for number, word in enumerate(words):
            joined: set[str] = set()
            if number:
                joined.update(joined_terms(words[number - 1], word))
            if number + 1 < len(words):
                joined.update(joined_terms(word, words[number + 1]))
            one = self._find(word, self.present(sorted(joined)))
            found.append(replace(one, alternatives=known_alternatives(word, self.count)))
        return weighed(found, self._held, self._snapshot.documents)

    def _held(self, term: str, field: str) -> int:
        return self.count(term, layout.text_column(field) if field else layout.ALL)

    def _find(self, word: Word, joined: tuple[str, ...]) -> Found:
        terms = planning.own_terms(word, self.present)
        splits = best_halves(word, self.count)
        if terms:
            return Found(word, (*terms, *joined), splits, better=self._more_common(word, terms))
        if splits or joined:
            return Found(word, joined, splits)
        begun = () if word.abbreviation else self._begun(word.token.form)
        if begun:
            return Found(word, begun, guessed=True)
        return self._corrected(word)

    def _begun(self, form: str) -> tuple[str, ...]:
        if len(form) < planning.BEGUN_FROM:
            return ()
        begun = self._searcher.terms_with_prefix(layout.ALL, form, limit=_BEGUN_SEEN)
        begun.sort(key=lambda term: (-term[1], term[0]))
        return tuple(term for term, _ in begun[: planning.BEGUN_MOST])

    def _more_common(self, word: Word, terms: tuple[str, ...]) -> str | None:
        """Return a far more frequent word one error away from a rare one."""
        form = word.token.form
        if not word.token.plain or len(form) < planning.RARE_FROM:
            return None
        count = max(self.count(term) for term in terms)
        if count > planning.RARE or not may_be_another(word) or not self._may_guess():
            return None
        near = nearest(form, self._counted(one_edit(form), least=planning.COMMON * count))
        own = set(word.terms)
        near = [candidate for candidate in near if not own & set(stems(candidate, LANGUAGES))]
        return self._spelled(near[0]) if near else None

    def _corrected(self, word: Word) -> Found:
        form = word.token.form
        if not may_err(word) or not self._may_guess():
            return Found(word, ())
        near = nearest(form, self._counted(one_edit(form)))
        terms = [*near[: planning.CORRECTIONS], *self._near_stems(word)]
        if not terms and may_err_twice(word, self._words):
            near = self._far(form)
            terms = near[: planning.CORRECTIONS]
        if not terms:
            return Found(word, ())
        better = None
        if may_be_another(word):
            better = self._spelled(near[0]) if near else self._spelled_stem(terms[0])
        widened = dict.fromkeys(terms)
        if near:
            widened.update(dict.fromkeys(self.present(stems(near[0], LANGUAGES))))
        return Found(word, tuple(widened), guessed=True, better=better)

    def _may_guess(self) -> bool:
        self._guesses -= 1
        return self._guesses >= 0

    def _counted(self, candidates: Iterable[str], *, least: int = 1) -> dict[str, int]:
        counted = {candidate: self.count(candidate) for candidate in set(candidates)}
        return {candidate: count for candidate, count in counted.items() if count >= least}

    def _near_stems(self, word: Word) -> list[str]:
        near: list[str] = []
        for term in word.terms:
            if term[0] == "~" and len(term) - 2 >= planning.STEM_FROM:
                counted = self._counted(
                    term[:2] + stem
                    for stem in one_edit(term[2:])
                    if len(stem) >= planning.STEM_FROM
                )
                stems_near = sorted(counted, key=lambda one: (-counted[one], one))
                near += stems_near[: planning.STEM_CORRECTIONS]
        return near

    def _far(self, form: str) -> list[str]:
        """Return forms two errors away, nearest and then most frequent first, out of the entries that hold any."""
        query = tantivy.Query.fuzzy_term_query(self._snapshot.schema, layout.ALL, form, distance=2)
        hits = self._searcher.search(query, planning.LOOKED_AT, count=False).hits
        forms: dict[str, int] = {}
        for stored in self._snapshot.stored(address for _, address in hits):
            for texts in stored["texts"].values():
                for text in texts.values():
                    for token in tokenize(text):
                        if token.form not in forms and abs(len(token.form) - len(form)) <= 2:
                            forms[token.form] = distance(token.form, form)
        near = [candidate for candidate, apart in forms.items() if apart <= 2]
        return sorted(
            near, key=lambda candidate: (forms[candidate], -self.count(candidate), candidate)
        )

    def _spelled(self, form: str) -> str:
        """Return a folded word as the entries spell it."""
        return self._as_spelled(form, lambda surface: fold(surface) == form) or form

    def _spelled_stem(self, term: str) -> str | None:
        if term[0] != "~":
            return self._spelled(term)
        return self._as_spelled(term, lambda surface: term in stems(surface, LANGUAGES))

    def _as_spelled(self, term: str, fits: Callable[[str], bool]) -> str | None:
        query = tantivy.Query.term_query(self._snapshot.schema, layout.ALL, term)
        hits = self._searcher.search(query, 1, count=False).hits
        for stored in self._snapshot.stored(address for _, address in hits):
            for texts in stored["texts"].values():
                for text in texts.values():
                    for token in tokenize(text):
                        if fits(token.surface):
                            return token.surface
        return None
