"""Count an answer: its total, its types, and every facet under the filters of all others, its own left out.

Going through what a text matches costs as much as counting it, so as much as possible is counted on each way through:

- All facets but type and kind under all filters: one column holds their codes. The column of the supply holds nothing
  of other entries, so that the same way through also counts the types, among which there are such.
- Entries by type and kind under the filters of all other facets: the types, the kinds, and every tab of a page, which
  the commit keeps for the questions that follow.
- Each chosen facet under the filters of the others: the column of that facet alone. Where it is the only filter, these
  are all that the text finds, which are gone through anyway where the strictness of several words is chosen.

What is counted without a text has the most matches and is asked for most: the commit keeps that too.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from tantivy import Occur, Query

from search.contract import schema
from search.contract.query import SearchQuery
from search.engines.embedded import schema as layout
from search.engines.embedded.compile import Compiler
from search.engines.embedded.snapshot import Snapshot
from search.engines.facets import Counted

Answer = TypeVar("Answer")
Counts = Mapping[int, int]
"""Code or class → number of entries."""

Filters = Mapping[str, tuple[str, ...]]

_SPARE: Final = 8
_CLASSES: Final = "classes"
_VALUES: Final = "values"
_NOTHING: Final[Counts] = {}


@dataclass(frozen=True, slots=True)
class Classes:
    """Hold how many entries there are of each class, and of each value of a facet in it."""

    total: Counts
    values: Mapping[int, Counts]


class Counter:
    """Count one question in one commit, at one strictness of its text.

    `known` is what text and strictness are known by to the commit, None without a text.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        query: SearchQuery,
        compiler: Compiler,
        text: Query | None,
        known: Hashable = None,
    ) -> None:
        self._snapshot = snapshot
        self._compiler = compiler
        self._text = text
        self._known = known
        self._brief = query.brief
        self._filters = query.filters
        self._types = query.chosen("type")
        self._kinds = query.chosen("kind")
        self._rest = {
            name: values for name, values in query.filters.items() if name not in {"type", "kind"}
        }
        self._whole: tuple[Counts, Counts] | None = None
        self._alone: Counts | None = None

    def total(self) -> int:
        """Count the entries of the answer."""
        classes = self._with_kinds() if self._brief else self._counted()[0]
        return sum(count for number, count in classes.items() if self._belongs(number))

    def finds(self, enough: int) -> bool:
        """Say whether the text finds so many entries of the supply, whatever the filters."""
        # Without filters this is the answer. With several, nothing but this asks what there is without any, and what
        # there is with all of them, which is asked for anyway, is often enough.
        several = bool(self._rest) and not self._single()
        if not self._brief and (several or not self._filters):
            if _supply(self._counted()[0]) >= enough:
                return True
            if not several:
                return False
        return _supply(self._unfiltered().total) >= enough

    def types(self) -> Mapping[str, int]:
        """Count the entries of each type, under the filters of all other facets."""
        found: dict[str, int] = {}
        for number, count in self._with_kinds().items():
            name, _ = layout.read_class(number)
            found[name] = found.get(name, 0) + count
        return found

    def facets(self) -> Counted:
        """Count the values of every facet, each under the filters of all others."""
        codes = self._counted()[1]
        apart = {name: self._apart(name) for name in self._filters if name not in {"type", "kind"}}
        apart["kind"] = self._summed(self._classes(self._rest))
        counted: dict[str, Mapping[str, int]] = {}
        for name, values in self._snapshot.codes.by_facet().items():
            counts = apart.get(name, codes)
            counted[name] = {value: count for value, code in values if (count := counts.get(code))}
        return {name: counted.get(name, {}) for name in schema.FACET_BY_NAME} | {
            "type": self.types()
        }

    def _counted(self) -> tuple[Counts, Counts]:
        """Return what is found under all filters: entries by class, and by code those of the answer."""
        if self._whole is None:
            self._whole = self._count_all()
        return self._whole

    def _count_all(self) -> tuple[Counts, Counts]:
        narrowed = bool(self._types or self._kinds)

        def count() -> tuple[Classes, Counts]:
            columns = [layout.COUNTED, layout.OTHERS] if self._types else [layout.COUNTED]
            wanted = {column: self._terms(column) for column in columns}
            wanted[_CLASSES] = self._by_class("" if narrowed else "kind")
            found = self._aggregate(self._filters, wanted)
            codes: dict[int, int] = {}
            for column in columns:
                for code, number in _buckets(found[column]).items():
                    codes[code] = codes.get(code, 0) + number
            return _classes(found), codes

        classes, codes = self._kept("all", self._filters, count, always=False)
        if not narrowed:
            self._snapshot.keep(("kinds", self._known, _key(self._rest)), classes)
        return classes.total, codes

    def _unfiltered(self) -> Classes:
        """Return entries by class and kind, whatever the filters; counts the only facet chosen on the same way."""
        if self._brief or not self._single():
            return self._classes({})
        (facet,) = self._rest

        def count() -> Classes:
            wanted = {_CLASSES: self._by_class("kind"), _VALUES: self._by_class(facet)}
            found = self._aggregate({}, wanted)
            self._alone = self._summed(_classes({_CLASSES: found[_VALUES]}))
            return _classes(found)

        return self._kept("kinds", {}, count)

    def _single(self) -> bool:
        """Say whether one facet alone is chosen, and that one is counted in a column of its own."""
        return len(self._rest) == 1 and not self._types and not self._kinds

    def _classes(self, filters: Filters) -> Classes:
        """Return entries by class and kind."""
        return self._kept(
            "kinds",
            filters,
            lambda: _classes(self._aggregate(filters, {_CLASSES: self._by_class("kind")})),
        )

    def _with_kinds(self) -> Counts:
        """Return entries by class, under the filters of all facets but type."""
        if not self._kinds:
            return self._classes(self._rest).total
        if len(self._kinds) == 1:
            code = self._snapshot.codes.get("kind", self._kinds[0])
            values = self._classes(self._rest).values
            return {} if code is None else {one: of.get(code, 0) for one, of in values.items()}
        # An entry of two of the kinds counts once, so they can't be added up.
        filters = self._rest | {"kind": self._kinds}
        return self._kept(
            "classes",
            filters,
            lambda: _classes(self._aggregate(filters, {_CLASSES: self._by_class()})).total,
        )

    def _apart(self, facet: str) -> Counts:
        """Count the values of one facet under the filters of the others."""
        if self._alone is not None:
            return self._alone
        filters = {name: values for name, values in self._filters.items() if name != facet}

        def count() -> Counts:
            if self._types:
                found = self._aggregate(filters, {_VALUES: self._terms(layout.facet_column(facet))})
                return _buckets(found[_VALUES])
            found = self._aggregate(filters, {_CLASSES: self._by_class(facet)})
            return self._summed(_classes(found))

        return self._kept(f"apart from {facet}", filters, count, always=False)

    def _summed(self, classes: Classes) -> Counts:
        """Return the values of the classes that the answer is made of."""
        found: dict[int, int] = {}
        for number, values in classes.values.items():
            if self._belongs(number):
                for code, count in values.items():
                    found[code] = found.get(code, 0) + count
        return found

    def _belongs(self, number: int) -> bool:
        name, supply = layout.read_class(number)
        return name in self._types if self._types else supply

    def _kept(
        self,
        what: str,
        filters: Filters,
        count: Callable[[], Answer],
        *,
        always: bool = True,
    ) -> Answer:
        if self._known is not None and not always:
            return count()
        return self._snapshot.kept((what, self._known, _key(filters)), count)

    def _aggregate(self, filters: Filters, wanted: Mapping[str, Any]) -> Mapping[str, Any]:
        """Count columns over what the text matches under some filters, whether it belongs to the supply or not."""
        queries = self._compiler.filters(filters)
        if self._text is not None:
            queries.insert(0, self._text)
        found: Mapping[str, Any] = self._snapshot.searcher.aggregate(all_of(queries), dict(wanted))
        return found

    def _by_class(self, facet: str = "") -> dict[str, Any]:
        wanted = self._terms(layout.CLASS)
        if facet:
            wanted["aggs"] = {_VALUES: self._terms(layout.facet_column(facet))}
        return wanted

    def _terms(self, column: str) -> dict[str, Any]:
        # With a smaller size than there are values the rare ones would be left out, silently.
        size = len(self._snapshot.codes) + _SPARE
        return {"terms": {"field": column, "size": size, "segment_size": size}}


def all_of(queries: list[Query]) -> Query:
    """Return a query for what all of some queries find; without any, for everything."""
    if not queries:
        return Query.all_query()
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _supply(classes: Counts) -> int:
    return sum(count for number, count in classes.items() if layout.read_class(number)[1])


def _key(filters: Filters) -> Hashable:
    return tuple(sorted(filters.items()))


def _classes(found: Mapping[str, Any]) -> Classes:
    buckets: Iterable[Mapping[str, Any]] = found[_CLASSES]["buckets"]
    total: dict[int, int] = {}
    values: dict[int, Counts] = {}
    for bucket in buckets:
        number = int(bucket["key"])
        total[number] = int(bucket["doc_count"])
        values[number] = _buckets(bucket[_VALUES]) if _VALUES in bucket else _NOTHING
    return Classes(total, values)


def _buckets(found: Mapping[str, Any]) -> dict[int, int]:
    return {int(bucket["key"]): int(bucket["doc_count"]) for bucket in found["buckets"]}
