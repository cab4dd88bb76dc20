"""Rich text: paragraphs and lists with bold and italic words, and nothing else.

A text that begins with ``<p>``, ``<ul>`` or ``<ol>`` is rich, and nh3 has the last word on what of
it is kept. Any other text is plain: blank lines end its paragraphs, and lines that begin with a
hyphen or a bullet make its lists. What has no bold, italic or numbered part is kept as plain text,
so that files, searches and programs read words and not markup.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe

BULLETS = ("- ", "• ", "* ", "– ")
#: Markup of so many characters takes nh3 half a second where it is meant to.
MOST_MARKUP = 50_000
#: Control characters beside tab and line ends, and halves of surrogate pairs: no text needs them
#: and databases refuse some of them.
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BEGINNINGS = ("<p>", "<ul>", "<ol>")
_STRONG, _EM = frozenset({"b", "strong"}), frozenset({"i", "em"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARAGRAPHS = _HEADINGS | {"p", "div", "blockquote", "tr"}
_LISTS = frozenset({"ul", "ol"})
_READ = _STRONG | _EM | _PARAGRAPHS | _LISTS | {"li", "br"}
_KEPT = frozenset({"p", "ul", "ol", "li", "strong", "em", "br"})


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a text, or one list; words in bold and italic are safe HTML."""

    text: str = ""
    items: tuple[str, ...] = ()
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    is_strong: bool = False
    is_em: bool = False


_Line = tuple[_Run, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, or the items of a list, ``tag`` being its element."""

    tag: str
    lines: tuple[_Line, ...]

    @property
    def plain(self) -> str:
        """Return it as plain text."""
        said = ["".join(run.text for run in line) for line in self.lines]
        if self.tag == "p":
            return said[0]
        marks = (f"{at}. " if self.tag == "ol" else "- " for at in range(1, len(said) + 1))
        return "\n".join(f"{mark}{line}" for mark, line in zip(marks, said, strict=True))

    @property
    def is_plain(self) -> bool:
        """Return whether plain text says all of it."""
        return self.tag != "ol" and not any(
            run.is_strong or run.is_em for line in self.lines for run in line
        )

    @property
    def html(self) -> str:
        """Return it as HTML."""
        lines = [_inline(line).replace("\n", "<br>") for line in self.lines]
        if self.tag == "p":
            return f"<p>{lines[0]}</p>"
        return f"<{self.tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{self.tag}>"


def is_rich(text: str | None) -> bool:
    """Return whether a text is rich."""
    return text is not None and text.startswith(_BEGINNINGS) and len(text) <= MOST_MARKUP


def canonical(text: str) -> str:
    """Return a text as it is kept: rich only where plain text would say less."""
    text = text.strip()
    return _written(tuple(_parts(text))) if is_rich(text) else text


def plain(text: str) -> str:
    """Return the words of a text, its paragraphs and lists as plain text has them."""
    return "\n\n".join(part.plain for part in _parts(text)) if is_rich(text) else text


def merged(written: str, before: str) -> str:
    """Return what somebody wrote, plainly or richly, to be kept in place of another text.

    Plain paragraphs and lists that stood there before keep their bold and italic words.
    """
    if is_rich(written.strip()) or not is_rich(before):
        return canonical(written)
    if written.strip() == plain(before).strip():
        return before
    known: dict[str, deque[_Part]] = {}
    for part in _parts(before):
        known.setdefault(part.plain, deque()).append(part)
    parts = []
    for part in _plain_parts(written):
        same = known.get(part.plain)
        parts.append(same.popleft() if same else part)
    return _written(tuple(parts)) if any(not part.is_plain for part in parts) else written.strip()


def blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs and lists of a text."""
    found = []
    for part in _parts(text):
        lines = tuple(_shown(line) for line in part.lines)
        if part.tag == "p":
            found.append(Block(lines[0]))
        else:
            found.append(Block(items=lines, is_numbered=part.tag == "ol"))
    return tuple(found)


def formatted(text: str) -> str:
    """Return a text for comparisons: as plain text, with its bold and italic words in HTML."""
    if not is_rich(text):
        return text
    said = []
    for part in _parts(text):
        lines = [_inline(line) for line in part.lines]
        marks = (
            "" if part.tag == "p" else f"{at}. " if part.tag == "ol" else "- "
            for at in range(1, len(lines) + 1)
        )
        said.append("\n".join(f"{mark}{line}" for mark, line in zip(marks, lines, strict=True)))
    return _safe("\n\n".join(said))


def spelt_out(shown: str) -> str:
    """Return what was formatted for comparisons in plain words: bold between ``**``, italic between ``_``."""
    if not isinstance(shown, SafeString):
        return shown
    return unescape(re.sub(r"</?em>", "_", re.sub(r"</?strong>", "**", shown)))


def _parts(text: str) -> Iterator[_Part]:
    if not is_rich(text):
        yield from _plain_parts(text)
        return
    reader = _Reader()
    reader.feed(nh3.clean(text, tags=set(_READ), attributes={}))
    reader.close()
    yield from reader.ended()


def _plain_parts(text: str) -> Iterator[_Part]:
    lines: list[str] = []
    items: list[str] = []
    for line in [*text.splitlines(), ""]:
        stripped = line.strip()
        is_item = stripped.startswith(BULLETS)
        if items and not is_item:
            yield _Part("ul", tuple((_Run(item),) for item in items))
            items = []
        if lines and (is_item or not stripped):
            yield _Part("p", ((_Run("\n".join(lines)),),))
            lines = []
        if is_item:
            items.append(stripped[2:].strip())
        elif stripped:
            lines.append(stripped)


def _written(parts: tuple[_Part, ...]) -> str:
    said = "\n\n".join(part.plain for part in parts)
    # Words that look like the beginning of rich text are kept as what they are.
    if all(part.is_plain for part in parts) and not is_rich(said):
        return said
    return nh3.clean("\n".join(part.html for part in parts), tags=set(_KEPT), attributes={})


def _inline(line: _Line) -> str:
    said = []
    for run in line:
        text = escape(run.text, quote=False)
        text = f"<em>{text}</em>" if run.is_em else text
        said.append(f"<strong>{text}</strong>" if run.is_strong else text)
    return "".join(said)


def _shown(line: _Line) -> str:
    if not any(run.is_strong or run.is_em for run in line):
        return "".join(run.text for run in line)
    return _safe(_inline(line))


def _safe(html: str) -> SafeString:
    return mark_safe(nh3.clean(html, tags={"strong", "em"}, attributes={}))  # noqa: S308


class _Reader(HTMLParser):
    """Reads what nh3 left: elements that are closed, without attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[_Part] = []
        self._line: list[_Run] = []
        self._items: list[_Line] = []
        self._lists: list[str] = []
        self._strong = self._em = self._heading = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        if tag in _STRONG:
            self._strong += 1
        elif tag in _EM:
            self._em += 1
        elif tag == "br":
            self._line.append(_Run("\n"))
        elif tag in _LISTS:
            self._end_line()
            if not self._lists:
                self._end_list("ul")
            self._lists.append(tag)
        elif tag in _PARAGRAPHS or tag == "li":
            self._end_line()
            self._heading += tag in _HEADINGS

    def handle_endtag(self, tag: str) -> None:
        if tag in _STRONG:
            self._strong -= 1
        elif tag in _EM:
            self._em -= 1
        elif tag in _LISTS:
            self._end_line()
            first = self._lists.pop() if self._lists else tag
            if not self._lists:
                self._end_list(first)
        elif tag in _PARAGRAPHS or tag == "li":
            self._end_line()
            self._heading -= tag in _HEADINGS

    def handle_data(self, data: str) -> None:
        # Who may not send a control character may name it by its number.
        text = UNWANTED.sub("", data.replace("\u00a0", " "))
        said = " ".join(text.split())
        said = f"{' ' if text[:1].isspace() else ''}{said}{' ' if said and text[-1:].isspace() else ''}"
        if said:
            self._line.append(_Run(said, bool(self._strong or self._heading), bool(self._em)))

    def ended(self) -> list[_Part]:
        """Return what was read."""
        self._end_line()
        self._end_list("ul")
        return self._parts

    def _end_line(self) -> None:
        line = _tidied(self._line)
        self._line = []
        if not line:
            return
        if self._lists:
            self._items.append(line)
        else:
            self._parts.append(_Part("p", (line,)))

    def _end_list(self, tag: str) -> None:
        if self._items:
            self._parts.append(_Part(tag, tuple(self._items)))
            self._items = []


def _tidied(runs: list[_Run]) -> _Line:
    """Return the runs of a line joined where they are alike, without spaces that nobody sees."""
    found: list[_Run] = []
    end = "\n"
    for run in runs:
        text = run.text.lstrip(" ") if end in " \n" else run.text
        if text == "\n":
            if not found:
                continue
            found[-1] = _Run(found[-1].text.rstrip(" "), found[-1].is_strong, found[-1].is_em)
        if not text:
            continue
        end = text[-1]
        if found and (found[-1].is_strong, found[-1].is_em) == (run.is_strong, run.is_em):
            text = found.pop().text + text
        found.append(_Run(text, run.is_strong, run.is_em))
    while found and not found[-1].text.strip():
        found.pop()
    if found:
        found[-1] = _Run(found[-1].text.rstrip(), found[-1].is_strong, found[-1].is_em)
    return tuple(found)
