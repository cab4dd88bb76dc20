"""Read texts, codes and places by the data that the project ships."""

from __future__ import annotations

import csv
import gzip
import re
from functools import lru_cache
from pathlib import Path

from directory.matching.records import Alternatives
from directory.matching.scoring.places import Gazetteer, Place
from directory.matching.scoring.reading import Reader
from directory.matching.scoring.suggest import Linear
from directory.matching.scoring.words import words
from directory.matching.scoring.works import Classifier
from directory.matching.services.cpv import known_needs
from directory.matching.services.works import read_kinds

DATA = Path(__file__).resolve().parents[1] / "data"
#: Legal forms say nothing of what kind of client somebody is.
_FORMS = re.compile(
    r"\b(?:valsts |pašvaldības )?(?:sabiedrība ar ierobežotu atbildību|akciju sabiedrība)\b"
    r"|\b(?:SIA|VSIA|PSIA|AS|VAS|LR|Latvijas Republikas)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """Return the reader that all matching goes by."""
    with gzip.open(DATA / "group_words.tsv.gz", "rt", encoding="utf-8") as lines:
        linear = Linear.read(lines)
    return Reader([coded for _, coded in known_needs()], linear, classifier())


@lru_cache(maxsize=1)
def classifier() -> Classifier:
    """Return what finds kinds of work in texts."""
    return Classifier(read_kinds(), (coded.text for _, coded in known_needs()))


def label_of_work(slug: str, lang: str) -> str:
    """Return the name of a kind of work in a language."""
    label = classifier().kinds[slug].label
    return label.get(lang) or label["en"]


@lru_cache(maxsize=20_000)
def places_in(text: str) -> tuple[Place, ...]:
    """Return the places of Latvia that a text names."""
    return _gazetteer().named_in(text)


@lru_cache(maxsize=20_000)
def client_words(name: str) -> tuple[Alternatives, ...]:
    """Return the words of the name of a client that tell what kind of client it is."""
    return words(_FORMS.sub(" ", name))


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return Gazetteer(
            (row["name"], (float(row["latitude"]), float(row["longitude"]))) for row in rows
        )
