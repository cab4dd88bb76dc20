"""Write PDF documents in the site's own letters, with language, title, outline and page numbers."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext, override

if TYPE_CHECKING:
    from fpdf import FPDF

FONTS = Path(__file__).resolve().parent / "fonts"
# It tells every table of every font that it cuts.
logging.getLogger("fontTools").setLevel(logging.WARNING)

_FAMILY = "instrument-sans"
_GAP = 2.0
_MARGIN = 20.0
#: The woven edge of the site, and the colours of its rules and its quiet words.
_EDGE, _LOZENGE = 3.5, 3.0
#: Spaces that the letters lack, and marks that print nothing.
_PLAIN = {ord("\t"): " ", ord("\r"): "", 0x202F: "\u00a0", 0x2060: "", 0x200B: ""}
_CARMINE, _LINEN, _RULE, _QUIET = (158, 48, 57), (246, 239, 226), (221, 212, 194), (98, 99, 108)


def _blank(paper: Paper) -> FPDF:
    """Return pages with the site's edge and name, and a foot: what the document is, and which page this is.

    The library is imported with the first document: it would lengthen every start of the site.
    """
    from fpdf import FPDF

    class Pages(FPDF):
        def header(self) -> None:
            self.set_fill_color(*_CARMINE)
            self.rect(0, 0, self.w, _EDGE, style="F")
            self.set_fill_color(*_LINEN)
            middle, reach = _EDGE / 2, _EDGE / 2 - 0.7
            for number in range(int(self.w / _LOZENGE) + 1):
                at = (number + 0.5) * _LOZENGE
                corners = [
                    (at - reach, middle),
                    (at, middle - reach),
                    (at + reach, middle),
                    (at, middle + reach),
                ]
                self.polygon(corners, style="F")
            self.set_xy(_MARGIN, _EDGE + 5)
            self.set_font(_FAMILY, "B", 9)
            self.cell(0, 5, paper.brand)
            self.set_xy(_MARGIN, _MARGIN + 2)

        def footer(self) -> None:
            self.set_y(-15)
            self.set_draw_color(*_RULE)
            self.line(_MARGIN, self.get_y() - 1, self.w - _MARGIN, self.get_y() - 1)
            self.set_font(_FAMILY, "", 8)
            self.set_text_color(*_QUIET)
            self.cell(0, 5, paper.foot, new_x="LEFT")
            self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")
            self.set_text_color(0)

    return Pages(format="A4")


class Paper:
    """A document that is written from top to bottom; letters of other scripts become question marks."""

    def __init__(self, *, title: str, lang: str, foot: str) -> None:
        self._pages = pages = _blank(self)
        pages.add_font(_FAMILY, "", FONTS / f"{_FAMILY}-regular.ttf")
        pages.add_font(_FAMILY, "B", FONTS / f"{_FAMILY}-bold.ttf")
        pages.set_margins(_MARGIN, _MARGIN)
        pages.set_auto_page_break(True, margin=_MARGIN)
        self._letters = frozenset(pages.fonts[_FAMILY].cmap)  # type: ignore[union-attr]
        pages.set_lang(lang)
        pages.set_title(self._writable(title))
        self.foot = self._writable(foot)[:90]
        with override(lang):
            self.brand = self._writable(gettext("Latvia ICT"))
        pages.add_page()
        self.heading(title, level=0)

    def heading(self, text: str, *, level: int = 1) -> None:
        """Write a heading, which also stands in the document's outline."""
        pages = self._pages
        if level and pages.will_page_break(25):
            pages.add_page()
        pages.ln(_GAP * (1, 4, 2.5)[min(level, 2)])
        if level == 1:
            pages.set_draw_color(*_RULE)
            pages.line(_MARGIN, pages.get_y(), pages.w - _MARGIN, pages.get_y())
            pages.ln(_GAP)
        pages.start_section(self._writable(text)[:200], level=level, strict=False)
        self._write(text, size={0: 20.0, 1: 14.0}.get(level, 11.0), bold=True)
        pages.ln(_GAP / 2)

    def text(self, text: str, *, bold: bool = False, size: float = 10.0) -> None:
        """Write a paragraph."""
        self._write(text, size=size, bold=bold)
        self._pages.ln(_GAP / 2)

    def label(self, text: str) -> None:
        """Write a line in bold above a list, apart from what stands before it."""
        self._pages.ln(_GAP)
        self.text(text, bold=True)

    def item(self, text: str, *, sign: str = "–") -> None:
        """Write a line of a list."""
        pages = self._pages
        pages.set_font(_FAMILY, "", 10)
        pages.cell(5, 5, self._writable(sign))
        pages.set_left_margin(_MARGIN + 5)
        self._write(text, size=10.0, bold=False)
        pages.set_left_margin(_MARGIN)
        pages.set_x(_MARGIN)

    def written(self) -> bytes:
        """Return the file."""
        return bytes(self._pages.output())

    def _writable(self, text: str) -> str:
        plain = text.translate(_PLAIN)
        return "".join(
            char if char == "\n" or ord(char) in self._letters else "?" for char in plain
        )

    def _write(self, text: str, *, size: float, bold: bool) -> None:
        self._pages.set_font(_FAMILY, "B" if bold else "", size)
        self._pages.multi_cell(
            0, size * 0.5, self._writable(text), align="L", new_x="LMARGIN", new_y="NEXT"
        )
