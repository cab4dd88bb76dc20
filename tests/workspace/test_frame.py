"""The way into the workspace: where it leads, and who is offered it."""

from __future__ import annotations

import pytest

from directory.accounts.models import Member
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation

pytestmark = pytest.mark.django_db


def test_nobody_is_led_to_a_workspace_without_an_organisation(client):
    client.force_login(person())
    page = client.get("/en/workspace/")
    assert "You keep no profile yet." in page.text
    assert "/en/account/claim/" in page.text


def test_one_organisation_is_opened_and_several_are_offered(client):
    first, second = organisation(slug="first"), organisation(slug="second")
    user = member(first, "anna@example.org")
    client.force_login(user)
    assert client.get("/lv/workspace/").url == "/lv/workspace/first/"
    Member.objects.create(organisation=second, user=user, role="editor")
    page = client.get("/en/workspace/")
    assert "/en/workspace/first/" in page.text and "/en/workspace/second/" in page.text


def test_signing_in_leads_back_to_where_one_wanted_to_go(client):
    row = organisation(slug="first")
    answer = client.get("/en/workspace/first/")
    assert answer.url == "/en/account/login/?next=/en/workspace/first/"
    client.force_login(member(row, "anna@example.org"))
    assert client.get("/en/workspace/first/").status_code == 200


def test_the_public_page_offers_its_members_to_edit_it(client):
    row = organisation(slug="first")
    link = "/en/workspace/first/"
    page = client.get("/en/organisations/first/")
    assert link not in page.text
    assert "Cookie" not in page.get("Vary", "")
    client.force_login(person("stranger@example.org"))
    assert link not in client.get("/en/organisations/first/").text
    client.force_login(member(row, "anna@example.org"))
    assert link in client.get("/en/organisations/first/").text
