"""The component page shows every component, to developers only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from django.utils.translation import override

from directory.browse.presenters.specimens import specimens

TEMPLATES = site.BASE_DIR / "templates" / "components"
STYLES = site.BASE_DIR / "directory" / "static" / "css" / "components"
#: The frame of every page, the one with the component page in it.
FRAME = {"belt_line", "foot", "mast", "sprite"}
#: Drawn by script, or told by their own pages in tests/browser/pages.py.
ELSEWHERE = {
    "letter",
    "combo",
    "account",
    "counts",
    "entry",
    "error",
    "passage",
    "tally",
    "thread",
    "values",
    "workspace",
}


def test_it_is_not_there_where_the_site_is_used(client: Client, db: None) -> None:
    assert client.get("/en/components/").status_code == 404


def test_every_template_has_a_specimen() -> None:
    shown = {specimen.name for specimen in specimens()}
    assert {path.stem for path in TEMPLATES.glob("*.html")} - FRAME <= shown


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_it_shows_a_class_of_every_style_sheet(
    client: Client, db: None, settings: Any, lang: str
) -> None:
    settings.COMPONENT_PAGE = True
    response = client.get(f"/{lang}/components/")
    assert response.status_code == 200
    html = response.content.decode()
    used = {name for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}
    missing = [path.stem for path in STYLES.glob("*.css") if not used & classes(path)]
    assert set(missing) <= ELSEWHERE


def test_texts_are_in_both_languages() -> None:
    told = {}
    for lang in ("en", "lv"):
        with override(lang):
            told[lang] = {
                (specimen.name, state.name): repr(state.context)
                for specimen in specimens()
                for state in specimen.states
                if specimen.name in {"hit", "card", "panel", "empty", "note"}
            }
    assert told["en"].keys() == told["lv"].keys()
    assert not [state for state, texts in told["en"].items() if texts == told["lv"][state]]


def classes(path: Path) -> set[str]:
    """Return the classes that a style sheet names."""
    return set(re.findall(r"\.([a-z][\w-]*)", path.read_text(encoding="utf-8")))
