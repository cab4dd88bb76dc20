"""How a test collection is read and measured; the abstracts here are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.collection import library, measure, ours, read
from search.engines.embedded import EmbeddedEngine

DOCUMENTS = """.I 1
.T
drones in
forests
.W
sick trees are counted
from the air
.I 2
.W
ledgers of shops without any title at all but with some words
"""
QUESTIONS = """.I 001
.W
how are sick trees counted
.I 007
.W
what do shops write in ledgers
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "made.all").write_text(DOCUMENTS, encoding="utf-8")
    (tmp_path / "made.qry").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "made.rel").write_text("1 1 2\n1 2 -1\n2 2 3\n", encoding="utf-8")
    return tmp_path


def test_reading(folder: Path) -> None:
    collection = read(folder)
    assert collection.documents == {
        "1": ("drones in forests", "sick trees are counted from the air"),
        "2": (
            "ledgers of shops without any title at all",
            "ledgers of shops without any title at all but with some words",
        ),
    }
    assert list(collection.questions) == ["1", "2"]
    assert collection.judgments == {"1": {"1": 1}, "2": {"2": 1}}


def test_measuring(folder: Path, tmp_path: Path) -> None:
    collection = read(folder)
    assert measure(collection, ours(collection, EmbeddedEngine(tmp_path / "index"))) == 1
    assert measure(collection, library(collection)) == 1
    assert measure(collection, lambda _: ["2", "1"]) == pytest.approx((0.63093 + 1) / 2, abs=1e-4)


def test_a_folder_without_judgments_is_told(folder: Path) -> None:
    (folder / "made.rel").unlink()
    with pytest.raises(FileNotFoundError, match="judgments"):
        read(folder)
