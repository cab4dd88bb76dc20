"""PDF documents: what their letters lack."""

from __future__ import annotations

import io

from pypdf import PdfReader

from directory.media.papers import Paper


def test_marks_that_only_hold_a_line_together_print_nothing():
    paper = Paper(title="Izlase", lang="lv", foot="Izlase")
    paper.text("10–\u206049 darbinieki, 1\u202f200 EUR")
    said = PdfReader(io.BytesIO(paper.written())).pages[0].extract_text()
    assert "10–49 darbinieki, 1 200 EUR" in said.replace("\u00a0", " ")
