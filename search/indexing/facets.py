"""Fill the facets of a document: one line for each facet of each type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from directory.catalogue.choices import Pillar
from directory.taxonomy.models import Certification, DataTheme, Market, Region, Sector, Technology
from search.indexing.relations import Links, Row
from search.indexing.vocabulary import Vocabulary

Facets = dict[str, tuple[str, ...]]
Vocabularies = Mapping[Any, Vocabulary]


def organisation(row: Row, links: Mapping[str, Links], terms: Vocabularies) -> Facets:
    """Return the facets of an organisation."""
    pk = row["pk"]
    return _filled(
        kind=[row["kind"]],
        sector=_with_above(terms[Sector], links["sectors"].get(pk, ())),
        technology=_with_above(terms[Technology], links["technologies"].get(pk, ())),
        data_theme=_slugs(terms[DataTheme], links["data_themes"].get(pk, ())),
        market=_with_above(terms[Market], links["markets"].get(pk, ())),
        certification=_slugs(terms[Certification], links["certifications"].get(pk, ())),
        region=_with_above(terms[Region], _one(row["region_id"])),
        size=[row["employees"]],
    )


def solution(
    row: Row, links: Mapping[str, Links], terms: Vocabularies, providers: Iterable[Row]
) -> Facets:
    """Return the facets of a solution; region and size are those of its providers."""
    pk = row["pk"]
    providers = list(providers)
    return _filled(
        kind=[row["kind"]],
        sector=_with_above(terms[Sector], links["sectors"].get(pk, ())),
        technology=_with_above(terms[Technology], links["technologies"].get(pk, ())),
        data_theme=_slugs(terms[DataTheme], links["data_themes"].get(pk, ())),
        market=_with_above(terms[Market], links["markets"].get(pk, ())),
        certification=_slugs(terms[Certification], links["certifications"].get(pk, ())),
        region=_with_above(
            terms[Region], [key for one in providers for key in _one(one["region_id"])]
        ),
        size=[one["employees"] for one in providers],
        trl=[str(row["trl"] or "")],
        stage=[row["stage"]],
        pillar=[str(pillar.value) for pillar in Pillar if row[f"pillar_{pillar.value}"]],
        data_driven=["yes" if row["data_driven"] else "no"],
    )


def reference(row: Row, terms: Vocabularies) -> Facets:
    """Return the facets of a reference; its market is the client's country."""
    return _filled(
        sector=_with_above(terms[Sector], _one(row["sector_id"])),
        market=_with_above(terms[Market], _one(row["country_id"])),
    )


def dataset(row: Row, links: Mapping[str, Links], terms: Vocabularies) -> Facets:
    """Return the facets of a dataset."""
    return _filled(data_theme=_slugs(terms[DataTheme], links["themes"].get(row["pk"], ())))


def need(row: Row, links: Mapping[str, Links], terms: Vocabularies) -> Facets:
    """Return the facets of a need; its market is the country of the contracting authority."""
    pk = row["pk"]
    return _filled(
        kind=[row["kind"]],
        sector=_with_above(terms[Sector], links["sectors"].get(pk, ())),
        market=_with_above(terms[Market], _one(row["country_id"])),
        certification=_slugs(terms[Certification], links["required_certifications"].get(pk, ())),
    )


def _filled(**facets: Iterable[str]) -> Facets:
    found = {
        name: tuple(dict.fromkeys(value for value in values if value))
        for name, values in facets.items()
    }
    return {name: values for name, values in found.items() if values}


def _one(key: int | None) -> tuple[int, ...]:
    return () if key is None else (key,)


def _slugs(vocabulary: Vocabulary, keys: Iterable[int]) -> list[str]:
    return [term.slug for term in vocabulary.terms(keys)]


def _with_above(vocabulary: Vocabulary, keys: Iterable[int]) -> list[str]:
    return [term.slug for term in vocabulary.with_above(keys)]
