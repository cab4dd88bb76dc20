"""The administration wears the mark and the colours of the site."""

from __future__ import annotations

import re
from typing import Any

import pytest

from directory.mail.services import enqueue_letter
from tests.search.entries import organisation, solution


def test_it_wears_the_mark_and_the_colours(admin_client: Any) -> None:
    page = admin_client.get("/admin/").content.decode()
    assert "/static/administration.css" in page
    assert "/static/belt/mark.svg" in page


@pytest.mark.parametrize("path", ["snippets/catalogue/solution/", "outbox/", "users/"])
def test_a_wide_list_scrolls_in_a_part_with_a_name_that_the_keyboard_gets_to(
    admin_client: Any, path: str
) -> None:
    solution("Rindo", providers=[organisation("Kvantera")])
    enqueue_letter(event="a:1", receiver="a@example.org", subject="A", body="B", language="en")
    page = admin_client.get(f"/admin/{path}").content.decode()
    (region,) = re.findall(r'<div class="[^"]*listing-scroll[^>]*>', page)
    assert 'role="region" tabindex="0"' in region
    assert re.search(r'aria-label="\w+', region)
    assert "<table" in page.split(region)[1]
