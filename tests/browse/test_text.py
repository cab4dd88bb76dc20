"""Texts as pages show them."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.utils import translation

from directory.browse.presenters.paging import address
from directory.browse.presenters.structured import json_ld
from directory.browse.presenters.text import Block, Text, blocks, money, summary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("One", (Block("One"),)),
        ("One\nline\n\n\nTwo", (Block("One\nline"), Block("Two"))),
        ("It gives:\n- a\n- b\nAnd so on", (Block("It gives:"), Block(items=("a", "b")), Block("And so on"))),
        ("• a\n\n* b", (Block(items=("a",)), Block(items=("b",)))),
        ("-5 degrees", (Block("-5 degrees"),)),
    ],
)  # fmt: skip
def test_plain_text_becomes_paragraphs_and_lists(text, expected):
    assert blocks(text) == expected


def test_a_summary_ends_at_a_word():
    text = summary(Text(), Text("word " * 80))
    assert len(text) <= 161
    assert text.endswith("word…")


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "EUR 1 492 907.50"), ("lv", "1 492 907,50 EUR")]
)
def test_amounts_are_written_as_the_language_does(language, expected):
    with translation.override(language):
        assert money(Decimal("1492907.50"), "EUR").replace("\u00a0", " ") == expected


def test_cents_are_left_out_where_there_are_none():
    with translation.override("en"):
        assert money(Decimal("5000.00"), "EUR").replace("\u00a0", " ") == "EUR 5 000"
    assert money(None, "EUR") == ""


def test_empty_parameters_are_left_out_of_addresses():
    assert address("/en/needs/", {"kind": "tender", "status": "open"}, status="") == (
        "/en/needs/?kind=tender"
    )


def test_json_ld_escapes_what_html_reads():
    block = json_ld("Organization", {"name": "</script>&", "url": ""})
    assert "<" not in block
    assert "&" not in block
    assert json.loads(block) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "</script>&",
    }
