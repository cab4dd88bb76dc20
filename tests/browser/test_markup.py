"""The HTML of every type of page is valid by the Nu checker."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from tests.browser.pages import every_page
from tests.browser.site import Site
from tests.browser.tools import NU, needed


def test_no_error_on_any_page(site: Site, tmp_path: Path) -> None:
    checker = needed(NU, "java")
    for name, path, _status in every_page():
        try:
            with urllib.request.urlopen(f"{site.url}{path}", timeout=30) as answer:
                html = answer.read()
        except urllib.error.HTTPError as error:
            html = error.read()
        (tmp_path / f"{name}.html").write_bytes(html)
    command = ["java", "-Xmx512m", "-jar", str(checker), "--format", "json", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    found = sorted(
        {
            f"{Path(one['url']).stem}: {one['message']} {one.get('extract', '')!r}"
            for one in messages
            if one["type"] == "error"
        }
    )
    assert found == []
