"""Pages of a list, and the choices above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.core.paginator import Page
from django.utils.http import urlencode

#: Pages named on each side of the present one.
AROUND = 2


@dataclass(frozen=True, slots=True)
class Number:
    """One page to go to, or a gap between pages."""

    number: int = 0
    url: str = ""
    current: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the reader is in a list, as the pages component takes it."""

    numbers: tuple[Number, ...]
    previous: str = ""
    next: str = ""


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
    """Return the way through a list: first, last and the pages around the present one."""
    return Pages(
        numbers=tuple(_numbers(page, url)),
        previous=url(page.number - 1) if page.has_previous() else "",
        next=url(page.number + 1) if page.has_next() else "",
    )


def _numbers(page: Page, url: Callable[[int], str]) -> Iterator[Number]:
    last = page.paginator.num_pages
    near = range(max(1, page.number - AROUND), min(last, page.number + AROUND) + 1)
    before = 0
    for number in sorted({1, *near, last}):
        if number > before + 1:
            yield Number(gap=True)
        yield Number(number, url(number), number == page.number)
        before = number
