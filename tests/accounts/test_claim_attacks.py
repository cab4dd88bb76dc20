"""What a person who changed address, or a team that erased itself, can no longer prove."""

from __future__ import annotations

import pytest
from django.urls import reverse

from directory.accounts.models import Member
from directory.accounts.services.claims import recorded_domain
from directory.accounts.services.people import erase_account
from directory.accounts.services.team import give_up
from directory.catalogue.models import Organisation
from tests.accounts.people import person
from tests.accounts.test_claims import look, proof_link, start
from tests.catalogue.factories import organisation

pytestmark = pytest.mark.django_db


def test_attack_an_address_that_staff_wrote_proves_nothing_by_itself(client):
    row = organisation(website="https://acme.lv")
    user = person("clerk@example.org", is_staff=True)
    user.email = "boss@acme.lv"
    user.save()
    page = reverse("accounts:claim", args=[row.slug])
    client.force_login(user)
    client.post(page, {"method": "email", "email": "boss@acme.lv"})
    assert not Member.objects.exists()
    assert proof_link("boss@acme.lv")


def test_attack_a_former_address_proves_nothing_at_once(client):
    row = organisation(website="https://acme.lv")
    user = person("anna@acme.lv")
    # She left; staff changed her address.
    user.email = "anna@example.org"
    user.save()
    client.force_login(user)
    page = reverse("accounts:claim", args=[row.slug])
    client.post(page, {"method": "email", "email": "anna@acme.lv"})
    assert not Member.objects.exists()


def test_attack_a_team_that_erased_itself_leaves_its_website_unproved():
    row = organisation(website="https://acme.lv")
    first = person()
    claim = start(row, first)
    look(claim, [f"latvia-ict={claim.token}"])
    Organisation.objects.filter(pk=row.pk).update(website="https://evil.lv")
    give_up(organisation=row, by=first)
    erase_account(user=first)
    row.refresh_from_db()
    assert not row.claims.exists()
    assert recorded_domain(row) == ""
