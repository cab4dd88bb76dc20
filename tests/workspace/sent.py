"""What a browser sends of a page's form, as it stands there."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

#: Inputs that send nothing by themselves.
_SILENT = {"submit", "button", "image", "file", "reset"}
_TICKED = {"checkbox", "radio"}


class _Fields(HTMLParser):
    """Collects the fields of the forms of a page that are sent to its own address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.texts: list[str] = []
        self.is_inside = False
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.is_inside = given.get("method") == "post" and not given.get("action")
        if not self.is_inside:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.found.setdefault(self.select, []).append(value)
        elif tag == "textarea":
            self.area = name
            self.texts.append(name)
            self.found[name] = [""]
        elif tag == "input" and name and given.get("type") not in _SILENT:
            if given.get("type") in _TICKED:
                if "checked" in given:
                    self.found.setdefault(name, []).append(value or "on")
            else:
                self.found[name] = [value]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""
        elif tag == "form":
            self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area][0] += data


def sent_of(page: str) -> tuple[dict[str, list[str]], list[str]]:
    """Return the fields of a page's own form with what they hold, and the names of its long texts."""
    fields = _Fields()
    fields.feed(page)
    return fields.found, fields.texts
