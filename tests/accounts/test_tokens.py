"""Links in mails work once, for a while, and for nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from directory.mail.models import Message
from tests.accounts.people import PASSWORD, person

pytestmark = pytest.mark.django_db
NEW = "another long secret 2"


@pytest.fixture(autouse=True)
def _no_limits_of_other_tests():
    cache.clear()


def link_in(receiver):
    """Return the path of the link in somebody's last message."""
    text = Message.objects.filter(receiver=receiver).order_by("-pk").first().text
    return re.search(r"https?://[^/\s]+(/\S*account/\S+)", text).group(1)


def reset(client, link, password=NEW):
    """Follow a link to a new password as far as it goes."""
    page = client.get(link, follow=True)
    target = page.redirect_chain[-1][0] if page.redirect_chain else link
    return client.post(target, {"password1": password, "password2": password})


def works(password):
    client = Client()
    client.post("/en/account/login/", {"login": "anna@example.org", "password": password})
    return "_auth_user_id" in client.session


def asked_to_reset():
    person("anna@example.org")
    Client().post("/en/account/password/reset/", {"email": "anna@example.org"})
    return link_in("anna@example.org")


def test_a_reset_is_used_once():
    link = asked_to_reset()
    reset(Client(), link)
    assert works(NEW)
    again = reset(Client(), link, "a third long secret 3")
    assert again.status_code == 200
    assert works(NEW)
    assert not works("a third long secret 3")


def test_an_old_reset_is_of_no_use():
    link = asked_to_reset()
    later = timezone.now().replace(tzinfo=None) + timedelta(days=4)
    where = "django.contrib.auth.tokens.PasswordResetTokenGenerator._now"
    with mock.patch(where, return_value=later):
        assert reset(Client(), link).status_code == 200
    assert works(PASSWORD)
    assert not works(NEW)


@pytest.mark.parametrize("change", ["x", "-x", "/../", "%00"])
def test_a_forged_reset_is_a_page(change):
    link = asked_to_reset().rstrip("/")
    answer = Client().get(f"{link}{change}/", follow=True)
    assert answer.status_code in {200, 404}
    assert works(PASSWORD)


def test_an_address_is_verified_once_and_signs_nobody_else_in():
    sent = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    Client().post("/en/account/signup/", sent)
    link = link_in("new@example.org")
    stranger = Client()
    stranger.post(link)
    assert EmailAddress.objects.get(email="new@example.org").verified
    assert "_auth_user_id" not in stranger.session
    assert Client().post(link).status_code < 500
    assert Client().get(link[:-3] + "xx/").status_code in {200, 404}
