"""The way into the workspace: where it leads, and who is offered it."""

from __future__ import annotations

import pytest

from directory.accounts.models import Member
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation, reference, solution

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


def test_the_team_is_a_screen_of_the_workspace(client):
    row = organisation(slug="first")
    client.force_login(member(row, "anna@example.org"))
    page = client.get("/en/account/team/first/").text
    assert '<a href="/en/account/team/first/" aria-current="page">Team</a>' in page
    assert '<a href="/en/workspace/first/profile/">Profile</a>' in page
    # Whoever is alone can neither leave nor be made an editor.
    assert "Make editor" not in page and "/remove/" not in page


def test_the_menu_leads_to_the_parts_of_an_open_form(client):
    row = organisation(slug="first")
    client.force_login(member(row, "anna@example.org"))
    page = client.get("/en/workspace/first/profile/").text
    for number in (1, 2, 3, 4):
        assert f'<a href="#part-{number}">' in page and f'id="part-{number}"' in page
    assert "#part-1" not in client.get("/en/workspace/first/").text


def test_lists_say_which_entry_it_is_and_empty_ones_what_to_do(client):
    row = organisation(slug="first")
    client.force_login(member(row, "anna@example.org"))
    page = client.get("/en/workspace/first/references/").text
    assert "Nothing here yet" in page and "/en/workspace/first/references/new/" in page
    reference(organisation=row, client_en="Port of Riga", client_lv="", year=2025)
    assert "Port of Riga · 2025" in client.get("/en/workspace/first/references/").text


def test_choices_begin_with_a_capital_and_nothing_chosen_is_said(client):
    row = organisation(slug="first")
    client.force_login(member(row, "anna@example.org"))
    page = client.get("/en/workspace/first/solutions/new/").text
    assert ">Product</option>" in page and ">product</option>" not in page
    assert ">Not said</option>" in page and "-----" not in page
    assert ">Nav norādīts</option>" in client.get("/lv/workspace/first/solutions/new/").text


def test_a_name_among_choices_is_shown_as_it_is_written(client):
    row = organisation(slug="first")
    solution(providers=[row], name_en="eRinda", name_lv="eRinda")
    client.force_login(member(row, "anna@example.org"))
    page = client.get("/en/workspace/first/references/new/").text
    assert ">eRinda</option>" in page
    # Words of the site still begin with a capital there.
    assert ">Public client</option>" in page and ">public client</option>" not in page
