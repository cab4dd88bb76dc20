"""CPV codes suggested for what is typed: offered, ticked and kept, without a script."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Revision

from directory.catalogue.models import Organisation
from directory.taxonomy.models import Cpv
from tests.accounts.people import member
from tests.catalogue.factories import organisation
from tests.workspace.test_editing import values

pytestmark = pytest.mark.django_db
PROFILE = "/en/workspace/acme/profile/"
TEXT = "Software development and maintenance of information systems for hospitals"


@pytest.fixture
def editor():
    call_command("load_vocabularies", verbosity=0)
    client = Client()
    row = organisation(slug="acme", name_en="Acme")
    client.force_login(member(row, "anna@example.org"))
    return client


def suggest(editor, **changes):
    return editor.post(PROFILE, values(editor.get(PROFILE), do="suggest", **changes))


def offered(page):
    return re.findall(r'name="cpv_pick" value="(\d{8})"', page.text)


def test_codes_are_offered_and_nothing_is_saved(editor):
    page = suggest(editor, description_en=TEXT)
    codes = offered(page)
    assert page.status_code == 200
    assert any(code.startswith("72") for code in codes[:3])
    assert TEXT in page.text
    assert Revision.objects.count() == 0
    label = Cpv.objects.get(slug=codes[0]).label_lv
    address = PROFILE.replace("/en/", "/lv/")
    latvian = editor.post(address, values(editor.get(address), do="suggest", description_en=TEXT))
    assert label in latvian.text


def test_what_is_ticked_joins_what_was_there(editor):
    first, second, *_more = offered(suggest(editor, description_en=TEXT))
    data = values(editor.get(PROFILE), description_en=TEXT, cpv=f"30200000, {first}")
    answer = editor.post(PROFILE, data | {"cpv_pick": [first, second]})
    assert answer.status_code == 302
    draft = Organisation.objects.get().get_latest_revision_as_object()
    assert {code.slug for code in draft.cpv.all()} == {"30200000", first, second}
    assert first not in offered(suggest(editor, description_en=TEXT))


def test_what_is_ticked_is_not_offered_again(editor):
    first, *_more = offered(suggest(editor, description_en=TEXT))
    again = suggest(editor, description_en=TEXT, cpv_pick=[first])
    assert first in again.context["form"]["cpv"].value()
    assert first not in offered(again)


def test_both_languages_are_asked(editor):
    latvian = "Ceļu būvdarbi un ielu remonts"
    both = offered(suggest(editor, description_en=TEXT, description_lv=latvian))
    assert any(code.startswith("72") for code in both)
    assert any(code.startswith("45") for code in both)


@pytest.mark.parametrize("text", ["", "   ", "\x00", "ß" * 10])
def test_without_words_it_says_what_to_do(editor, text):
    page = suggest(editor, name_en=text, name_lv="", description_en=text)
    assert page.status_code == 200
    assert not offered(page) or text.strip("\x00 ")


def test_a_pick_that_is_no_code_is_named(editor):
    data = values(editor.get(PROFILE)) | {"cpv_pick": ["72000000", "<b>", "9" * 5000]}
    page = editor.post(PROFILE, data)
    assert page.status_code == 400
    assert "Not among the CPV codes: &lt;b&gt;" in page.text


def test_enter_saves_and_does_not_suggest(editor):
    buttons = re.findall(r'<button[^>]*name="do" value="(\w+)"', editor.get(PROFILE).text)
    assert buttons[0] == "save"
    assert "suggest" in buttons
