"""The administration wears the mark and the colours of the site."""

from __future__ import annotations

from typing import Any


def test_it_wears_the_mark_and_the_colours(admin_client: Any) -> None:
    page = admin_client.get("/admin/").content.decode()
    assert "/static/administration.css" in page
    assert "/static/belt/mark.svg" in page
