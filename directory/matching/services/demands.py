"""Turn needs and free texts into demands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from directory.matching.records import Demand
from directory.matching.scoring.words import MOST_CHARACTERS, sentences, words
from directory.matching.services.reading import client_words, places_in
from directory.needs.models import Need
from directory.taxonomy.models import Certification, Cpv, DataTheme, Sector, Technology, Term
from search import indexing
from search.contract.text import clean, fold

_TRL = re.compile(r"\bTRL\W{0,5}(?:at least|vismaz|no)?\W{0,3}([1-9])\b", re.IGNORECASE)
_KEPT = 8


def demand_of(need: Need, *, extra_cpv: Sequence[str] = ()) -> Demand:
    """Return what a need asks for; its terms are read from the database."""
    title, lang = need.text("title", "lv")
    description = need.text("description", lang)[0]
    terms = indexing.snapshot()
    budget = need.budget_max or need.budget_min
    required = [
        ("certification", row.slug)
        for row in terms[Certification].terms(_keys(need.required_certifications))
    ]
    region = need.buyer.region_id if need.buyer is not None else None
    return _demand(
        title,
        description,
        lang=lang or "lv",
        cpv=[row.slug for row in terms[Cpv].terms(_keys(need.cpv))] or list(extra_cpv),
        sectors=[row.slug for row in terms[Sector].terms(_keys(need.sectors))],
        required=required,
        buyer=need.buyer_id,
        client=_client(need),
        region=region,
        budget=float(budget) if budget and need.currency == "EUR" else None,
        need=need.pk,
    )


def demand_of_text(
    *, text: str, lang: str, cpv: Sequence[str] = (), sectors: Sequence[str] = ()
) -> Demand:
    """Return what a free text asks for; its first sentence is its title."""
    return _demand("", clean(text), lang=lang, cpv=cpv, sectors=sectors)


def _demand(
    title: str,
    description: str,
    *,
    lang: str,
    cpv: Sequence[str],
    sectors: Sequence[str],
    required: Iterable[tuple[str, str]] = (),
    buyer: int | None = None,
    client: str = "",
    region: int | None = None,
    budget: float | None = None,
    need: int | None = None,
) -> Demand:
    texts, cut = sentences(title, description)
    said = f"{title}\n{description}"
    trl = _TRL.search(said)
    stems = {stem for line in cut for word in line for stem in word}
    certified = [("certification", slug) for slug in _certifications(said)]
    return Demand(
        sentences=cut,
        texts=texts,
        lang=lang,
        cpv=tuple(dict.fromkeys(cpv)),
        sectors=frozenset(sectors),
        technologies=_named(Technology, stems),
        data_themes=_named(DataTheme, stems),
        requirements=tuple(dict.fromkeys([*required, *certified])),
        trl=int(trl.group(1)) if trl else None,
        buyer=buyer,
        client=client_words(client),
        places=places_in(f"{said[:MOST_CHARACTERS]}\n{client}"),
        region=region,
        budget=budget,
        need=need,
    )


def _client(need: Need) -> str:
    """Return the name of who asks, in Latvian where it has one: that is how contracts name clients."""
    return need.buyer_name or (need.buyer.text("name", "lv")[0] if need.buyer is not None else "")


def _named(model: type[Term], stems: set[str]) -> frozenset[str]:
    """Return the terms that a text names: all words of a label or of a synonym stand in it."""
    return frozenset(
        slug
        for slug, needed in _lines(model)
        if any(all(not stems.isdisjoint(word) for word in line) for line in needed)
    )


def _lines(model: type[Term]) -> list[tuple[str, list[tuple[tuple[str, ...], ...]]]]:
    vocabulary = indexing.snapshot()[model]
    key = (model, id(vocabulary))
    if key not in _cut:
        if len(_cut) > _KEPT:
            _cut.clear()
        found = []
        for row in vocabulary.in_order():
            lines = [
                line for texts in row.words.values() for text in texts if (line := words(text))
            ]
            found.append((row.slug, lines))
        _cut[key] = (vocabulary, found)
    return _cut[key][1]


_cut: dict[
    tuple[type[Term], int], tuple[object, list[tuple[str, list[tuple[tuple[str, ...], ...]]]]]
] = {}


def _certifications(text: str) -> list[str]:
    """Return the certifications that a text names by the short form of their label, such as ISO 27001."""
    plain = f" {re.sub(r'[^a-z0-9]+', ' ', fold(text[:20_000]))} "
    found = []
    for row in indexing.snapshot()[Certification].in_order():
        for label in row.label.values():
            name = re.sub(r"[^a-z0-9]+", " ", fold(label.split(" (")[0])).strip()
            short = name.replace("iso iec ", "iso ")
            if any(char.isdigit() for char in short) and (
                f" {short} " in plain or f" {name} " in plain
            ):
                found.append(row.slug)
                break
    return found


def _keys(relation: object) -> list[int]:
    return [row.pk for row in relation.all()]  # type: ignore[attr-defined]
