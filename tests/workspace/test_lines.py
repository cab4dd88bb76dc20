"""What a list says of each entry."""

from __future__ import annotations

from datetime import UTC, datetime

from directory.catalogue.models import Reference
from directory.needs.models import Need
from directory.workspace.presenters.lines import line_of


def test_a_deadline_is_told_by_the_clock_of_riga() -> None:
    need = Need(title_en="A register", deadline=datetime(2099, 12, 1, 22, 30, tzinfo=UTC))
    assert line_of(need).endswith(" · deadline 2 December 2099, 00:30")


def test_what_is_not_known_is_left_out() -> None:
    assert line_of(Reference(client_en="A ministry")) == "A ministry"
    assert line_of(Reference(client_en="A ministry", year=2024)) == "A ministry · 2024"
    assert line_of(Reference()) == ""
