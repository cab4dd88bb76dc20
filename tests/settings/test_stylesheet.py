"""The joined style sheet holds every part, in an order that the layers rely on."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from directory.settings import stylesheet
from directory.settings.stylesheet import NAME, SOURCES, joined, parts, shrunk


def test_every_file_of_the_folder_is_a_part() -> None:
    ours = {*parts(), SOURCES / stylesheet.PRINT}
    assert ours == set(SOURCES.rglob("*.css"))


def test_the_order_of_the_layers_comes_first() -> None:
    assert joined().startswith("@layer tokens,base,layout,components,utilities;")


def test_rules_for_paper_stand_in_their_own_medium() -> None:
    screen, _, paper = joined().partition("@media print{@page{")
    assert paper
    assert "@page" not in screen


def test_addresses_lead_to_files_from_where_the_sheet_stands() -> None:
    addresses = {part.split('"')[0] for part in joined().split('url("')[1:]}
    assert addresses
    for address in addresses:
        assert (SOURCES / address).exists(), address


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("a { color: red; /* why */ }\n\nb > c ,d{ }", "a{color: red}b > c,d{}"),
        ('q { quotes: "  /* no comment */  " "”"; }', 'q{quotes: "  /* no comment */  " "”"}'),
        (".a .b { margin: 0 auto; }", ".a .b{margin: 0 auto}"),
        ("@media (width >= 60rem) and (x) { i { y: calc(1px + 2px) } }",
         "@media (width >= 60rem) and (x){i{y: calc(1px + 2px)}}"),
    ],
)  # fmt: skip
def test_only_comments_and_needless_space_go(written: str, sent: str) -> None:
    assert shrunk(written) == sent


def test_finders_offer_it_and_follow_a_change() -> None:
    found = finders.find(NAME)
    assert isinstance(found, str)
    file = Path(found)
    assert file.read_text(encoding="utf-8") == joined()
    old = time.time() - 10**9
    file.write_text("old", encoding="utf-8")
    os.utime(file, (old, old))
    finders.find(NAME)
    assert file.read_text(encoding="utf-8") == joined()
    listed = [name for finder in finders.get_finders() for name, _ in finder.list([])]
    assert listed.count(NAME) == 1


def test_other_files_are_found_elsewhere() -> None:
    assert finders.find("css/missing.css") is None
