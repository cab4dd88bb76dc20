"""Migrations go back with rows in the tables, and forth again."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from directory.buyers.models import Alert
from directory.mail.choices import Topic
from directory.mail.models import Refusal
from directory.needs.models import Need
from tests.accounts.people import person


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_alerts_of_addresses_go_back_on_postgresql():
    need = Need.objects.create(title_lv="Kvantu sensors", buyer_name="Cits novads")
    kept = Alert.objects.create(need=need, user=person("account@example.org"))
    Alert.objects.create(need=need, email="reader@example.org", language="lv")
    Refusal.objects.create(receiver="reader@example.org", topic=Topic.CONFIRMATIONS)
    try:
        call_command("migrate", "buyers", "0004", verbosity=0)
        call_command("migrate", "mail", "0003", verbosity=0)
    finally:
        call_command("migrate", verbosity=0)
    assert list(Alert.objects.all()) == [kept]
    assert not Refusal.objects.exists()
