"""Accounts speak Latvian to the end, politely: every page, message and mail of allauth."""

from __future__ import annotations

import re
from functools import cache as keep
from html import unescape
from pathlib import Path

import allauth
import polib
import pytest
from allauth import urls as allauth_urls
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.html import strip_tags

from directory.mail.models import Message
from tests.accounts.people import PASSWORD, person

#: The parts of allauth that this site shows.
SHOWN = re.compile(
    r"(^| )(account/(adapter|forms|views|fields)|mfa/|usersessions/(?!models|apps)"
    r"|socialaccount/(adapter|forms|views)|templates/(account|mfa|usersessions|socialaccount|allauth))"
)
IMPOLITE = re.compile(r"\b(jūs|jums|jūsu|tu|tev|tavs|tavu|spiedied)\b")


@keep
def messages() -> list[polib.POEntry]:
    """Return allauth's messages that this site shows."""
    path = Path(allauth.__file__).parent / "locale" / "lv" / "LC_MESSAGES" / "django.po"
    return [
        entry
        for entry in polib.pofile(str(path))
        if not entry.obsolete and SHOWN.search(" ".join(place for place, _ in entry.occurrences))
    ]


@keep
def english() -> frozenset[str]:
    """Return the messages of several words, as plain text, by which English is known again."""
    texts = (re.split(r"%\(\w+\)s|\n\n", entry.msgid) for entry in messages())
    plain = (" ".join(strip_tags(part).split()) for parts in texts for part in parts)
    return frozenset(text for text in plain if text.count(" ") >= 2)


def check(text: str) -> None:
    """Fail where a text holds a message in English, or addresses somebody impolitely."""
    plain = " ".join(strip_tags(re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)).split())
    plain = unescape(plain)
    assert [message for message in english() if message in plain] == []
    assert IMPOLITE.findall(plain) == []


def test_every_message_has_polite_latvian():
    assert len(messages()) > 200
    with translation.override("lv"):
        for entry in messages():
            if entry.msgid_plural:
                found = [
                    translation.ngettext(entry.msgid, entry.msgid_plural, number)
                    for number in (1, 2, 10)
                ]
            else:
                found = [translation.gettext(entry.msgid)]
            for text in found:
                assert text != entry.msgid or entry.msgid in {"MFA", "WebAuthn"}, entry.msgid
                assert not IMPOLITE.search(text), text


def test_our_words_keep_the_places_of_allauths():
    path = Path(__file__).parents[2] / "locale" / "allauth" / "lv" / "LC_MESSAGES" / "django.po"
    for entry in polib.pofile(str(path)):
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            if text:
                places = re.findall(r"%\(\w+\)s|%[sd]|\{\w+\}", entry.msgid)
                assert sorted(re.findall(r"%\(\w+\)s|%[sd]|\{\w+\}", text)) == sorted(places)


def addresses():
    """Return the names of allauth's pages that need no part of an address."""
    found = []

    def walk(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns)
            elif pattern.name:
                found.append(pattern.name)

    walk(allauth_urls.urlpatterns)
    return sorted(set(found))


@pytest.mark.django_db
@pytest.mark.parametrize("signed_in", [False, True])
def test_every_page_is_latvian(signed_in):
    client = Client()
    user = person("anna@example.org", language="lv")
    if signed_in:
        client.post("/lv/account/login/", {"login": user.email, "password": PASSWORD})
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(user)
        EmailAddress.objects.create(user=user, email="second@example.org")
    seen = 0
    for name in addresses():
        with translation.override("lv"):
            try:
                url = reverse(name)
            except NoReverseMatch:
                continue
        for answer in (client.get(url, follow=True), *(_posted(client, url, name))):
            if "text/html" in answer.get("Content-Type", ""):
                check(answer.content.decode())
                seen += 1
    assert seen > 20


def _posted(client, url, name):
    """Return the page of an empty form, whose fields all say what is missing."""
    return [] if "logout" in name else [client.post(url, {}, follow=True)]


@pytest.mark.django_db
def test_every_mail_is_latvian():
    # Other tests may have used up what an address may ask for in a while.
    cache.clear()
    client = Client()
    user = person("anna@example.org", language="lv")
    for path, data in (
        ("signup/", {"email": "anna@example.org", "password1": PASSWORD, "password2": PASSWORD}),
        ("signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}),
        ("password/reset/", {"email": "anna@example.org"}),
        ("password/reset/", {"email": "nobody@example.org"}),
    ):
        assert client.post(f"/lv/account/{path}", data).status_code == 302
    client.post("/lv/account/login/", {"login": user.email, "password": PASSWORD})
    new = "another long secret 2"
    changed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/lv/account/password/change/", changed)
    assert Message.objects.count() >= 5
    for mail in Message.objects.all():
        assert mail.language == "lv"
        check(mail.subject)
        check(mail.text)
