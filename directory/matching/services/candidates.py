"""Read organisations and solutions as scoring sees them, a batch in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from directory.catalogue.choices import SUPPLY_KINDS
from directory.catalogue.models import Organisation, Solution
from directory.matching.records import Candidate
from directory.matching.scoring.words import MOST_CHARACTERS, counted
from directory.matching.services.reading import classifier
from directory.taxonomy.models import Certification, Cpv, DataTheme, Language, Sector, Technology
from search import indexing
from search.contract import schema
from search.indexing.card import emblem_number
from search.indexing.relations import Row, in_languages, links, public_ids, rows_of, texts

_M2M: Mapping[str, type[Any]] = {
    "cpv": Cpv,
    "sectors": Sector,
    "technologies": Technology,
    "data_themes": DataTheme,
    "certifications": Certification,
}
_TEXTS = ("name", "tagline", "description")
_NUMBER = "register__registration_number"


def read_candidates(type_name: str, pks: Sequence[int]) -> list[Candidate]:
    """Return those of the organisations, or of the solutions, that the public may see.

    Public bodies count only where they provide a solution.
    """
    solutions = type_name == schema.SOLUTION
    model: Any = Solution if solutions else Organisation
    own = ("trl",) if solutions else ("kind", "employees", _NUMBER)
    rows = rows_of(
        model.objects.public().filter(pk__in=pks),
        ("slug", "is_sample", *own, *in_languages(*_TEXTS)),
    )
    if not solutions:
        providing = set(
            Solution.objects.public().filter(providers__in=pks).values_list("providers", flat=True)
        )
        rows = [row for row in rows if row["kind"] in SUPPLY_KINDS or row["pk"] in providing]
    keys = [row["pk"] for row in rows]
    terms = indexing.snapshot(checked=True)
    linked = {field: links(model, field, keys) for field in (*_M2M, "languages")}
    spoken = dict(Language.objects.values_list("pk", "slug"))
    ids = public_ids(model, keys)
    providers = _providers(keys) if solutions else {}
    found = []
    for row in rows:
        pk = row["pk"]
        carried = {
            field: terms[of].with_above(linked[field].get(pk, ())) for field, of in _M2M.items()
        }
        own_texts = [
            text[:MOST_CHARACTERS] for field in _TEXTS for text in texts(row, field).values()
        ]
        own_cpv = terms[Cpv].terms(linked["cpv"].get(pk, ()))
        said = [*own_texts]
        said += _lines((*carried["sectors"], *carried["technologies"]))
        said += _lines(own_cpv)
        counts = counted(said)
        owner = providers.get(pk) if solutions else row
        found.append(
            Candidate(
                type=type_name,
                key=pk,
                public_id=ids[pk],
                slug=row["slug"],
                name=texts(row, "name"),
                words=counts,
                length=sum(counts.values()),
                cpv=frozenset(term.slug for term in own_cpv),
                sectors=_slugs(carried["sectors"]),
                technologies=_slugs(carried["technologies"]),
                data_themes=_slugs(carried["data_themes"]),
                certifications=_slugs(carried["certifications"]),
                languages=frozenset(
                    spoken[key] for key in linked["languages"].get(pk, ()) if key in spoken
                ),
                trl=row.get("trl"),
                size=row.get("employees") or "",
                is_sample=row["is_sample"],
                works=classifier().named_in("\n".join(own_texts)),
                emblem=emblem_number(owner[_NUMBER] if owner else None, ids[pk], str(pk)),
                provider=texts(owner, "name") if solutions and owner else {},
            )
        )
    return found


def _providers(keys: Sequence[int]) -> dict[int, Row]:
    """Return the first public provider of each of the solutions: its name and its number."""
    providing = links(Solution, "providers", keys)
    public = Organisation.objects.public().filter(
        pk__in={key for ones in providing.values() for key in ones}
    )
    rows = {row["pk"]: row for row in rows_of(public, (_NUMBER, *in_languages("name")))}
    firsts = {
        pk: next((rows[key] for key in ones if key in rows), None) for pk, ones in providing.items()
    }
    return {pk: row for pk, row in firsts.items() if row is not None}


def _slugs(terms: Iterable[indexing.TermRow]) -> frozenset[str]:
    return frozenset(term.slug for term in terms)


def _lines(terms: Iterable[indexing.TermRow]) -> list[str]:
    return [line for term in terms for lines in term.words.values() for line in lines]
