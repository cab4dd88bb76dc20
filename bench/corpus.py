"""This will write a synthetic catalogue in the JSON Lines format, the same for the same seed."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
VOCABULARIES = ROOT / "directory" / "taxonomy" / "data"
ORGANISATION_SHARE = 0.4
WORDS = {
    "en": (
        "analysis cloud customer data decision delivery design digital document energy exchange finance "
        "forecast health hospital identity insight language learning logistics machine map market mobile "
        "municipality network payment platform portal process public quality real report safety school "
        "sensor service signal software storage supply support system time tool traffic transport travel "
        "water web work"
    ).split(),
    "lv": (
        "analīze mākonis klients dati lēmums piegāde dizains digitāls dokuments enerģija apmaiņa finanses "
        "prognoze veselība slimnīca identitāte ieskats valoda mācības loģistika mašīna karte tirgus mobils "
        "pašvaldība tīkls maksājums platforma portāls process publisks kvalitāte pārskats drošība skola "
        "sensors pakalpojums signāls programmatūra krātuve atbalsts sistēma laiks rīks satiksme transports "
        "ceļojums ūdens tīmeklis darbs"
    ).split(),
}


def slugs(vocabulary: str) -> list[str]:
    """Return a vocabulary's slugs in the order of its file."""
    with (VOCABULARIES / f"{vocabulary}.csv").open(encoding="utf-8", newline="") as file:
        return [row["slug"] for row in csv.DictReader(file)]


class Corpus:
    """A source of entries whose terms are skewed as real ones are: few common, many rare."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        names = ("sectors", "technologies", "data_themes", "certifications", "markets", "regions")
        self.terms = {name: slugs(name) for name in names}

    def some(self, vocabulary: str, most: int) -> list[str]:
        """Return up to `most` different terms; the first ones of a vocabulary are the common ones."""
        terms = self.terms[vocabulary]
        picks = (
            int(len(terms) * self.random.random() ** 2.5)
            for _ in range(self.random.randint(1, most))
        )
        return sorted({terms[pick] for pick in picks})

    def text(self, words: int) -> dict[str, str]:
        """Return a text of so many words in each language."""
        return {
            language: " ".join(self.random.choices(vocabulary, k=words)).capitalize()
            for language, vocabulary in WORDS.items()
        }

    def organisation(self, number: int) -> dict[str, Any]:
        """Return one organisation."""
        return {
            "type": "organisation",
            "id": f"o{number}",
            "kind": self.random.choice(["company"] * 8 + ["startup", "research"]),
            "name": f"Bench {number} {self.random.choice(WORDS['lv'])}",
            "tagline": self.text(8),
            "description": self.text(110),
            "region": self.random.choice(self.terms["regions"]),
            "employees": self.random.choice(["1-9", "10-49", "50-249", "250+"]),
            "sectors": self.some("sectors", 3),
            "technologies": self.some("technologies", 6),
            "markets": self.some("markets", 5),
            "certifications": self.some("certifications", 2),
        }

    def solution(self, number: int, organisations: int) -> dict[str, Any]:
        """Return one solution of one of the organisations."""
        return {
            "type": "solution",
            "id": f"s{number}",
            "providers": [f"o{self.random.randrange(organisations)}"],
            "name": f"Bench solution {number}",
            "tagline": self.text(8),
            "description": self.text(110),
            "kind": self.random.choice(["product", "service", "platform", "data", "prototype"]),
            "sectors": self.some("sectors", 3),
            "technologies": self.some("technologies", 5),
            "data_themes": self.some("data_themes", 3),
            "markets": self.some("markets", 5),
            "trl": self.random.randint(1, 9),
            "stage": self.random.choice(["idea", "research", "pilot", "market", "export"]),
            "pillars": [self.random.randint(1, 3)],
            "data_driven": self.random.random() < 0.3,
        }

    def entries(self, size: int) -> Iterator[dict[str, Any]]:
        """Yield so many entries, organisations first."""
        organisations = max(1, int(size * ORGANISATION_SHARE))
        for number in range(organisations):
            yield self.organisation(number)
        for number in range(size - organisations):
            yield self.solution(number, organisations)


def write(path: Path, *, size: int, seed: int = 1) -> None:
    """Write a catalogue of so many entries."""
    with path.open("w", encoding="utf-8") as file:
        for entry in Corpus(seed).entries(size):
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
