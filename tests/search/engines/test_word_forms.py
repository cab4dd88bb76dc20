"""How well each engine finds what inflected or misspelt Latvian words mean; over pairs that no rule was made from."""

from __future__ import annotations

import csv
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.contract import schema
from search.contract.document import Document
from search.contract.engine import Engine
from search.contract.query import SearchQuery
from tests.search.engines.conftest import ENGINES, MAKERS

PAIRS = Path(__file__).parents[1] / "data" / "latvian_forms.csv"
ASKED = 1000

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return [(row["lemma"], row["form"]) for row in csv.DictReader(lines)]


@pytest.fixture(scope="module", params=ENGINES)
def engine(
    request: pytest.FixtureRequest,
    pairs: list[tuple[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    """Give an index of solutions, each named by one lemma."""
    lemmas = dict.fromkeys(lemma for lemma, _ in pairs)
    documents = (
        Document(
            type=schema.SOLUTION,
            key=f"solution:{number}",
            id=lemma,
            slug=f"s{number}",
            texts={"name": {"lv": lemma}},
            sort_name={"lv": lemma},
            supply=True,
        )
        for number, lemma in enumerate(lemmas, start=1)
    )
    with MAKERS[request.param](tmp_path_factory.mktemp("lemmas"), time.time) as made:
        made.rebuild(documents, 1)
        yield made


def found(engine: Engine, text: str) -> tuple[list[str], int]:
    result = engine.search(SearchQuery(text=text, lang="lv", page_size=10))
    return [hit.id for hit in result.hits], result.total


def test_a_form_finds_its_lemma(engine: Engine, pairs: list[tuple[str, str]]) -> None:
    asked = [pair for pair in pairs if pair[0] != pair[1]]
    asked = random.Random(1).sample(asked, ASKED)
    ten = first = others = 0
    for lemma, form in asked:
        ids, total = found(engine, form)
        ten += lemma in ids
        first += ids[:1] == [lemma]
        others += total - (lemma in ids)
    sys.stdout.write(
        f"\nfirst ten {ten / ASKED:.3f}, first {first / ASKED:.3f}, others {others / ASKED:.2f}\n"
    )
    assert ten / ASKED >= 0.95
    assert first / ASKED >= 0.91
    assert others / ASKED <= 1.0


def misspelt(chance: random.Random, word: str, edits: int) -> str:
    """Return a word with so many letters dropped, swapped, replaced or added, each at a place of its own."""
    for place in sorted(chance.sample(range(1, len(word) - 1, 2), edits), reverse=True):
        letter = chance.choice("aeiklmnorstu")
        kind = chance.choice(("drop", "swap", "replace", "add"))
        rest = {
            "drop": word[place + 1 :],
            "swap": word[place + 1] + word[place] + word[place + 2 :],
            "replace": letter + word[place + 1 :],
            "add": letter + word[place:],
        }[kind]
        word = word[:place] + rest
    return word


@pytest.mark.parametrize(("edits", "letters", "least"), [(1, 4, 0.95), (2, 8, 0.85)])
def test_a_misspelt_word_is_found(
    engine: Engine, pairs: list[tuple[str, str]], edits: int, letters: int, least: float
) -> None:
    chance = random.Random(2)
    lemmas = sorted({lemma for lemma, _ in pairs})
    words = [word for word in lemmas if word.isalpha() and len(word) >= letters]
    typed = [(word, misspelt(chance, word, edits)) for word in chance.sample(words, 400)]
    wrong = [(word, text) for word, text in typed if text not in lemmas]
    hits = sum(word in found(engine, text)[0] for word, text in wrong)
    sys.stdout.write(f"\n{edits} edits: recall at ten {hits / len(wrong):.3f} of {len(wrong)}\n")
    assert hits / len(wrong) >= least
