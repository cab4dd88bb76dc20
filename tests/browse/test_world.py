"""The map of markets says in words what it draws, and draws every country once."""

from __future__ import annotations

import re

from django.utils import translation

from directory.browse.presenters.world import CELL, COLUMNS, ROWS, STEPS, present_world


def drawn(path: str) -> list[tuple[int, int]]:
    """Return the cells that a path weaves."""
    return [
        (int(y) // CELL, int(x) // CELL + step)
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", path)
        for step in range((int(length) + 1) // CELL)
    ]


def test_every_cell_is_drawn_once_and_inside() -> None:
    world = present_world([("fi", "Finland", 6), ("de", "Germany", 1)], home="lv")
    assert world is not None
    cells = [
        cell for path in (*(land.path for land in world.lands), world.home) for cell in drawn(path)
    ]
    assert len(cells) == len(set(cells)) > 4000
    assert all(0 <= row < ROWS and 0 <= column < COLUMNS for row, column in cells)
    assert drawn(world.home)
    assert [land.step for land in world.lands] == [0, 1, len(STEPS)]


def test_the_words_name_what_is_shown() -> None:
    counts = [("fi", "Finland", 6), ("de", "Germany", 1), ("se", "Sweden", 0)]
    with translation.override("en"):
        world = present_world(counts, home="lv")
        assert world is not None
        assert (
            world.words
            == "Map of projects carried out in 2 countries. Most: Finland (6), Germany (1)."
        )
        assert [step.label for step in world.steps] == [
            "1–2 projects",
            "3–5 projects",
            "6+ projects",
        ]


def test_no_project_no_map() -> None:
    assert present_world([("fi", "Finland", 0)], home="lv") is None
