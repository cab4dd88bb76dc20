"""What is personal in enquiries ends: after a while, when nobody confirmed it, and with an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from directory.accounts.services.people import erase_account, export_account
from directory.enquiries.choices import CONFIRMATION_AGE, RETENTION
from directory.enquiries.models import Conversation, Enquiry, Reply
from directory.enquiries.services.answering import answer
from directory.mail.models import Message
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation
from tests.enquiries.rows import SECRET, SENDER, conversation, country, link, send

pytestmark = pytest.mark.django_db


def test_what_is_personal_goes_after_a_year_and_what_was_not_confirmed_at_once():
    row = organisation()
    team = member(row, "team@company.example")
    old, young = conversation(row), conversation(row)
    answer(conversation=old, text="Words", by=team)
    long_ago = timezone.now() - RETENTION - timedelta(days=1)
    Enquiry.objects.filter(pk=old.enquiry_id).update(created_at=long_ago)
    Conversation.objects.filter(pk=old.pk).update(delivered_at=long_ago)
    Enquiry.objects.filter(pk=send(row).pk).update(expires_at=timezone.now())
    call_command("forget_enquiries")
    assert Enquiry.objects.count() == 2
    assert SECRET in Enquiry.objects.get(pk=old.enquiry_id).message, "an answer is young"
    Reply.objects.update(created_at=long_ago)
    call_command("forget_enquiries")
    enquiry = Enquiry.objects.get(pk=old.enquiry_id)
    assert not (enquiry.message or enquiry.email or enquiry.name)
    assert enquiry.country == country()
    assert Reply.objects.get().text == ""
    assert Enquiry.objects.get(pk=young.enquiry_id).message == SECRET
    with pytest.raises(ValidationError):
        answer(conversation=Conversation.objects.get(pk=old.pk), text="Late", by=team)


def test_the_question_to_confirm_is_kept_no_longer_than_it_says():
    row = organisation()
    late, open_one = send(row), send(row)
    conversation(row)
    asked = Message.objects.filter(event=f"enquiries:confirm:{late.pk}")
    three_days = timezone.now() - CONFIRMATION_AGE
    asked.update(created_at=three_days + timedelta(minutes=5))
    call_command("forget_enquiries")
    assert asked.count() == 1
    asked.update(created_at=three_days)
    told = set(Message.objects.values_list("event", flat=True)) - {asked.get().event}
    assert f"enquiries:confirm:{open_one.pk}" in told
    call_command("forget_enquiries")
    # Nothing else goes: neither another question nor what told the organisation.
    assert set(Message.objects.values_list("event", flat=True)) == told


def test_who_ends_an_account_is_not_asked_any_more():
    send(organisation())
    other = send(organisation(), email="other@buyer.example")
    erase_account(user=person(SENDER))
    kept = Message.objects.filter(event__startswith="enquiries:confirm:")
    assert [row.event for row in kept] == [f"enquiries:confirm:{other.pk}"]


def test_an_account_takes_its_enquiries_along_and_ends_them(client):
    row = organisation()
    conversation(row)
    path = None
    user = person(SENDER)
    assert export_account(user=user)["enquiries"][0]["message"] == SECRET
    answer(conversation=Conversation.objects.get(), text="x", by=member(row, "t@c.example"))
    path = link("enquiries/")
    erase_account(user=user)
    assert Enquiry.objects.get().email == ""
    assert client.get(path).status_code == 410
