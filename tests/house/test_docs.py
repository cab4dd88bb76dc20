"""The documents name every command, script, setting, app, facet and engine, and nothing that is gone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from directory.importers.services.plans import PLANS
from directory.settings.env import VARIABLES
from search.contract.schema import FACETS
from search.engines import ENGINES

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
OUR_PACKAGES = ("directory", "home", "search")
# An engine that only tests name.
TEST_ENGINES = {"recording"}


def text(name: str) -> str:
    """Return a document's text."""
    return (DOCS / name).read_text(encoding="utf-8")


def first_cells(name: str, heading: str = "") -> list[str]:
    """Return the first cell of each row of a document's tables, or of one section's."""
    section = text(name)
    if heading:
        section = section.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"(?m)^\| (`[^|]*(?:\\\|[^|]*)*`)", section)


def words(cells: list[str]) -> set[str]:
    """Return the first word of each cell's code."""
    return {re.split(r"[` ]", cell.strip("`"))[0] for cell in cells}


def test_commands() -> None:
    ours = {
        name for name, app in get_commands().items() if str(app).partition(".")[0] in OUR_PACKAGES
    }
    assert words(first_cells("commands.md", "`manage.py`")) == ours


def test_scripts() -> None:
    listing = {
        path.name for path in (ROOT / "script").iterdir() if path.is_file() and not path.suffix
    }
    assert words(first_cells("commands.md", "Scripts")) == {f"script/{name}" for name in listing}


def test_settings() -> None:
    assert words(first_cells("settings.md")) == set(VARIABLES)


def test_facets() -> None:
    assert words(first_cells("search.md", "Facets")) == {facet.name for facet in FACETS}


def test_engines() -> None:
    assert words(first_cells("search.md", "Engines")) == set(ENGINES) - TEST_ENGINES


def test_keys_of_the_catalogue_file() -> None:
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \| (.*)$", text("importing.md")))
    for name, plan in PLANS.items():
        keys = set(plan.shape.model_fields) - {"type", "slug", "source", "sample"}
        assert keys <= set(re.findall(r"\w+", rows[name])), name


def test_apps() -> None:
    ours = {
        config.name
        for config in apps.get_app_configs()
        if config.name.partition(".")[0] in OUR_PACKAGES
    }
    assert ours <= words(first_cells("development.md"))
    assert ours <= set(re.findall(r"[\w.]+", text("development.md").partition("```")[2]))


def test_homes_of_words_are_apps() -> None:
    homes = set(re.findall(r"\| `([\w.]+)` \|$", text("glossary.md"), re.MULTILINE))
    assert homes <= {config.name for config in apps.get_app_configs()}


@pytest.mark.parametrize(
    "path",
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("**/*.md"))],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", sorted((DOCS / "adr").glob("*.md")), ids=lambda path: path.stem)
def test_decisions_say_why_and_what_they_cost(path: Path) -> None:
    assert re.match(r"\d{4}-[a-z0-9-]+$", path.stem)
    assert "**Why.**" in path.read_text("utf-8")
    assert "**Cost.**" in path.read_text("utf-8")


def test_readme_opens_with_the_two_commands() -> None:
    opening = (ROOT / "README.md").read_text("utf-8").splitlines()[:12]
    assert any("script/serve" in line for line in opening)
    assert any("script/test" in line for line in opening)


def test_no_change_stands_twice_in_the_changelog() -> None:
    # Two branches that reword one line leave both of them behind.
    entries = re.findall(r"(?m)^- (.{60})", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert len(entries) > 50
    assert [words for words, number in Counter(entries).items() if number > 1] == []
