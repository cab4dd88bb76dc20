"""Both engines give one answer to one question: totals, hits in order, counts, corrections, marks and suggestions."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from search.contract import schema
from search.contract.document import Document
from search.contract.engine import Engine
from search.contract.query import SearchQuery
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from tests.search.engines.catalogue import counted, document, ids
from tests.search.engines.conftest import Clock, own_server

pytestmark = pytest.mark.elastic

ENGLISH = (
    "data platform security analysis hospital network cyber cloud portal tender register machine learning "
    "translation payment invoice school tax energy forest drone sensor mapping address archive e-signature"
).split()
LATVIAN = (
    "datu platforma drošība analīze slimnīca tīkls kiberdrošība mākonis portāls iepirkums reģistrs tulkošana "
    "maksājums rēķins skola nodoklis enerģija mežs drons sensors karte adrese arhīvs e-paraksts"
).split()


def text(chance: random.Random, words: list[str], size: int) -> str:
    """Return some words, the first ones of the list more often."""
    weights = [1 / (place + 2) for place in range(len(words))]
    return " ".join(chance.choices(words, weights, k=size))


def documents(chance: random.Random) -> Iterator[Document]:
    for number in range(250):
        yield document(
            number,
            {"en": text(chance, ENGLISH, 2), "lv": text(chance, LATVIAN, 2)},
            type=chance.choice(schema.TYPES[:2]),
            supply=chance.random() < 0.9,
            tagline={"en": text(chance, ENGLISH, 5)},
            terms={"en": "\n".join(chance.sample(ENGLISH, 2)), "lv": chance.choice(LATVIAN)},
            description={"en": text(chance, ENGLISH, 20), "lv": text(chance, LATVIAN, 20)},
            sector=chance.sample(["health", "finance", "public", "food"], 2),
            market=chance.sample(["lv", "ee", "lt", "fi", "se"], 2),
            newest=chance.randrange(50),
            completeness=chance.randrange(5),
        )


def misspelt(chance: random.Random, word: str) -> str:
    place = chance.randrange(1, len(word))
    return word[:place] + chance.choice("aeiou") + word[place:]


def questions(chance: random.Random) -> Iterator[SearchQuery]:
    for number in range(60):
        words = chance.choice([ENGLISH, LATVIAN])
        asked = [
            "",
            chance.choice(words),
            text(chance, words, 2),
            text(chance, words, 6),
            misspelt(chance, chance.choice(words)),
            f'"{text(chance, words, 2)}"',
            f"{chance.choice(words)} -{chance.choice(words)}",
            chance.choice(words)[:4],
        ]
        filters = {"sector": ("health",), "market": ("lv", "fi")}
        kept = dict(chance.sample(sorted(filters.items()), chance.randrange(3)))
        sort = chance.choice(schema.SORTS)
        yield SearchQuery(asked[number % len(asked)], kept, sort, lang=chance.choice(["en", "lv"]))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    with own_server() as server:
        engines = (
            EmbeddedEngine(tmp_path_factory.mktemp("index"), clock=Clock()),
            ElasticEngine(server, clock=Clock()),
        )
        for engine in engines:
            engine.rebuild(documents(random.Random(4)), 1)
        yield engines


def test_questions_get_one_answer(both: tuple[Engine, Engine]) -> None:
    for query in questions(random.Random(8)):
        one, other = (engine.search(query) for engine in both)
        assert (one.total, one.relaxed) == (other.total, other.relaxed), query
        assert ids(one) == ids(other), query
        assert counted(one) == counted(other), query
        assert one.suggestion == other.suggestion, query
        assert [hit.highlights for hit in one.hits] == [hit.highlights for hit in other.hits], query


@pytest.mark.parametrize("typed", ["da", "data pl", "kiber", "drosiba", "portl", "e-sig", "x"])
def test_what_is_typed_gets_one_offer(both: tuple[Engine, Engine], typed: str) -> None:
    one, other = (engine.suggest(typed, lang="lv", limit=10) for engine in both)
    assert one == other
