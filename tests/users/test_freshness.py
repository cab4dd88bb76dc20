"""Pages may be kept and are asked for again each time; what is one person's stays with that person."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db


def policy(response):
    return set(response.headers["Cache-Control"].split(", "))


def test_a_page_that_did_not_change_is_not_sent_again(client):
    first = client.get("/en/sectors/")
    assert policy(first) == {"no-cache"}
    assert first.headers["ETag"]
    again = client.get("/en/sectors/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_with_another_content_is_sent(client):
    tag = client.get("/en/sectors/").headers["ETag"]
    assert client.get("/lv/sectors/", headers={"if-none-match": tag}).status_code == 200


def test_a_page_with_a_cookie_is_private(client):
    assert "private" in policy(client.get("/en/account/login/"))


def test_the_pages_of_a_person_keep_their_own_policy(client):
    client.force_login(get_user_model().objects.create_user(email="a@example.org"))
    assert {"private", "no-store"} <= policy(client.get("/en/account/"))


def test_the_old_name_of_the_icon_leads_to_it(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response.headers["Location"]) == (302, "/static/favicon.ico")
