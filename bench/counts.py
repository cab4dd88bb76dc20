"""This will compare every number of the search's API with a count by hand over the exported catalogue.

Nothing of the search is used for it: the entries come from `export_catalogue`, what lies above a
term from the files of the vocabularies. Only which entries a text finds is asked of the API too,
once and without a filter; the answers with filters must then agree with it.
"""

from __future__ import annotations

import csv
import json
import os
import random
import re
import subprocess
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.measure import Figure
from bench.site import fresh_copy, served

VOCABULARIES = Path(__file__).resolve().parents[1] / "directory" / "taxonomy" / "data"
TYPES = ("solution", "organisation", "reference", "dataset", "need")
SUPPLY = frozenset({"company", "startup", "research"})
COMBINATIONS = 200
PAGE_SIZE = 100
#: What people type, in both languages and without diacritics, beside words of names.
TEXTS = (
    *(
        "data analysis",
        "datu analīze",
        "datu analize",
        "cybersecurity",
        "kiberdrošība",
        "e-paraksts",
    ),
    *(
        "mākslīgais intelekts",
        "SIA",
        "health -hospital",
        '"open data"',
        "ERP",
        "Tet",
        "machine learning",
    ),
)
#: Facet → the file of its terms, where terms lie below others.
TREES = {"sector": "sectors.csv", "technology": "technologies.csv", "region": "regions.csv"}

Facts = dict[str, frozenset[str]]
Key = tuple[str, str]
#: Asks `/api/v1/search` with parameters and returns its answer.
Ask = Callable[[Sequence[tuple[str, str]]], Mapping[str, Any]]


def measure() -> Iterator[Figure]:
    """Yield how many answers of a served demo differ from the count by hand."""
    with fresh_copy() as folder, served(folder) as site:
        file = folder / "var" / "counts.jsonl"
        subprocess.run(
            [str(folder / ".venv" / "bin" / "python"), "manage.py", "export_catalogue", str(file)],
            cwd=folder,
            env={key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"},
            check=True,
        )
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]

        def ask(parameters: Sequence[tuple[str, str]]) -> Mapping[str, Any]:
            url = f"{site.url}/api/v1/search?{urllib.parse.urlencode(parameters)}"
            with urllib.request.urlopen(url, timeout=30) as response:
                answer: Mapping[str, Any] = json.load(response)
            return answer

        differences = list(compare(Catalogue.of(lines), ask, seed=random.randrange(10**6)))
    for difference in differences[:20]:
        print(difference)
    yield Figure(f"differences in {COMBINATIONS} combinations", len(differences), "", 0)


@dataclass(frozen=True, slots=True)
class Question:
    """A text, and chosen values by facet."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Return the question as the API is asked it."""
        chosen = [(name, value) for name, values in self.filters.items() for value in values]
        return [*([("q", self.text)] if self.text else []), *chosen]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is true of each exported entry, by type and id."""

    facts: Mapping[Key, Facts]
    #: Entries that an answer without a chosen type holds.
    supply: frozenset[Key]
    words: Sequence[str]

    @classmethod
    def of(cls, lines: Iterable[Mapping[str, Any]]) -> Catalogue:
        """Return the facts of the lines of an export."""
        rows = {(line["type"], line["id"]): line for line in lines if line["type"] in TYPES}
        organisations = {key[1]: row for key, row in rows.items() if key[0] == "organisation"}
        providing = {
            name for key, row in rows.items() if key[0] == "solution" for name in row["providers"]
        }
        above = _above()
        return cls(
            facts={key: _facts(row, organisations, above) for key, row in rows.items()},
            supply=frozenset(
                key
                for key, row in rows.items()
                if key[0] == "solution"
                or (key[0] == "organisation" and (row["kind"] in SUPPLY or key[1] in providing))
            ),
            words=sorted({word for row in rows.values() for word in _words(row)}),
        )

    def matching(
        self, question: Question, found: frozenset[Key], *, leave_out: str = ""
    ) -> set[Key]:
        """Return what a question means: OR inside a facet, AND between facets, supply without a type."""
        kept = {name: {*values} for name, values in question.filters.items() if name != leave_out}
        return {
            key
            for key in found
            if ("type" in question.filters or leave_out == "type" or key in self.supply)
            and all(
                self.facts[key].get(name, frozenset()) & values for name, values in kept.items()
            )
        }

    def counted(self, keys: Iterable[Key], name: str) -> Counter[str]:
        """Return how many of the entries carry each value of a facet."""
        return Counter(value for key in keys for value in self.facts[key].get(name, ()))

    def values(self, name: str) -> list[str]:
        """Return the values of a facet that any entry carries."""
        return sorted(self.counted(self.facts, name))


def compare(
    catalogue: Catalogue, ask: Ask, *, seed: int, combinations: int = COMBINATIONS
) -> Iterator[str]:
    """Yield every difference between the API and the count by hand, for random questions.

    Each has one to four facets with one or two values, and every other one a text.
    """
    chance = random.Random(seed)
    names = sorted({name for facts in catalogue.facts.values() for name in facts})
    texts: dict[str, frozenset[Key]] = {"": frozenset(catalogue.facts)}
    for number in range(combinations):
        words = chance.choice([chance.choice(TEXTS), chance.choice(catalogue.words)])
        text = words if number % 2 else ""
        filters = {
            name: tuple(chance.sample(values, min(len(values), chance.randint(1, 2))))
            for name in chance.sample(names, chance.randint(1, 4))
            if (values := catalogue.values(name))
        }
        if text not in texts:
            texts[text] = _everything(ask, text)
            if stray := texts[text] - catalogue.facts.keys():
                yield f"{text!r}: found, but not exported: {sorted(stray)[:5]}"
                texts[text] &= catalogue.facts.keys()
        yield from _differences(catalogue, ask, Question(text, filters), texts[text])


def _differences(
    catalogue: Catalogue, ask: Ask, question: Question, found: frozenset[Key]
) -> Iterator[str]:
    answer = ask([*question.parameters, ("page_size", str(PAGE_SIZE))])
    expected = catalogue.matching(question, found)
    if answer["total"] != len(expected):
        yield f"{question}: total {answer['total']}, by hand {len(expected)}"
    shown = {(hit["type"], hit["id"]) for hit in answer["results"]}
    if len(shown) != min(len(expected), PAGE_SIZE) or not shown <= expected:
        yield f"{question}: other entries are shown: {sorted(shown - expected)[:5]}"
    for facet in answer["facets"]:
        name = facet["name"]
        by_hand = catalogue.counted(catalogue.matching(question, found, leave_out=name), name)
        counts = {one["value"]: one["count"] for one in facet["options"] if one["count"]}
        if counts != by_hand:
            wrong = {
                value: (counts.get(value, 0), by_hand[value])
                for value in sorted({*counts, *by_hand})
                if counts.get(value, 0) != by_hand[value]
            }
            yield f"{question}: {name} (API, by hand): {wrong}"
        chosen = {one["value"] for one in facet["options"] if one["selected"]}
        if chosen != {*question.filters.get(name, ())}:
            yield f"{question}: {name} is chosen as {sorted(chosen)}"


def _everything(ask: Ask, text: str) -> frozenset[Key]:
    """Return what a text finds among entries of every type, page by page."""
    found: set[Key] = set()
    page = 1
    while True:
        answer = ask(
            [
                ("q", text),
                *(("type", name) for name in TYPES),
                ("page", str(page)),
                ("page_size", str(PAGE_SIZE)),
            ]
        )
        found |= {(hit["type"], hit["id"]) for hit in answer["results"]}
        if page * PAGE_SIZE >= answer["total"]:
            return frozenset(found)
        page += 1


def _above() -> dict[str, dict[str, frozenset[str]]]:
    """Return each term of a facet with all above it, as the files of the vocabularies have them."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for name, file in TREES.items():
        parents = {row["slug"]: row["parent"] for row in _table(file)}
        found[name] = {slug: frozenset(_chain(slug, parents)) for slug in parents}
    found["market"] = {
        row["slug"]: frozenset({row["slug"], *filter(None, row["groups"].split("|"))})
        for row in _table("markets.csv")
    }
    return found


def _chain(slug: str, parents: Mapping[str, str]) -> Iterator[str]:
    while slug:
        yield slug
        slug = parents.get(slug, "")


def _table(file: str) -> Iterator[Mapping[str, str]]:
    with (VOCABULARIES / file).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _facts(
    row: Mapping[str, Any],
    organisations: Mapping[str, Mapping[str, Any]],
    above: Mapping[str, Mapping[str, frozenset[str]]],
) -> Facts:
    """Return the values that a line has in each facet."""
    kind = row["type"]
    #: Where a solution has no size and place, its providers do.
    homes = [organisations[one] for one in row["providers"]] if kind == "solution" else [row]
    country = [row["country"]] if row.get("country") and kind in {"reference", "need"} else []
    given: dict[str, Iterable[Any]] = {
        "type": [kind],
        "kind": [row.get("kind")],
        "sector": [*row.get("sectors", ()), row.get("sector")],
        "technology": row.get("technologies", ()),
        "data_theme": [*row.get("data_themes", ()), *row.get("themes", ())],
        "market": country or row.get("markets", ()),
        "certification": [
            *row.get("certifications", ()),
            *row.get("required_certifications", ()),
        ],
        "region": [home.get("region") for home in homes],
        "size": [home.get("employees") for home in homes],
        "trl": [row.get("trl")],
        "stage": [row.get("stage")],
        "pillar": row.get("pillars", ()),
        "data_driven": ["yes" if row.get("data_driven") else "no"] if kind == "solution" else [],
    }
    facts: Facts = {}
    for name, values in given.items():
        slugs = {str(value).lower() for value in values if value}
        tree = above.get(name, {})
        facts[name] = frozenset(up for slug in slugs for up in tree.get(slug, {slug}))
    return {name: values for name, values in facts.items() if values}


def _words(row: Mapping[str, Any]) -> Iterator[str]:
    for text in (row.get("name") or row.get("title") or {}).values():
        yield from re.findall(r"[^\W\d_]{5,}", text)
