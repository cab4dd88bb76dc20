"""The rules that only this house has hold, and each is noticed when broken."""

from __future__ import annotations

import ast
from pathlib import Path

import polib
import pytest
from rules import (
    LONGEST_MODULE,
    ROOT,
    broken_in_messages,
    broken_in_text,
    broken_rules,
    fixed_texts,
)


def test_no_rule_is_broken() -> None:
    assert list(broken_rules()) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("models.py", "# TO" + "DO: later"),
        ("services.py", "raise Not" + "ImplementedError"),
        ("settings.md", "see /wo" + "rk/main/var"),
        ("account.css", "<" * 7 + " HEAD"),
        ("django.po", ">" * 7 + " 1a2b3c4 (Say it)"),
        ("x.lock", "https://files.python" + "hosted.org/x"),
        ("page.html", "<script>go()</script>"),
        ("page.html", '<p style="color:red">'),
        ("page.html", '<a onclick="go()">'),
        ("page.html", "<style>"),
        ("page.html", '<script>{% include "components/go.js" %}</script>'),
    ],
)
def test_broken_line_is_noticed(name: str, line: str) -> None:
    assert len(list(broken_in_text(ROOT / name, ["fine", line]))) == 1


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("page.html", '<script src="/static/js/facets.js" defer></script>'),
        ("page.html", '<script type="application/ld+json">{{ data }}</script>'),
        ("page.html", '<script>{% include "inline/theme.js" %}</script>'),
        ("notes.md", "https://example.org/work/of/others/"),
        ("data.py", "only = one"),
    ],
)
def test_sound_line_passes(name: str, line: str) -> None:
    assert list(broken_in_text(ROOT / name, [line])) == []


def test_long_module_is_noticed() -> None:
    long = ["x = 1"] * (LONGEST_MODULE + 1)
    assert len(list(broken_in_text(ROOT / "models.py", long))) == 1
    assert list(broken_in_text(ROOT / "app" / "migrations" / "0001_first.py", long)) == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ('label = _("At most %(number)d") % {"number": 5}', [2]),
        ('class Form:\n    label = _("At most %d") % 5', [3]),
        ('def words():\n    return _("At most %d") % 5', []),
        ('label = "%d" % 5', []),
    ],
)
def test_text_that_stays_in_one_language_is_noticed(code: str, lines: list[int]) -> None:
    tree = ast.parse(f"from django.utils.translation import gettext_lazy as _\n{code}")
    assert list(fixed_texts(tree)) == lines


def test_missing_and_guessed_translations_are_noticed(tmp_path: Path) -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Search", msgstr="Meklēt"))
    catalogue.append(polib.POEntry(msgid="Need", msgstr=""))
    catalogue.append(polib.POEntry(msgid="Buyer", msgstr="Pircējs", flags=["fuzzy"]))
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="", obsolete=True))
    path = tmp_path / "django.po"
    catalogue.save(str(path))
    assert len(list(broken_in_messages(path))) == 2
