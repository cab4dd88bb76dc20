"""Read the vocabularies once and keep them as plain tuples, until one of their terms changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Max

from directory.taxonomy.models import (
    VOCABULARIES,
    Certification,
    Cpv,
    DataTheme,
    Market,
    Region,
    Sector,
    Technology,
    Term,
)
from search import changes
from search.contract import schema

Labels = dict[str, str]

FACET_VOCABULARY: dict[str, type[Term]] = {
    "sector": Sector,
    "technology": Technology,
    "data_theme": DataTheme,
    "market": Market,
    "certification": Certification,
    "region": Region,
}
"""The vocabulary behind each facet whose values are slugs of terms."""


@dataclass(frozen=True, slots=True)
class TermRow:
    """Hold one term: its labels and synonyms by language, the key it ended in by merging, and its place.

    `words` are label and synonyms together, in order, each once. `above` are the keys of its ancestors, nearest first,
    or of the groups of a country; `depth` counts the levels above it in the tree and `place` the terms before it, as
    editors arranged them with children after their parents.
    """

    pk: int
    slug: str
    label: Labels
    words: dict[str, dict[str, None]]
    successor: int
    above: tuple[int, ...]
    depth: int
    place: int


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Hold the terms of one vocabulary, by key and by slug; a merged term leads to its successor.

    One that is read anew is another, whatever it holds: what is worked out from one can be kept by it.
    """

    rows: dict[int, TermRow]
    slugs: dict[str, int]

    @property
    def newest(self) -> int:
        """Return the highest key."""
        return max(self.rows, default=0)

    def term(self, pk: int) -> TermRow | None:
        """Return a term in use by its key."""
        row = self.rows.get(pk)
        return self.rows.get(row.successor) if row else None

    def named(self, slug: str) -> TermRow | None:
        """Return a term in use by its slug or by the slug of a term merged into it."""
        pk = self.slugs.get(slug)
        return None if pk is None else self.term(pk)

    def terms(self, pks: Iterable[int]) -> list[TermRow]:
        """Return the terms in use behind some keys, each once, in the order given."""
        # Asked for dozens of times a document: one plain loop.
        rows = self.rows
        found: dict[int, TermRow] = {}
        for pk in pks:
            row = rows.get(pk)
            if row is not None and row.successor != pk:
                row = rows.get(row.successor)
            if row is not None:
                found[row.pk] = row
        return list(found.values())

    def with_above(self, pks: Iterable[int]) -> list[TermRow]:
        """Return terms and everything above them, each once: the terms first."""
        own = self.terms(pks)
        return self.terms([row.pk for row in own] + [key for row in own for key in row.above])

    def in_order(self) -> list[TermRow]:
        """Return the terms in use as editors arranged them, children after their parents."""
        return sorted(
            (row for row in self.rows.values() if row.successor == row.pk),
            key=lambda row: row.place,
        )


@lru_cache(maxsize=len(VOCABULARIES))
def holders(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the slugs of the terms that others lie below: groups of countries, levels of a tree above the last."""
    keys = {key for row in vocabulary.rows.values() for key in row.above}
    return frozenset(vocabulary.rows[key].slug for key in keys if key in vocabulary.rows)


def snapshot(*, checked: bool = False) -> dict[type[Term], Vocabulary]:
    """Return all vocabularies that facets and words of entries come from, as they are now.

    Kept between calls and read again once the change log says that a term changed: one query. `checked` looks for
    terms that were created past every signal too, which must not be missing from a document.
    """
    stamps = changes.vocabulary_stamps()
    found: dict[type[Term], Vocabulary] = {}
    models: tuple[type[Term], ...] = (*FACET_VOCABULARY.values(), Cpv)
    for model in models:
        stamp = stamps.get(VOCABULARIES.index(model), 0)
        known = _load(model, stamp)
        if checked and known.newest != (
            model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0
        ):
            forget()
            known = _load(model, stamp)
        found[model] = known
    return found


def forget() -> None:
    """Drop what is kept of the vocabularies."""
    _load.cache_clear()


@lru_cache(maxsize=len(VOCABULARIES))
def _load(model: type[Term], stamp: int) -> Vocabulary:  # noqa: ARG001  the stamp is part of the cache's key
    columns = [f"{field}_{lang}" for field in ("label", "synonyms") for lang in schema.LANGUAGES]
    rows = list(
        model._default_manager.order_by("order", "slug").values(
            "pk", "slug", "parent_id", "merged_into_id", *columns
        )
    )
    parents = {row["pk"]: row["parent_id"] for row in rows}
    merged = {row["pk"]: row["merged_into_id"] for row in rows if row["merged_into_id"]}
    groups = _groups() if model is Market else {}
    chains = {pk: _chain(pk, parents) for pk in parents}
    places = _places(rows, parents)
    terms = {
        row["pk"]: TermRow(
            pk=row["pk"],
            slug=row["slug"],
            label={lang: row[f"label_{lang}"] for lang in schema.LANGUAGES if row[f"label_{lang}"]},
            words={
                lang: dict.fromkeys(_lines(row[f"label_{lang}"]) + _lines(row[f"synonyms_{lang}"]))
                for lang in schema.LANGUAGES
            },
            successor=_end(row["pk"], merged),
            above=(*chains[row["pk"]], *groups.get(row["pk"], ())),
            depth=len(chains[row["pk"]]),
            place=places[row["pk"]],
        )
        for row in rows
    }
    return Vocabulary(terms, {row.slug: row.pk for row in terms.values()})


def _groups() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for country, group in Market.groups.through.objects.order_by("pk").values_list(
        "from_market", "to_market"
    ):
        found.setdefault(country, []).append(group)
    return found


def _chain(pk: int, parents: dict[int, int | None]) -> tuple[int, ...]:
    chain: list[int] = []
    above = parents.get(pk)
    while above is not None and above not in chain and above != pk:
        chain.append(above)
        above = parents.get(above)
    return tuple(chain)


def _end(pk: int, merged: dict[int, int]) -> int:
    seen = {pk}
    while pk in merged and merged[pk] not in seen:
        pk = merged[pk]
        seen.add(pk)
    return pk


def _places(rows: list[dict[str, int]], parents: dict[int, int | None]) -> dict[int, int]:
    children: dict[int | None, list[int]] = {}
    for row in rows:
        children.setdefault(parents[row["pk"]], []).append(row["pk"])
    places: dict[int, int] = {}
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        pk = waiting.pop()
        places[pk] = len(places)
        waiting.extend(reversed(children.get(pk, [])))
    return {row["pk"]: places.get(row["pk"], len(rows)) for row in rows}


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
