"""The paragraphs of a message, as its HTML part shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"https?://\S+")
_BETWEEN = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: an address of ours to follow, a list, or words."""

    url: str = ""
    items: tuple[str, ...] = ()
    text: str = ""


def blocks_of(body: str, *, site: str) -> tuple[Block, ...]:
    """Return the paragraphs of a text: a page of the site alone is a link, lines with a dash are a list.

    An indented line goes on with the item above it.

    What people write stands in messages too. An address of theirs is never behind words of ours:
    whoever reads it sees where it leads.
    """
    found = []
    for paragraph in _BETWEEN.split(body.strip()):
        lines = paragraph.strip().splitlines()
        if len(lines) == 1 and _ADDRESS.fullmatch(lines[0]) and _is_within(lines[0], site):
            found.append(Block(url=lines[0]))
        elif lines and all(line.startswith(("- ", "  ")) for line in lines):
            found.append(Block(items=tuple(_items(lines))))
        else:
            found.append(Block(text=paragraph.strip()))
    return tuple(found)


def _items(lines: list[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            items.append(line[2:])
        else:
            items[-1] += f"\n{line.strip()}"
    return items


def _is_within(address: str, site: str) -> bool:
    # With the slash: “https://site.example.evil” and “https://site.example@evil” begin as ours do.
    return bool(site) and address.startswith(f"{site.rstrip('/')}/")
