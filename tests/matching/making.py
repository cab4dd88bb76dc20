"""Make what scoring compares."""

from __future__ import annotations

from directory.matching.choices import Feature
from directory.matching.records import Candidate, Deed, Demand
from directory.matching.scoring.reading import Reader
from directory.matching.scoring.score import score
from directory.matching.scoring.suggest import Coded, Linear
from directory.matching.scoring.words import counted, sentences, words
from directory.matching.scoring.works import Classifier, Kind

WEIGHTS = dict.fromkeys(Feature.values, 10.0)


def weigh(_word: tuple[str, ...]) -> float:
    return 2.0


def candidate(public_id: str, text: str = "", **fields: object) -> Candidate:
    counts = counted([text])
    return Candidate(
        "organisation",
        1,
        public_id,
        public_id,
        {"lv": public_id},
        counts,
        sum(counts.values()),
        **fields,
    )


def demand(title: str, description: str = "", **fields: object) -> Demand:
    texts, cut = sentences(title, description)
    return Demand(sentences=cut, texts=texts, **fields)


def deed(title: str = "", cpv: tuple[str, ...] = (), **fields: object) -> Deed:
    return Deed("contract", 1, 1, None, words(title), cpv, **fields)


READER = Reader(
    [
        Coded("Ceļu remonts Ogrē", "45233141"),
        Coded("Skolēnu ēdināšana", "55524000"),
        Coded("Programmatūra", "48000000"),
    ],
    Linear(
        {"452": 0.0, "555": 0.0},
        {stem: 1.0 for text in ("ceļu", "ēdināšana") for word in words(text) for stem in word},
        {
            stem: [(group, 12.0)]
            for text, group in (("ceļu", "452"), ("ēdināšana", "555"))
            for word in words(text)
            for stem in word
        },
    ),
    Classifier(
        [
            Kind("roads", {"lv": "ceļi"}, ("ceļu", "asfalt*", "ietv*")),
            Kind("catering", {"lv": "ēdināšana"}, ("ēdināšan*",)),
            Kind("light", {"lv": "apgaismojums"}, ("apgaismojum*", "ielu_lamp*")),
        ]
    ),
)


OGRE, JELGAVA, DAUGAVPILS = (56.82, 24.60), (56.65, 23.71), (55.87, 26.52)


def read_points(asked: Demand, deeds: tuple[Deed, ...], kind: str) -> float:
    found = score(
        asked, candidate("x"), deeds, weights=WEIGHTS, weigh=weigh, year=2026, reader=READER
    )
    return next((reason.value for reason in found.reasons if reason.kind == kind), 0.0)


def told(title: str, cpv: tuple[str, ...] = (), **fields: object) -> Deed:
    return deed(title, cpv, said=title, **fields)
