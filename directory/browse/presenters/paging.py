"""Pages of a list, and the choices above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page
from django.utils.http import urlencode

from search.presenters.paging import Pages, pages


@dataclass(frozen=True, slots=True)
class Tab:
    """One choice above a list."""

    label: str
    url: str
    current: bool
    count: str = ""


def address(path: str, chosen: Mapping[str, str], **changes: str) -> str:
    """Return the address of a list with some parameters changed and the empty ones left out."""
    parameters = {name: value for name, value in {**chosen, **changes}.items() if value}
    return f"{path}?{urlencode(parameters)}" if parameters else path


def pages_of(page: Page, url: Callable[[int], str]) -> Pages:
    """Return the way through a list that Django has cut into pages."""
    return pages(page.number, page.paginator.num_pages, url)
