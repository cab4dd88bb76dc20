"""Signing in with a provider of OpenID Connect, tried against a real one and against attacks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from directory.settings.env import Environment, openid_connect
from directory.users.models import User
from tests.accounts.people import PASSWORD, person
from tests.accounts.provider import CLIENT, SECRET

pytestmark = pytest.mark.django_db
LOGIN = "/en/account/oidc/eid/login/"
CALLBACK = f"{LOGIN}callback/"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("provider")
    callbacks = [
        f"http://testserver/{code}/account/oidc/eid/login/callback/" for code in ("en", "lv")
    ]
    script = Path(__file__).with_name("provider.py")
    process = subprocess.Popen(
        [sys.executable, script, folder, *callbacks], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait()


def set_up(settings, url):
    values = {"OIDC_SERVER_URL": url, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = openid_connect(Environment(values))


@pytest.fixture
def provider(server, settings):
    assert server.startswith("http://127.0.0.1:")
    set_up(settings, server)
    return server


def answer_for(client, provider, name, login=LOGIN):
    """Go to the provider as somebody, and return the address at which it sends them back."""
    start = client.get(login)
    assert start.status_code == 302, start.content[-900:]
    assert start.url.startswith(provider)
    browser = requests.Session()
    assert browser.get(f"{provider}/as/{name}/", timeout=300).text == name
    back = browser.get(start.url, allow_redirects=False, timeout=300)
    assert back.status_code == 302, back.text[-900:]
    return back.headers["Location"]


def come_back(client, address):
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}", follow=True)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_off_unless_it_is_set_up(client):
    assert openid_connect(Environment({})) == {}
    assert client.get(LOGIN).status_code == 404
    assert client.get(CALLBACK).status_code == 404
    assert "oidc" not in client.get("/en/account/login/").text


@pytest.mark.parametrize(
    "values",
    [
        {"OIDC_SERVER_URL": "https://id.example"},
        {"OIDC_SERVER_URL": "https://id.example", "OIDC_CLIENT_ID": "x"},
        {"OIDC_SERVER_URL": "http://id.example", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"},
        {"OIDC_SERVER_URL": "id.example", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"},
    ],
)
def test_half_a_set_up_is_refused(values):
    with pytest.raises(ImproperlyConfigured, match="OIDC"):
        openid_connect(Environment(values))


def test_a_new_person_gets_an_account_and_comes_again(client, provider):
    assert "Sign in with eID" in client.get("/en/account/login/").text
    login = LOGIN.replace("/en/", "/lv/")
    come_back(client, answer_for(client, provider, "anna", login))
    assert is_signed_in(client)
    user = User.objects.get(email="anna@example.org")
    assert user.language == "lv"
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    again = Client()
    come_back(again, answer_for(again, provider, "anna"))
    assert is_signed_in(again)
    assert User.objects.count() == 1
    assert SocialAccount.objects.get().user == user
    assert again.get("/en/account/").status_code == 200


def test_the_request_carries_a_state_and_a_code_challenge(client, provider):
    asked = parse_qs(urlsplit(client.get(LOGIN).url).query)
    assert len(asked["state"][0]) >= 16
    assert asked["code_challenge_method"] == ["S256"]


def test_the_address_alone_opens_no_account(client, provider):
    user = person("anna@example.org")
    answer = come_back(client, answer_for(client, provider, "anna"))
    assert answer.status_code == 409
    assert "opens no account" in answer.text
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()
    # After the proof of signing in as before.
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert "eID" in client.get("/en/account/3rdparty/").text
    come_back(client, answer_for(client, provider, "anna", f"{LOGIN}?process=connect"))
    assert not SocialAccount.objects.exists()
    client.post("/en/account/reauthenticate/", {"password": PASSWORD}, follow=True)
    assert SocialAccount.objects.get().user == user
    other = Client()
    come_back(other, answer_for(other, provider, "anna"))
    assert other.session["_auth_user_id"] == str(user.pk)


def test_connecting_asks_for_the_password_again(client, provider):
    user = person("anna@example.org")
    client.force_login(user)
    answer = come_back(client, answer_for(client, provider, "anna", f"{LOGIN}?process=connect"))
    assert "reauthenticate" in answer.redirect_chain[-1][0]
    assert not SocialAccount.objects.exists()


def test_an_address_that_the_provider_does_not_vouch_for_is_refused(client, provider):
    answer = come_back(client, answer_for(client, provider, "unverified"))
    assert answer.status_code == 403
    assert "does not vouch" in answer.text
    assert not is_signed_in(client)
    assert not User.objects.exists()


def test_an_account_of_a_provider_belongs_to_one_person(client, provider):
    come_back(client, answer_for(client, provider, "berta"))
    thief = Client()
    person("thief@example.org")
    thief.post("/en/account/login/", {"login": "thief@example.org", "password": PASSWORD})
    come_back(thief, answer_for(thief, provider, "berta", f"{LOGIN}?process=connect"))
    assert SocialAccount.objects.get().user.email == "berta@example.org"


def test_attack_an_answer_is_used_once_and_by_the_browser_that_asked(client, provider):
    address = answer_for(client, provider, "anna")
    victim = Client()
    assert come_back(victim, address).status_code in {200, 401, 403}
    assert not is_signed_in(victim)
    come_back(client, address)
    assert is_signed_in(client)
    client.post("/en/account/logout/")
    come_back(client, address)
    assert not is_signed_in(client)
    assert User.objects.count() == 1


def test_attack_a_used_code_with_a_new_state(client, provider):
    address = answer_for(client, provider, "anna")
    code = parse_qs(urlsplit(address).query)["code"][0]
    come_back(client, address)
    client.post("/en/account/logout/")
    state = parse_qs(urlsplit(client.get(LOGIN).url).query)["state"][0]
    answer = client.get(CALLBACK, {"code": code, "state": state}, follow=True)
    assert answer.status_code < 500
    assert not is_signed_in(client)


def test_attack_a_code_of_another_browser(client, provider):
    """The code challenge binds a code to the request that it answers."""
    code = parse_qs(urlsplit(answer_for(Client(), provider, "anna")).query)["code"][0]
    state = parse_qs(urlsplit(client.get(LOGIN).url).query)["state"][0]
    assert client.get(CALLBACK, {"code": code, "state": state}, follow=True).status_code < 500
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"state": "x", "code": "y"},
        {"error": "access_denied"},
        {"error": "server_error", "error_description": "<script>alert(1)</script>"},
        {"state": "\0", "code": "x" * 5000},
    ],
)
@pytest.mark.parametrize("begun", [False, True])
def test_errors_are_pages(client, provider, query, begun):
    if begun:
        state = parse_qs(urlsplit(client.get(LOGIN).url).query)["state"][0]
        query = query | {"state": state}
    answer = client.get(CALLBACK, query, follow=True)
    assert answer.status_code < 500
    assert "<script>alert" not in answer.text
    assert not is_signed_in(client)


def test_a_provider_that_is_down_is_a_page(client, settings):
    set_up(settings, "http://127.0.0.1:9")
    answer = client.get(LOGIN)
    assert answer.status_code == 503
    assert "An error occurred" in answer.text
    assert not is_signed_in(client)
