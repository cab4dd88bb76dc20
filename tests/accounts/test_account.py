"""Signing up, in and out; second factors; the same answer for known and unknown addresses."""

from __future__ import annotations

import json
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from directory.accounts.services.people import export_account, vouch_for_address
from directory.mail.choices import Topic
from directory.mail.models import Message
from directory.mail.services import refused_topics
from directory.users.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough secret 1"


@pytest.fixture(autouse=True)
def _fresh():
    """Start without counted attempts, in English."""
    cache.clear()
    with translation.override("en"):
        yield


def person(email="anna@example.org", **fields):
    user = User.objects.create_user(email, PASSWORD, **fields)
    vouch_for_address(user=user)
    return user


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def sign_up(client, email, language="en"):
    data = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    return client.post(f"/{language}/account/signup/", data)


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def confirm(client):
    """Give the password once more, as sensitive pages ask for it."""
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def test_sensitive_pages_ask_for_the_password_again(client):
    person()
    sign_in(client, "anna@example.org")
    for name in ("accounts:export", "accounts:erase", "mfa_activate_totp"):
        answer = client.get(reverse(name))
        assert answer.url.startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("language", ["en", "lv"])
def test_an_address_is_verified_before_anybody_signs_in(client, language):
    answer = sign_up(client, "New@example.org", language)
    assert answer.status_code == 302
    user = User.objects.get(email__iexact="new@example.org")
    assert user.language == language
    message = Message.objects.get(receiver__iexact="new@example.org")
    assert message.language == language
    assert message.html
    link = re.search(rf"https?://[^/]+(/{language}/account/confirm-email/\S+)", message.text)[1]
    client.logout()
    sign_in(client, "new@example.org")
    assert "_auth_user_id" not in client.session
    assert client.post(link).status_code == 302
    sign_in(client, "new@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert UserSession.objects.filter(user=user).exists()


def test_a_known_address_gets_the_same_answer(client):
    person()
    known = sign_up(client, "anna@example.org")
    client.cookies.clear()
    unknown = sign_up(client, "other@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert User.objects.filter(email__iexact="anna@example.org").count() == 1
    subjects = {row.receiver: row for row in Message.objects.all()}
    assert set(subjects) == {"anna@example.org", "other@example.org"}
    assert "confirm-email" not in subjects["anna@example.org"].text


def test_a_reset_says_the_same_for_every_address(client):
    person(language="lv")
    page = reverse("account_reset_password")
    known = client.post(page, {"email": "anna@example.org"})
    unknown = client.post(page, {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    message = Message.objects.get(receiver="anna@example.org")
    assert message.language == "lv"
    link = re.search(r"https?://[^/]+(/lv/account/password/reset/key/\S+)", message.text)[1]
    form = client.get(link, follow=True)
    changed = {"password1": "another secret 22", "password2": "another secret 22"}
    assert client.post(form.request["PATH_INFO"], changed).status_code == 302
    assert User.objects.get(email="anna@example.org").check_password("another secret 22")
    assert "key" in client.get(link).request["PATH_INFO"]
    again = client.get(link, follow=True)
    assert "password1" not in again.text


def test_wrong_passwords_are_counted_by_account(client):
    person()
    for _attempt in range(10):
        assert sign_in(client, "anna@example.org", "wrong").status_code == 200
    answer = sign_in(client, "anna@example.org")
    assert "_auth_user_id" not in client.session
    assert "Too many" in answer.text
    person("berta@example.org")
    sign_in(client, "berta@example.org")
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("ask", ["sign_in", "sign_up", "reset"])
def test_an_unknown_address_costs_as_many_hashes_as_a_known_one(client, ask, monkeypatch):
    person()
    calls = []
    original = MD5PasswordHasher.encode

    def counted(self, password, salt):
        calls.append(1)
        return original(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    asked = {
        "sign_in": lambda email: sign_in(Client(), email, "wrong"),
        "sign_up": lambda email: sign_up(Client(), email),
        "reset": lambda email: Client().post(reverse("account_reset_password"), {"email": email}),
    }[ask]
    found = []
    # Asked again, which sends no second message, it costs the same too.
    for email in ("anna@example.org", "anna@example.org", "nobody@example.org"):
        calls.clear()
        answer = asked(email)
        found.append((answer.status_code, answer.headers.get("Location"), len(calls)))
    assert len(set(found)) == 1
    assert found[0][2] == (0 if ask == "reset" else 1)


def test_a_second_factor_is_asked_for_and_kept_encrypted(client):
    user = person()
    sign_in(client, "anna@example.org")
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert "<svg" in page.text
    assert "data:image" not in page.text
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.status_code == 302
    row = Authenticator.objects.get(user=user, type="totp")
    assert secret not in json.dumps(row.data)
    assert get_adapter().decrypt(row.data["secret"]) == secret
    client.logout()
    answer = sign_in(client, "anna@example.org")
    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    client.post(answer.url, {"code": "000000"})
    assert "_auth_user_id" not in client.session
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    assert client.post(answer.url, {"code": codes[0]}).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_new_factor_ends_the_other_sessions(client, django_capture_on_commit_callbacks):
    user = person()
    elsewhere = Client()
    sign_in(elsewhere, "anna@example.org")
    sign_in(client, "anna@example.org")
    confirm(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert elsewhere.get(reverse("accounts:overview")).status_code == 302
    assert client.get(reverse("accounts:overview")).status_code == 200
    assert UserSession.objects.filter(user=user).count() == 1


def test_staff_need_a_second_factor_where_it_is_required(client, settings):
    settings.STAFF_MFA_REQUIRED = True
    staff = User.objects.create_superuser("staff@example.org", PASSWORD)
    sign_in(client, "staff@example.org")
    home = reverse("wagtailadmin_home")
    assert client.get(home).url == reverse("mfa_activate_totp")
    confirm(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert client.get(home).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=staff, type="totp").exists()
    settings.STAFF_MFA_REQUIRED = False
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=staff, type="totp").exists()


def test_members_of_the_public_need_none(client, settings):
    settings.STAFF_MFA_REQUIRED = True
    person()
    sign_in(client, "anna@example.org")
    assert client.get(reverse("accounts:overview")).status_code == 200


def test_the_administration_signs_in_here(client):
    answer = client.get("/admin/login/?next=/admin/reports/")
    assert answer.url == f"{reverse('account_login')}?next=%2Fadmin%2Freports%2F"
    assert client.get("/admin/password_reset/").url == reverse("account_reset_password")
    assert client.get("/admin/password_reset/confirm/a/b-c/").url == reverse(
        "account_reset_password"
    )
    assert client.get("/admin/").url.startswith(reverse("account_login"))
    client.force_login(User.objects.create_superuser("staff@example.org", PASSWORD))
    page = client.get(reverse("wagtailadmin_account")).text
    assert 'name="password-old_password"' not in page
    assert 'name="name_email-email"' not in page
    assert reverse("accounts:overview") in page


def test_nobody_is_led_to_another_site(client):
    person()
    answer = client.post(
        reverse("account_login") + "?next=https://evil.example/",
        {"login": "anna@example.org", "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert answer.url == reverse("accounts:overview")


def test_settings_are_changed_and_checked(client):
    user = person()
    client.force_login(user)
    page = reverse("accounts:overview")
    bad = client.post(page, {"language": "xx", "time_zone": "Mars/Olympus"})
    assert bad.status_code == 400
    assert set(bad.context["form"].errors) == {"language", "time_zone"}
    data = {"first_name": "Anna", "last_name": "", "language": "lv", "time_zone": "Asia/Tokyo"}
    assert client.post(page, data).url == "/lv/account/"
    user.refresh_from_db()
    assert (user.first_name, user.language, user.time_zone) == ("Anna", "lv", "Asia/Tokyo")


def test_messages_that_nobody_has_to_get_are_chosen(client):
    user = person()
    client.force_login(user)
    page = reverse("accounts:overview")

    def ticked():
        boxes = client.get(page).context["form"]["topics"].subwidgets
        return {str(box.data["value"]) for box in boxes if box.data["selected"]}

    assert ticked() == set(Topic.values)
    data = {"language": "en", "time_zone": "Europe/Riga", "topics": ["enquiries"]}
    client.post(page, data)
    assert refused_topics(receiver="Anna@example.org") == {"confirmations", "reminders"}
    assert ticked() == {"enquiries"}
    assert export_account(user=user)["refused_messages"] == ["confirmations", "reminders"]
    client.post(page, data | {"topics": Topic.values})
    assert not refused_topics(receiver=user.email)
    assert client.post(page, data | {"topics": ["money"]}).status_code == 400


def test_an_account_is_exported(client):
    person(first_name="Anna")
    Message.objects.create(
        event="e",
        receiver="anna@example.org",
        subject="Hello",
        text="t",
        language="en",
        message_id="1",
    )
    sign_in(client, "anna@example.org")
    confirm(client)
    answer = client.get(reverse("accounts:export"))
    assert answer["Content-Disposition"].startswith("attachment")
    data = json.loads(answer.content)
    assert data["account"]["first_name"] == "Anna"
    assert data["addresses"] == [{"email": "anna@example.org", "verified": True, "primary": True}]
    assert data["messages"][0]["subject"] == "Hello"
    assert PASSWORD not in answer.text


def test_an_account_is_erased_with_what_is_personal(client):
    user = person()
    Message.objects.create(
        event="e",
        receiver="Anna@example.org",
        subject="Hello",
        text="t",
        language="en",
        message_id="1",
    )
    sign_in(client, "anna@example.org")
    confirm(client)
    page = reverse("accounts:erase")
    assert client.post(page, {}).status_code == 400
    assert User.objects.filter(pk=user.pk).exists()
    assert client.post(page, {"sure": "on"}).url == reverse("accounts:erased")
    assert not User.objects.filter(pk=user.pk).exists()
    assert not EmailAddress.objects.exists()
    assert not Message.objects.exists()
    assert not UserSession.objects.exists()
    assert client.get(reverse("accounts:overview")).status_code == 302


def test_staff_do_not_erase_themselves(client):
    User.objects.create_superuser("staff@example.org", PASSWORD)
    sign_in(client, "staff@example.org")
    confirm(client)
    answer = client.post(reverse("accounts:erase"), {"sure": "on"})
    assert answer.status_code == 400
    assert User.objects.exists()


@pytest.mark.parametrize("language", ["en", "lv"])
@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_email_verification_sent",
        "account_reset_password_done",
        "accounts:erased",
    ],
)
def test_pages_before_signing_in_are_in_our_frame(client, language, name):
    with translation.override(language):
        path = reverse(name)
    page = client.get(path)
    assert page.status_code == 200
    assert '<header class="mast">' in page.text
    other = "lv" if language == "en" else "en"
    assert f'hreflang="{other}" href="http://testserver/{other}/account/' in page.text
    assert "style=" not in page.text


@pytest.mark.parametrize("language", ["en", "lv"])
@pytest.mark.parametrize(
    "name",
    [
        "accounts:overview",
        "account_email",
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
        "account_logout",
        "accounts:erase",
    ],
)
def test_pages_of_the_account_are_in_our_frame(client, language, name):
    person()
    sign_in(client, "anna@example.org")
    confirm(client)
    with translation.override(language):
        path = reverse(name)
    page = client.get(path)
    assert page.status_code == 200
    assert '<header class="mast">' in page.text
    assert "account__menu" in page.text
    assert f'lang="{language}"' in page.text


def test_who_verifies_the_address_in_the_same_browser_goes_on_where_they_came_from(client):
    wanted = reverse("accounts:claim_find")
    data = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(f"{reverse('account_signup')}?next={wanted}", data | {"next": wanted})
    link = re.search(r"https?://[^/]+(/\S+/confirm-email/\S+)", Message.objects.get().text)[1]
    elsewhere = Client()
    assert "_auth_user_id" not in elsewhere.session
    answer = client.post(link)
    assert "_auth_user_id" in client.session
    assert answer.url == wanted
    elsewhere.post(link)
    assert "_auth_user_id" not in elsewhere.session
