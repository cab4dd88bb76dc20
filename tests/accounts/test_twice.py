"""What somebody does twice by accident: the second time finds what the first one did, and does nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from directory.accounts.choices import ClaimMethod
from directory.accounts.models import Member
from directory.accounts.services.claims import check_domain
from directory.users.models import User
from tests.accounts.people import person
from tests.accounts.test_claims import proof_link, start
from tests.catalogue.factories import organisation

pytestmark = pytest.mark.django_db


def test_a_second_click_finds_what_the_first_one_did(client, monkeypatch):
    row = organisation(slug="acme", website="https://acme.lv")
    claim = start(row, person(), ClaimMethod.FILE)
    reader = {"read_page": lambda _domain: f"latvia-ict={claim.token}"}
    monkeypatch.setattr(check_domain, "__kwdefaults__", check_domain.__kwdefaults__ | reader)
    client.force_login(claim.user)
    check = reverse("accounts:claim_check", args=[claim.pk])
    for _click in range(2):
        assert client.post(check).url == "/en/workspace/acme/profile/"
    row.members.all().delete()
    # Who has left the team since is told how the claim ended.
    assert client.post(check).url == reverse("accounts:claim_state", args=[claim.pk])


def test_a_link_that_was_followed_leads_on_its_claimant_alone(client):
    row = organisation(slug="acme", website="https://acme.lv")
    start(row, person(), ClaimMethod.EMAIL, email="anna@acme.lv")
    link = proof_link("anna@acme.lv")
    client.force_login(person("thief@example.org"))
    assert client.post(link).status_code == 403
    client.force_login(User.objects.get(email="anna@example.org"))
    client.post(link)
    for method in (client.get, client.post):
        assert method(link).url == "/en/workspace/acme/profile/"
    assert Member.objects.count() == 1
    client.force_login(User.objects.get(email="thief@example.org"))
    assert client.get(link).status_code == 410
