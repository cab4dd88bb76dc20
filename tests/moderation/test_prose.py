"""Rich text: what is kept of it, what is shown, and what everything but its page reads."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.moderation.prose import (
    MOST_MARKUP,
    blocks,
    canonical,
    formatted,
    is_rich,
    merged,
    plain,
    spelt_out,
)

TAGS = "<p> </p> <ul> <ol> </ol> <li> <b> </b> <em> </i> <div> <br> <h2> <a>".split()
WORDS = ["&", "&lt;", "&nbsp;", "one", "two", "-", "•", "\n\n", "\n- ", "\x00", "<!-- x -->"]
ATTACKS = ["<script>x()</script>", "<img src=x onerror=go()>", "<svg/onload=go()>"]
PIECES = st.sampled_from([*TAGS, *WORDS, *ATTACKS])
HTML = st.lists(PIECES, max_size=30).map(lambda parts: "<p>" + " ".join(parts))


class Elements(HTMLParser):
    """Collects what a browser would make of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[object] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


@given(HTML)
def test_only_a_few_elements_are_ever_kept(text):
    kept = canonical(text)
    assert canonical(kept) == kept
    if is_rich(kept):
        found = Elements(kept)
        assert found.tags <= {"p", "ul", "ol", "li", "strong", "em", "br"}
        assert found.attributes == []
    assert plain(kept).split() == plain(text).split()
    for shown in (formatted(kept), *(block.text for block in blocks(kept))):
        if hasattr(shown, "__html__"):
            assert Elements(shown).tags <= {"strong", "em"}


@given(st.text(max_size=200).filter(lambda text: not text.strip().startswith("<")))
def test_plain_text_stays_what_it_is(text):
    assert canonical(text) == text.strip()
    assert plain(text) == formatted(text) == text


@given(HTML)
def test_who_writes_plainly_keeps_what_was_bold(text):
    kept = canonical(text)
    assert merged(plain(kept), kept) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>A <b>bold</b> word</p>", "<p>A <strong>bold</strong> word</p>"),
        ("<p>One</p><ul><li>a</li><li>b</li></ul>", "One\n\n- a\n- b"),
        ("<p>x</p><h2>Head</h2><div>text</div>", "<p>x</p>\n<p><strong>Head</strong></p>\n<p>text</p>"),
        ("<ol><li>a</li></ol>", "<ol><li>a</li></ol>"),
        ("<p>a</p><script>go()</script><p onclick=go()>b</p>", "a\n\nb"),
        ('<p>a <a href="javascript:go()"><i>b</i></a></p>', "<p>a <em>b</em></p>"),
        ("<p>&lt;script&gt; &amp;</p>", "<script> &"),
        ("<p>&lt;p&gt;</p>", "<p>&lt;p&gt;</p>"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<script>x</script>", "<script>x</script>"),
        ("<p>a&#1; &#x7f;&#x81;b <i>c&#27;</i></p>", "<p>a b <em>c</em></p>"),
    ],
)  # fmt: skip
def test_what_is_kept(written, kept):
    assert canonical(written) == kept


def test_a_changed_paragraph_is_plain_and_its_neighbours_are_not():
    before = canonical("<p>One <b>bold</b></p><p><i>two</i></p><ul><li>a <b>b</b></li></ul>")
    after = merged("One bold\n\nthree <b>\n\n- a b", before)
    assert (
        after
        == "<p>One <strong>bold</strong></p>\n<p>three &lt;b&gt;</p>\n<ul><li>a <strong>b</strong></li></ul>"
    )


def test_markup_without_end_is_taken_as_plain_text():
    assert not is_rich("<p>" + "<div>" * MOST_MARKUP)
    assert blocks("<p>" + "x" * MOST_MARKUP)[0].text.startswith("<p>x")


@given(HTML)
def test_words_spelt_out_for_comparisons_are_the_words_and_marks(text):
    kept = canonical(text)
    marked = spelt_out(formatted(kept))
    bare = marked.replace("*", "").replace("_", "")
    assert bare.split() == plain(kept).split()
