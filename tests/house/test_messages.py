"""Latvian messages: all there, same placeholders, Latvian quotation marks, every plural form."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from functools import cache
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
# %(name)s, %s, %d and {name}; a percent sign that is doubled stands for itself.
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[#0\- +]*(?:\d+|\*)?(?:\.\d+)?[diouxXeEfFgGcrsa%]|\{\w*\}")
PLURAL_FORMS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);"
NONE_ONE_MANY = {0: 2, 1: 0, 2: 1, 10: 1, 11: 1, 21: 0, 100: 1, 101: 0, 111: 1, 121: 0}


@cache
def catalogue() -> polib.POFile:
    """Return the Latvian catalogue."""
    return polib.pofile(str(ROOT / "locale" / "lv" / "LC_MESSAGES" / "django.po"))


def translations(entry: polib.POEntry) -> list[str]:
    """Return every form in which a message is translated."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> Counter[str]:
    """Return what a text leaves to be filled in."""
    return Counter(found for found in PLACEHOLDER.findall(text) if found != "%%")


def test_there_is_a_catalogue() -> None:
    # The English one says what libraries say in the words of this site.
    assert [path.parts[-3] for path in CATALOGUES] == ["en", "lv"]


def test_libraries_speak_as_the_site_does() -> None:
    english = polib.pofile(str(CATALOGUES[0]))
    assert english.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert [entry.msgid for entry in english if entry.fuzzy or not entry.msgstr] == []
    # A title is a sentence: one capital at its beginning.
    capitals = [entry.msgstr for entry in english if re.search(r" [A-Z][a-z]", entry.msgstr)]
    assert [text for text in capitals if ". " not in text] == []


def test_every_message_is_translated() -> None:
    unfinished = [
        entry.msgid
        for entry in catalogue()
        if entry.obsolete or entry.fuzzy or not all(map(str.strip, translations(entry)))
    ]
    assert unfinished == []


def test_no_message_stands_twice() -> None:
    keys = Counter((entry.msgctxt, entry.msgid) for entry in catalogue())
    assert [key for key, number in keys.items() if number > 1] == []


def test_plural_rule_is_that_of_django() -> None:
    # Django merges catalogues by the rule's text; with another one its own messages would be lost.
    assert catalogue().metadata["Plural-Forms"] == PLURAL_FORMS
    form = gettext.c2py(PLURAL_FORMS.partition("plural=")[2].rstrip(";"))
    assert {number: form(number) for number in NONE_ONE_MANY} == NONE_ONE_MANY


def test_every_plural_form_is_there() -> None:
    incomplete = [
        entry.msgid
        for entry in catalogue()
        if entry.msgid_plural and sorted(entry.msgstr_plural) != [0, 1, 2]
    ]
    assert incomplete == []


def test_placeholders_are_kept() -> None:
    """Each form carries the number, as one form stands for 1, 21, 31 and so on."""
    broken = []
    for entry in catalogue():
        wanted = placeholders(entry.msgid_plural or entry.msgid)
        broken += [
            (entry.msgid, text) for text in translations(entry) if placeholders(text) != wanted
        ]
    assert broken == []


def test_ends_are_kept() -> None:
    """Sentences stay sentences and labels stay labels; so do blanks at either end."""
    broken = []
    for entry in catalogue():
        for text in translations(entry):
            blanks = [re.findall(r"^\s*|\s*$", one) for one in (entry.msgid, text)]
            ends = [re.search(r"[:…]$", one) is not None for one in (entry.msgid, text)]
            sentence = entry.msgid.endswith(".") and " " in entry.msgid
            if (
                blanks[0] != blanks[1]
                or ends[0] != ends[1]
                or sentence > text.endswith((".", "”."))
            ):
                broken.append((entry.msgid, text))
    assert broken == []


def test_labels_keep_their_case() -> None:
    """Pages put messages into sentences, so small letters stay small."""
    broken = []
    for entry in catalogue():
        if entry.msgid[0].islower():
            # Abbreviations such as CPV keep their capitals.
            broken += [
                text for text in translations(entry) if text[0].isupper() and text[1].islower()
            ]
    assert broken == []


def test_quotation_marks_are_latvian_and_paired() -> None:
    broken = []
    for entry in catalogue():
        for text in translations(entry):
            marks = re.findall('[„“”"«»]', text)
            if marks != ["„", "”"] * (len(marks) // 2):
                broken.append(text)
    assert broken == []


def test_typography() -> None:
    """No double blank, no hyphen for a dash, no three dots, no straight apostrophe."""
    slips = re.compile(r"  | - |\.\.\.|'|\s[,.;:!?]")
    broken = [text for entry in catalogue() for text in translations(entry) if slips.search(text)]
    assert broken == []


@pytest.mark.parametrize("letters", ["Jūs", "Jūsu"])
def test_polite_forms_have_a_capital(letters: str) -> None:
    small = re.compile(rf"\b{letters.lower()}\b")
    assert [
        text for entry in catalogue() for text in translations(entry) if small.search(text)
    ] == []
