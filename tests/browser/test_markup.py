"""The HTML of every type of page is valid by the Nu checker."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

from tests.browser.pages import every_page
from tests.browser.site import LONG, Site
from tests.browser.tools import faults_of_markup


def test_no_error_on_any_page(site: Site, tmp_path: Path) -> None:
    pages = {}
    for name, path, _status in every_page():
        try:
            with urllib.request.urlopen(f"{site.url}{path}", timeout=LONG) as answer:
                pages[name] = answer.read()
        except urllib.error.HTTPError as error:
            pages[name] = error.read()
    assert faults_of_markup(pages, tmp_path) == []
