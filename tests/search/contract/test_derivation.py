"""Right words that no dictionary lists."""

from __future__ import annotations

import pytest

from search.contract.parse import parse
from search.contract.text.derivation import is_derived
from search.engines.planning import may_be_another


@pytest.mark.parametrize(
    "word",
    [
        "aizvietošana",
        "aizvietošanas",
        "aizvietosana",
        "atrašanās",
        "ārpakalpojums",
        "ārpakalpojumu",
        "arpakalpojums",
        "mikropakalpojumi",
        "bezmaksas",
        "ūdenssaimniecība",
        "telemedicīna",
        "ūdensskaitītājs",
        "virtualizācija",
        "geofencing",
        "cybercrime",
        "preprocessing",
        "upskilling",
        "interoperable",
        "whiteboards",
        "misconfiguration",
        "unstaffed",
    ],
)
def test_a_derived_word_is_right(word: str) -> None:
    assert is_derived(word) or not may_be_another(parse(word).words[0])


@pytest.mark.parametrize(
    "word",
    [
        "kiberdrosibba",
        "progrmatūra",
        "elekroniskais",
        "dokumneti",
        "predictve",
        "maintenence",
        "managment",
        "cibersecurity",
        "emmergency",
        "recieving",
        "pakalpojmus",
        "uzraudzibba",
        "sistemma",
        "cyberscurity",
    ],
)
def test_a_misspelt_word_may_be_another(word: str) -> None:
    assert may_be_another(parse(word).words[0])
