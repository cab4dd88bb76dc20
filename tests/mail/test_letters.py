"""The HTML part of a letter says what its text part says, in every letter there is."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import allauth
import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.adapters import AccountAdapter
from directory.mail.models import Message
from directory.mail.prose import blocks_of
from directory.mail.services import enqueue_letter, notify
from tests.accounts.people import person
from tests.mail.letters import Page, faults_of

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted(
    str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").glob("*/mail/*.txt")
)
THEIRS = sorted(
    {
        str(path.relative_to(folder)).removesuffix("_message.txt")
        for folder in (ROOT / "templates", Path(allauth.__file__).parent / "templates")
        for path in folder.glob("*/email/*_message.txt")
        if not path.name.startswith("base_")
    }
)
SITE = "https://ict.example"
WORD = re.compile(r"[a-z_]+")


class Said(str):
    """Whatever a template asks for: words with signs that HTML escapes, or an address of ours."""

    def __getattr__(self, name: str) -> Said:
        if name.startswith("_"):
            raise AttributeError(name)
        return said(name)

    def __iter__(self) -> Any:
        return iter([said("first"), said("second")])

    def __len__(self) -> int:
        return 2


def said(words: str) -> Said:
    is_address = re.search(r"\b(url|claim)$", words)
    return Said(f"{SITE}/lv/page/1:a-b_c/?x=1&y=2" if is_address else f"{words} <a> & b")


def context_of(path: str) -> dict[str, Any]:
    source = (ROOT / "templates" / path).read_text()
    names = {name for tag in re.findall(r"{[{%](.*?)[%}]}", source) for name in WORD.findall(tag)}
    numbers = {"count": 3, "more": 2}
    days = {"due", "deadline", "expires_at", "received"}
    return {
        name: numbers.get(name) or (datetime(2026, 12, 1, 12) if name in days else said(name))
        for name in names
    }


@pytest.fixture(autouse=True)
def site(settings):
    settings.WAGTAILADMIN_BASE_URL = SITE


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "lv"])
@pytest.mark.parametrize("path", OURS)
def test_each_of_our_letters_says_as_html_what_it_says_as_text(path, language):
    folder, _slash, name = path.rpartition("/")
    notify(
        event="letter:1",
        receiver="anna@example.org",
        template=name.removesuffix(".txt"),
        context=context_of(path),
        language=language,
        folder=folder,
        unsubscribe_url=f"{SITE}/lv/stop/1:2/",
    )
    message = Message.objects.get()
    assert SITE in message.text
    assert "&amp;" not in message.subject + message.text
    assert faults_of(message) == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "lv"])
@pytest.mark.parametrize("prefix", THEIRS)
def test_each_letter_of_an_account_says_as_html_what_it_says_as_text(prefix, language):
    user = person("anna@example.org")
    user.language = language
    by_request = "http://other.example/en/account/login/?next=/en/"
    names = ("activate_url", "password_reset_url", "signup_url")
    context = dict.fromkeys(names, by_request) | {"user": user, "username": "anna", "ip": "::1"}
    AccountAdapter().send_mail(prefix, user.email, context)
    message = Message.objects.get()
    assert message.language == language
    assert "other.example" not in message.text + message.html
    assert faults_of(message) == []


@pytest.mark.django_db
def test_a_forgotten_password_is_set_anew_from_the_html_alone(client):
    user = person("anna@example.org")
    client.post(
        "/en/account/password/reset/", {"email": user.email}, headers={"host": "testserver"}
    )
    page = Page(Message.objects.get().html)
    (button,) = page.buttons
    assert button.startswith(f"{SITE}/en/account/password/reset/key/")
    answer = Client().get(button.removeprefix(SITE), follow=True)
    assert 'name="password1"' in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/login/",
        "https://ict.example.evil.example/login/",
        "https://ict.example@evil.example/",
        "https://ict.example",
        "http://ict.example/",
        "javascript:alert(1)",
    ],
)
@pytest.mark.django_db
def test_an_address_that_somebody_wrote_shows_where_it_leads(address):
    body = f"Somebody asks:\n\n{address}\n\nAnswer:\n\n{SITE}/lv/answer/"
    message = enqueue_letter(
        event="letter:1", receiver="a@example.org", subject="\nA\n ", body=body, language="lv"
    )
    page = Page(message.html)
    assert page.buttons == [f"{SITE}/lv/answer/"]
    assert address in page.text
    assert "<h1>A</h1>" in message.html
    assert not [link for link in page.links if link.startswith("javascript")]


@pytest.mark.django_db
def test_what_somebody_wrote_is_no_code_of_the_letter():
    body = "<a class='go' href='https://evil.example/'>Open</a>\n\n- <b>one</b>\n- two & three"
    message = enqueue_letter(
        event="letter:1", receiver="a@example.org", subject="<i>", body=body, language="en"
    )
    page = Page(message.html)
    assert page.buttons == []
    assert page.lists == 1
    assert "<b>one</b> two & three" in page.text


def test_an_indented_line_goes_on_with_its_item():
    found = blocks_of("Two:\n\n- one\n  there\n- two\n\n  one\n- two", site="")
    assert [one.items for one in found] == [(), ("one\nthere", "two"), ()]


@given(st.lists(st.text(st.sampled_from("a- \n:/h"), max_size=12), max_size=6))
def test_no_word_of_a_text_is_lost_in_its_paragraphs(parts):
    body = "\n\n".join(parts)
    found = blocks_of(body, site=settings.WAGTAILADMIN_BASE_URL)
    kept = " ".join(f"{one.url} {' '.join(one.items)} {one.text}" for one in found)
    assert kept.replace("-", "").split() == body.replace("-", "").split()
