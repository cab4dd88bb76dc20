"""Staff decide which needs concern ICT; the decision survives a waiting draft."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from directory.needs.models import Need

pytestmark = pytest.mark.django_db


def need(**fields):
    return Need.objects.create(**({"title_lv": "Vajadzība", "buyer_name": "Iestāde"} | fields))


def listing():
    return reverse(Need.snippet_viewset.get_url_name("list"))


def bulk(*rows):
    address = reverse("wagtail_bulk_action", args=["needs", "need", "scope"])
    return f"{address}?{'&'.join(f'id={row.pk}' for row in rows)}&next={listing()}"


def test_the_bulk_action_keeps_the_reason_in_row_and_draft(admin_client):
    first, second = need(), need()
    first.title_lv = "Melnraksts"
    first.save_revision()
    address = bulk(first, second)
    assert admin_client.get(address).status_code == 200
    assert admin_client.post(address, {"in_scope": "no"}).status_code == 200
    assert Need.objects.public().count() == 2
    response = admin_client.post(address, {"in_scope": "no", "reason": "Meat"}, follow=True)
    assert "2 needs were changed" in response.text
    assert not Need.objects.public().exists()
    Need.objects.get(pk=first.pk).latest_revision.publish()
    row = Need.objects.get(pk=first.pk)
    assert (row.title_lv, row.in_scope, row.scope_reason) == ("Melnraksts", False, "Meat")
    entry = ModelLogEntry.objects.filter(action="needs.scope").first()
    assert (entry.message, entry.data["reason"]) == ("Decided whether it is ICT", "Meat")


def test_filters(admin_client):
    now = timezone.now()
    need(title_lv="Atvērta", deadline=now + timedelta(days=2))
    need(title_lv="Slēgta", deadline=now - timedelta(days=2))
    need(title_lv="Piešķirta", settled="awarded")
    need(title_lv="Gaļa", in_scope=False, kind="tender")
    for query, found in (
        ("status=open", {"Atvērta", "Gaļa"}),
        ("status=closed", {"Slēgta"}),
        ("status=awarded", {"Piešķirta"}),
        ("in_scope=false", {"Gaļa"}),
        ("kind=tender", {"Gaļa"}),
        (f"deadline_from={now:%Y-%m-%d}", {"Atvērta"}),
        ("q=GAĻA", {"Gaļa"}),
    ):
        text = admin_client.get(f"{listing()}?{query}").text
        for title in ("Atvērta", "Slēgta", "Piešķirta", "Gaļa"):
            assert (f">\n{title}" in text or title in text) == (title in found), (query, title)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"budget_min": "10", "budget_max": "5"}, "budget_max"),
        ({"budget_min": "-1"}, "budget_min"),
        ({"published": "2026-05-02", "deadline": "2026-05-01 10:00"}, "deadline"),
        ({"currency": "euro"}, "currency"),
        ({"scope_reason": "x" * 301}, "scope_reason"),
    ],
)
def test_bad_values(admin_client, fields, wrong):
    add = reverse(Need.snippet_viewset.get_url_name("add"))
    data = {"kind": "tender", "title_lv": "A", "currency": "EUR"} | fields
    response = admin_client.post(add, data)
    assert response.status_code == 200
    assert wrong in response.context["form"].errors
