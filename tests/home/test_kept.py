"""What is the same on every page is drawn once, in each language."""

from __future__ import annotations

from django.template import Context, Template
from django.test import override_settings
from django.utils.translation import override

PART = '{% load home_tags i18n %}{% kept "test" lang %}{{ text }} {% translate "Search" %}{% endkept %}'


def drawn(text: str, lang: str) -> str:
    with override(lang):
        return Template(PART).render(Context({"text": text, "lang": lang}))


def test_a_part_is_drawn_once_for_each_value_it_varies_by() -> None:
    with override_settings(DEBUG=False):
        assert drawn("first", "en") == "first Search"
        assert drawn("second", "en") == "first Search"
        assert drawn("third", "lv").startswith("third ")
        assert drawn("fourth", "lv") == drawn("fifth", "lv") != drawn("sixth", "en")


def test_it_is_drawn_anew_while_debugging_and_after_a_change_of_settings() -> None:
    with override_settings(DEBUG=True):
        assert drawn("first", "en") == "first Search"
        assert drawn("second", "en") == "second Search"
    with override_settings(DEBUG=False):
        assert drawn("third", "en") == "third Search"
