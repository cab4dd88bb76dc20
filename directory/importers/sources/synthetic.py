"""A synthetic catalogue for load tests: realistic text in both languages, skewed facets.

Pure: the same size and seed give the same lines.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

#: Share of each kind in a catalogue.
ORGANISATIONS, DATASETS, REFERENCES, NEEDS = 0.30, 0.05, 0.15, 0.05

_STEMS = (
    "Alta",
    "Baltic",
    "Cirrus",
    "Dzintar",
    "Elko",
    "Forma",
    "Gaisma",
    "Helix",
    "Inta",
    "Jumis",
    "Kvark",
    "Lauma",
    "Magna",
    "Nord",
    "Orbit",
    "Priede",
    "Quanta",
    "Rasa",
    "Saule",
    "Tilts",
    "Upe",
    "Vega",
    "Wave",
    "Zib",
)
_ENDS = (
    "data",
    "soft",
    "net",
    "lab",
    "sys",
    "tech",
    "logic",
    "cloud",
    "works",
    "line",
    "base",
    "mind",
    "grid",
    "flow",
)
_THINGS = (
    ("data platform", "datu platforma"),
    ("document system", "dokumentu sistēma"),
    ("planning tool", "plānošanas rīks"),
    ("sensor network", "sensoru tīkls"),
    ("customer portal", "klientu portāls"),
    ("risk model", "riska modelis"),
    ("map service", "karšu pakalpojums"),
    ("speech assistant", "balss asistents"),
    ("energy monitor", "enerģijas monitors"),
    ("e-signature service", "e-paraksta pakalpojums"),
    ("warehouse system", "noliktavas sistēma"),
    ("health record", "veselības karte"),
    ("learning environment", "mācību vide"),
    ("security centre", "drošības centrs"),
    ("accounting system", "grāmatvedības sistēma"),
)
_FOR = (
    ("for municipalities", "pašvaldībām"),
    ("for hospitals", "slimnīcām"),
    ("for schools", "skolām"),
    ("for factories", "rūpnīcām"),
    ("for banks", "bankām"),
    ("for farms", "lauku saimniecībām"),
    ("for ports", "ostām"),
    ("for transport", "transportam"),
    ("for retail", "tirdzniecībai"),
    ("for energy companies", "enerģētikas uzņēmumiem"),
)
_SENTENCES = (
    (
        "It joins records from several registers and shows gaps within minutes.",
        "Tā savieno vairāku reģistru ierakstus un dažās minūtēs parāda trūkumus.",
    ),
    (
        "Teams use it every morning to decide where to go first.",
        "Komandas to lieto katru rītu, lai izlemtu, kurp doties vispirms.",
    ),
    (
        "Data analysis runs on the client's own servers.",
        "Datu analīze notiek klienta paša serveros.",
    ),
    (
        "The interface follows the public accessibility standard.",
        "Saskarne atbilst publiskajam piekļūstamības standartam.",
    ),
    (
        "Machine learning finds unusual payments before they leave.",
        "Mašīnmācīšanās atrod neparastus maksājumus, pirms tie aiziet.",
    ),
    (
        "An open interface lets other systems read every result.",
        "Atvērta saskarne ļauj citām sistēmām nolasīt katru rezultātu.",
    ),
    (
        "Installation takes two weeks, with training for users.",
        "Ieviešana ilgst divas nedēļas kopā ar lietotāju apmācību.",
    ),
    (
        "Costs follow the number of users and nothing else.",
        "Izmaksas ir atkarīgas tikai no lietotāju skaita.",
    ),
    (
        "Cybersecurity tests are repeated twice a year.",
        "Kiberdrošības pārbaudes atkārto divreiz gadā.",
    ),
    (
        "Forecasts cover the next ten days and say how sure they are.",
        "Prognozes aptver nākamās desmit dienas un norāda ticamību.",
    ),
    (
        "Maps show every measurement at its place and time.",
        "Kartes rāda katru mērījumu tā vietā un laikā.",
    ),
    (
        "Support answers in Latvian and English within an hour.",
        "Atbalsts stundas laikā atbild latviski un angliski.",
    ),
)
_EMPLOYEES = ("1-9", "10-49", "50-249", "250+")
_STAGES = ("market", "pilot", "export", "research", "idea")
_SOLUTION_KINDS = ("product", "service", "platform", "data", "prototype")


@dataclass(frozen=True, slots=True)
class Words:
    """The slugs of each vocabulary to choose from."""

    sectors: Sequence[str]
    technologies: Sequence[str]
    data_themes: Sequence[str]
    markets: Sequence[str]
    certifications: Sequence[str]
    regions: Sequence[str]
    cpv: Sequence[str]


def catalogue(*, size: int, seed: int, words: Words) -> Iterator[dict[str, Any]]:
    """Yield the lines of a catalogue with so many entries."""
    chance = random.Random(seed)  # noqa: S311  load tests need repetition, not secrets
    maker = _Maker(chance, words)
    shares = (ORGANISATIONS, DATASETS, REFERENCES, NEEDS)
    organisations, datasets, references, needs = (max(1, int(size * share)) for share in shares)
    solutions = max(0, size - organisations - datasets - references - needs)
    makers = (
        (organisations, maker.organisation),
        (datasets, maker.dataset),
        (solutions, maker.solution),
        (references, maker.reference),
        (needs, maker.need),
    )
    left = size
    for number, make in makers:
        for index in range(min(number, left)):
            yield make(index)
        left -= min(number, left)


class _Maker:
    def __init__(self, chance: random.Random, words: Words) -> None:
        self.chance, self.words = chance, words
        self.organisations = self.datasets = self.solutions = 0
        self._weights: dict[int, list[float]] = {}

    def organisation(self, index: int) -> dict[str, Any]:
        chance = self.chance
        name = f"{chance.choice(_STEMS)}{chance.choice(_ENDS)} {index + 1}"
        self.organisations += 1
        return {
            "type": "organisation",
            "id": f"o{index}",
            "kind": self._skewed(("company", "startup", "research", "association", "public")),
            "name": name,
            "tagline": self._pair(chance.choice(_THINGS), chance.choice(_FOR)),
            "description": self._description(),
            "website": f"https://o{index}.example",
            "city": self._skewed(
                ("Rīga", "Ventspils", "Liepāja", "Valmiera", "Daugavpils", "Jelgava")
            ),
            "region": self._skewed(self.words.regions),
            "founded": chance.randint(1990, 2025),
            "employees": self._skewed(_EMPLOYEES),
            **self._terms(),
        }

    def dataset(self, index: int) -> dict[str, Any]:
        self.datasets += 1
        return {
            "type": "dataset",
            "id": f"d{index}",
            "title": self._pair(
                self.chance.choice(_THINGS), self.chance.choice(_FOR), end=f" {index + 1}"
            ),
            "description": self._description(),
            "publisher": self._organisation(),
            "themes": self._some(self.words.data_themes, 2),
            "formats": self.chance.sample(["CSV", "JSON", "XML", "GeoJSON"], 2),
            "licence": "CC-BY-4.0",
        }

    def solution(self, index: int) -> dict[str, Any]:
        chance = self.chance
        self.solutions += 1
        line: dict[str, Any] = {
            "type": "solution",
            "id": f"s{index}",
            "providers": list(
                {self._organisation() for _ in range(1 if chance.random() < 0.9 else 2)}
            ),
            "name": self._pair(chance.choice(_THINGS), chance.choice(_FOR), end=f" {index + 1}"),
            "tagline": self._pair(chance.choice(_SENTENCES)),
            "description": self._description(),
            "kind": self._skewed(_SOLUTION_KINDS),
            "stage": self._skewed(_STAGES),
            "pillars": chance.sample([1, 2, 3], chance.choice((0, 1, 1, 2))),
            "data_driven": chance.random() < 0.4,
            **self._terms(),
        }
        if chance.random() < 0.7:
            line["trl"] = min(9, max(1, round(chance.gauss(7, 2))))
        if self.datasets and chance.random() < 0.2:
            line["datasets"] = [f"d{chance.randrange(self.datasets)}"]
        return line

    def reference(self, index: int) -> dict[str, Any]:
        chance = self.chance
        return {
            "type": "reference",
            "id": f"r{index}",
            "organisation": self._organisation(),
            "title": self._pair(chance.choice(_THINGS), chance.choice(_FOR)),
            "client": f"{chance.choice(_STEMS)} {chance.choice(_ENDS)}",
            "client_kind": chance.choice(("public", "private")),
            "country": self._skewed(("LV", "EE", "LT", "FI", "SE", "DE")),
            "sector": self._skewed(self.words.sectors),
            "year": chance.randint(2012, 2026),
            "result": self._pair(chance.choice(_SENTENCES)),
        }

    def need(self, index: int) -> dict[str, Any]:
        chance = self.chance
        low = chance.randrange(10_000, 500_000, 1000)
        return {
            "type": "need",
            "id": f"n{index}",
            "kind": self._skewed(("tender", "challenge", "planned", "market_consultation")),
            "buyer": self._organisation(),
            "title": self._pair(chance.choice(_THINGS), chance.choice(_FOR), end=f" {index + 1}"),
            "description": self._description(),
            "cpv": self._some(self.words.cpv, 2),
            "sectors": self._some(self.words.sectors, 2),
            "budget_min": low,
            "budget_max": low * 2,
            "deadline": f"{chance.randint(2024, 2030)}-{chance.randint(1, 12):02}-15",
        }

    def _organisation(self) -> str:
        return f"o{int(self.organisations * self.chance.random() ** 2)}"

    def _terms(self) -> dict[str, list[str]]:
        words = self.words
        return {
            "sectors": self._some(words.sectors, 3),
            "technologies": self._some(words.technologies, 5),
            "data_themes": self._some(words.data_themes, 2),
            "markets": self._some(words.markets, 4),
            "certifications": self._some(words.certifications, 2),
            "languages": ["lv", "en"][: self.chance.randint(1, 2)],
            "cpv": self._some(words.cpv, 2),
        }

    def _skewed(self, values: Sequence[str]) -> str:
        """Return a value: the first ones far more often than the last, as in real catalogues."""
        if len(values) not in self._weights:
            self._weights[len(values)] = list(
                accumulate(1 / rank for rank in range(1, len(values) + 1))
            )
        return self.chance.choices(values, cum_weights=self._weights[len(values)])[0]

    def _some(self, values: Sequence[str], most: int) -> list[str]:
        return list(
            dict.fromkeys(self._skewed(values) for _ in range(self.chance.randint(0, most)))
        )

    def _description(self) -> dict[str, str]:
        chosen = self.chance.sample(_SENTENCES, self.chance.randint(4, 9))
        texts = {"en": " ".join(en for en, _ in chosen), "lv": " ".join(lv for _, lv in chosen)}
        # Some entries have words in one language only.
        if self.chance.random() < 0.1:
            del texts[self.chance.choice(("en", "lv"))]
        return texts

    def _pair(self, *parts: tuple[str, str], end: str = "") -> Mapping[str, str]:
        return {
            "en": _sentence([en for en, _ in parts]) + end,
            "lv": _sentence([lv for _, lv in parts]) + end,
        }


def _sentence(parts: Sequence[str]) -> str:
    text = " ".join(parts)
    return text[:1].upper() + text[1:]
