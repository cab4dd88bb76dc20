"""A stranger's enquiry: refused when it is spam, delivered when confirmed, answered with addresses hidden."""

from __future__ import annotations

import hashlib

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from directory.enquiries.choices import (
    CONSENT,
    CONSENT_VERSION,
    MOST_IN_A_ROW,
    MOST_UNCONFIRMED,
    Route,
    Status,
)
from directory.enquiries.forms import OutcomeForm
from directory.enquiries.models import Conversation, Enquiry, Reply
from directory.enquiries.services.answering import answer, answer_by_link, decide, pass_on
from directory.enquiries.services.sending import confirm
from directory.mail.choices import Topic
from directory.mail.models import Message
from directory.mail.services import choose_topics
from directory.users.models import User
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation, solution
from tests.enquiries.rows import SECRET, SENDER, conversation, country, filled, link, send, stamp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_attempts():
    cache.clear()


def form(row) -> str:
    return f"/en/organisations/{row.slug}/enquire/"


def test_from_the_form_to_the_answer_without_an_address_shown(client):
    row = organisation()
    member(row, "team@company.example")
    assert client.get(form(row)).status_code == 200
    answered = client.post(form(row), filled())
    assert answered.status_code == 302 and answered.url == "/en/enquiries/sent/"
    assert not Message.objects.filter(receiver="team@company.example").exists()
    path = link("enquiries/confirm/")
    assert SECRET not in Message.objects.get(receiver=SENDER).text
    # Programs that look at links in mail deliver nothing.
    assert client.get(path).status_code == 200
    assert Conversation.objects.delivered().count() == 0
    assert client.post(path).url == "/en/enquiries/delivered/"
    told = Message.objects.get(receiver="team@company.example")
    assert SENDER not in told.text and SECRET not in told.text

    team = Client()
    team.force_login(User.objects.get(email="team@company.example"))
    found = Conversation.objects.get()
    page = f"/en/workspace/{row.slug}/enquiries/{found.pk}/"
    shown = team.get(page)
    assert SECRET in shown.text and SENDER not in shown.text
    found.refresh_from_db()
    assert found.status == Status.READ
    assert team.post(page, {"text": "Yes, gladly."}).status_code == 302
    found.refresh_from_db()
    assert found.status == Status.ANSWERED and found.response_time is not None
    mail = Message.objects.filter(receiver=SENDER).latest("pk")
    assert "Yes, gladly." in mail.text and "team@company.example" not in mail.text

    path = link("enquiries/")
    shown = client.get(path)
    assert "Yes, gladly." in shown.text and "team@company.example" not in shown.text
    assert shown["Referrer-Policy"] == "same-origin" and "noindex" in shown["X-Robots-Tag"]
    sent = client.post(path, {"text": "When?"}, follow=True)
    assert sent.status_code == 200 and "Your message was sent." in sent.text
    assert Reply.objects.filter(side="buyer", text="When?").exists()
    assert Message.objects.filter(receiver="team@company.example").count() == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"homepage": "https://x.example"}, "program"),
        ({"stamp": ""}, "not opened on this page"),
        ({"stamp": "forged:x:y"}, "not opened on this page"),
        ({"message": "http://a http://b www.c.example"}, "links"),
        ({"subject": "see https://a.example"}, "Leave links out"),
        ({"name": "www.a.example"}, "Leave links out"),
        ({"message": "x" * 5001}, "5000"),
        ({"message": "\x07bell"}, "control characters"),
        ({"consent": ""}, "Agree"),
        ({"country": "zz"}, "Select a valid choice"),
        ({"email": "nobody"}, "valid e-mail"),
        ({"interest": "<script>"}, "Select a valid choice"),
    ],
)
def test_what_is_refused_sends_nothing_and_says_why(client, changed, words):
    answered = client.post(form(organisation()), filled(**changed))
    assert answered.status_code == 400
    assert words in answered.text
    assert "Eva Buyer" in answered.text or "name" in changed
    assert not Enquiry.objects.exists() and not Message.objects.exists()


@pytest.mark.parametrize(("age", "words"), [(0.5, "quicker"), (25 * 3600, "very long")])
def test_a_form_is_neither_sent_at_once_nor_after_a_day(client, age, words):
    row = organisation()
    answered = client.post(form(row), filled(stamp=stamp(age)))
    assert answered.status_code == 400 and words in answered.text
    assert not Enquiry.objects.exists()


def test_a_double_click_makes_one_enquiry(client):
    row, values = organisation(), filled()
    assert {client.post(form(row), values).status_code for _ in range(2)} == {302}
    assert Enquiry.objects.count() == Message.objects.count() == 1


def test_an_address_sends_a_few_enquiries_an_hour(client):
    row = organisation()
    for _ in range(5):
        assert client.post(form(row), filled()).status_code == 302
        Enquiry.objects.all().delete()
    assert client.post(form(row), filled()).status_code == 429
    assert client.post(form(row), filled(email="other@buyer.example")).status_code == 302


def test_one_machine_sends_twenty_an_hour(client):
    row = organisation()
    for number in range(20):
        assert client.post(form(row), filled(email=f"a{number}@b.example")).status_code == 302
    assert client.post(form(row), filled(email="last@b.example")).status_code == 429
    assert Enquiry.objects.count() == 20


def test_an_address_is_not_flooded_with_links_to_confirm():
    row = organisation()
    for _ in range(MOST_UNCONFIRMED):
        send(row)
    with pytest.raises(ValidationError):
        send(row)


def test_a_link_confirms_once_and_not_for_ever(client):
    row = organisation()
    send(row)
    path = link("enquiries/confirm/")
    assert client.post(path).status_code == 302
    assert client.post(path).status_code == 410
    assert client.get(path).status_code == 410
    assert client.get("/en/enquiries/confirm/forged/").status_code == 410
    late = send(row)
    Enquiry.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    assert client.post(link("enquiries/confirm/")).status_code == 410


def test_who_is_signed_in_with_the_address_confirms_nothing(client):
    row = organisation(email="info@company.example")
    link_first = "Nothing is passed on before you follow the link"
    assert link_first in client.get(form(row)).text
    client.force_login(person(SENDER))
    page = client.get(form(row)).text
    assert "passed on at once" in page and link_first not in page
    assert client.post(form(row), filled()).url == "/en/enquiries/delivered/"
    client.force_login(person("other@buyer.example"))
    assert client.post(form(row), filled()).url == "/en/enquiries/sent/"


def test_an_enquiry_goes_to_the_team_else_to_the_mailbox_else_to_staff(client):
    team, mailbox, nobody = organisation(), organisation(email="info@b.example"), organisation()
    member(team, "team@a.example")
    texts = [client.get(form(row)).text for row in (team, mailbox, nobody)]
    assert "its team reads" in texts[0]
    assert "role mailbox on record" in texts[1] and "info@b.example" not in texts[1]
    assert "staff receive" in texts[2]
    enquiry = send(team, mailbox, nobody)
    confirm(token=link("enquiries/confirm/").split("/")[4])
    rows = enquiry.conversations.order_by("pk")
    assert [row.route for row in rows] == [Route.TEAM, Route.MAILBOX, Route.STAFF]
    path = link("enquiries/", "info@b.example")
    assert SECRET in client.get(path).text
    assert client.post(path, {"text": "We do."}).status_code == 302
    assert "We do." in Message.objects.filter(receiver=SENDER).latest("pk").text
    # Once a team keeps the profile, the link that went to the mailbox ends.
    member(mailbox, "new@b.example")
    assert client.get(path).status_code == 410


def test_staff_pass_on_what_reached_nobody():
    found = conversation(organisation())
    with pytest.raises(PermissionDenied):
        pass_on(conversation=found, email="info@c.example", by=person("x@y.example"))
    staff = User.objects.create_superuser("staff@example.org", "x")
    with pytest.raises(ValidationError):
        pass_on(conversation=found, email="nonsense", by=staff)
    pass_on(conversation=found, email="info@c.example", by=staff)
    assert Message.objects.filter(receiver="info@c.example").count() == 1
    with pytest.raises(ValidationError):
        pass_on(conversation=found, email="info@c.example", by=staff)


def test_an_answer_to_a_mailbox_that_refuses_enquiries_goes_to_staff():
    found = conversation(organisation(email="info@b.example"))
    answer_by_link(token=link("enquiries/", "info@b.example").split("/")[3], text="We do.")
    choose_topics(receiver="info@b.example", wanted=())
    told = Message.objects.filter(receiver="info@b.example").count()
    token = link("enquiries/").split("/")[3]
    answer_by_link(token=token, text="When?")
    found.refresh_from_db()
    assert (found.route, found.mailbox) == (Route.STAFF, "info@b.example")
    assert Message.objects.filter(receiver="info@b.example").count() == told
    staff = User.objects.create_superuser("staff@example.org", "x")
    # Staff read the whole of what they pass on, and no address of the sender.
    browser = Client()
    browser.force_login(staff)
    page = browser.get(reverse("conversations:pass_on", args=[found.pk])).text
    assert page.index(SECRET) < page.index("We do.") < page.index("When?")
    assert SENDER not in page
    # Once the mailbox wants them again, it gets what was kept from it.
    choose_topics(receiver="info@b.example", wanted=[Topic.ENQUIRIES])
    pass_on(conversation=found, email="info@b.example", by=staff)
    assert Message.objects.filter(receiver="info@b.example").count() == told + 1
    answer_by_link(token=token, text="And where?")
    assert Message.objects.filter(receiver="info@b.example").count() == told + 2


def test_staff_pass_nothing_on_to_a_mailbox_that_refuses_it(client):
    found = conversation(organisation())
    choose_topics(receiver="info@c.example", wanted=())
    client.force_login(User.objects.create_superuser("staff@example.org", "x"))
    path = reverse("conversations:pass_on", args=[found.pk])
    refused = client.post(path, {"email": "Info@c.example"})
    assert refused.status_code == 400 and "has refused enquiries" in refused.text
    found.refresh_from_db()
    assert (found.route, found.mailbox) == (Route.STAFF, "")
    assert client.post(path, {"email": "other@c.example"}).status_code == 302
    assert Message.objects.filter(receiver="other@c.example").count() == 1


def test_a_solution_asks_all_who_provide_it(client):
    row = solution(providers=[organisation(), organisation()])
    assert client.post(f"/en/solutions/{row.slug}/enquire/", filled()).status_code == 302
    assert Conversation.objects.filter(solution=row).count() == 2


def test_there_is_no_form_for_what_is_not_public(client):
    assert client.get(form(organisation(live=False))).status_code == 404
    assert client.get("/en/solutions/none/enquire/").status_code == 404


def test_public_pages_lead_to_the_form(client):
    row = organisation()
    assert f'href="{form(row)}"' in client.get(row.get_absolute_url()).text
    other = solution()
    assert f"/en/solutions/{other.slug}/enquire/" in client.get(other.get_absolute_url()).text


def test_strangers_neither_answer_nor_decide():
    found = conversation(organisation())
    stranger = member(organisation(), "stranger@example.org")
    with pytest.raises(PermissionDenied):
        answer(conversation=found, text="Hello", by=stranger)
    with pytest.raises(PermissionDenied):
        decide(conversation=found, status=Status.WON, by=stranger)


def test_another_organisation_s_enquiry_is_not_found(client):
    found = conversation(organisation())
    own = organisation()
    client.force_login(member(own, "own@example.org"))
    assert client.get(f"/en/workspace/{own.slug}/enquiries/{found.pk}/").status_code == 404


def test_nobody_is_flooded_with_answers():
    row = organisation()
    team = member(row, "team@company.example")
    found = conversation(row)
    for _ in range(MOST_IN_A_ROW):
        answer(conversation=found, text="Hello", by=team)
    with pytest.raises(ValidationError):
        answer(conversation=found, text="Hello", by=team)
    answer_by_link(token=link("enquiries/").split("/")[3], text="Stop")
    answer(conversation=found, text="Sorry", by=team)


def test_an_outcome_that_was_won_has_a_country_and_a_value(client):
    row = organisation()
    client.force_login(member(row, "team@company.example"))
    found = conversation(row)
    path = f"/en/workspace/{row.slug}/enquiries/{found.pk}/"
    assert client.post(path, {"decide": "1", "status": "won"}).status_code == 400
    assert not OutcomeForm({"status": "new"}).is_valid()
    values = {"decide": "1", "status": "won", "country": country().slug, "value": "10k-50k"}
    assert client.post(path, values).status_code == 302
    found.refresh_from_db()
    assert (found.status, found.outcome_value) == (Status.WON, "10k-50k")
    assert found.outcome_country == country() and found.decided_at is not None


def test_the_table_hides_addresses_and_defuses_formulas(client):
    row = organisation()
    client.force_login(member(row, "team@company.example"))
    conversation(row, name="=HYPERLINK(1)", subject="@SUM(A1)")
    table = client.get(f"/en/workspace/{row.slug}/enquiries/export/")
    assert table["Content-Type"].startswith("text/csv")
    assert "'=HYPERLINK(1)" in table.text and "'@SUM(A1)" in table.text
    assert SENDER not in table.text and SECRET not in table.text


def test_the_inbox_is_filtered_and_its_queries_do_not_grow(client, django_assert_max_num_queries):
    row = organisation()
    client.force_login(member(row, "team@company.example"))
    for _ in range(12):
        conversation(row)
    path = f"/en/workspace/{row.slug}/enquiries/"
    with django_assert_max_num_queries(15):
        assert client.get(path).text.count("A pilot in Tampere") == 12
    assert "A pilot in Tampere" not in client.get(f"{path}?status=won").text
    assert client.get(f"{path}?status=%00&page=x").status_code == 200


def test_words_of_an_enquiry_are_not_public(client):
    row = organisation()
    conversation(row)
    for path in (
        row.get_absolute_url(),
        f"/en/search/?q={SECRET}",
        f"/api/v1/organisations/{row.pk}/",
    ):
        answered = client.get(path)
        assert SENDER not in answered.text and "A pilot in Tampere" not in answered.text


def test_a_changed_consent_has_a_new_version():
    with translation.override("en"):
        text = str(CONSENT)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    assert (CONSENT_VERSION, digest) == ("2026-11-24", "ac0c5e7ed9a1")
    enquiry = send(organisation())
    assert (enquiry.consent_version, enquiry.consent_text) == (CONSENT_VERSION, text)


def test_staff_find_what_waits_and_pass_it_on_in_the_administration(client):
    found = conversation(organisation(name_en="Quiet Ltd"))
    page = f"/admin/conversations/pass-on/{found.pk}/"
    client.force_login(member(organisation(), "nobody@example.org"))
    assert client.get(page).status_code in {302, 403}
    client.force_login(User.objects.create_superuser("staff@example.org", "x"))
    listed = client.get("/admin/conversations/").text
    assert "Quiet Ltd" in listed and SENDER not in listed and SECRET not in listed
    assert SENDER not in client.get(page).text
    assert client.post(page, {"email": "x"}).status_code == 400
    assert client.post(page, {"email": "info@quiet.example"}).status_code == 302
    assert Message.objects.filter(receiver="info@quiet.example").exists()
    assert client.get(page, follow=True).status_code == 404
    assert client.get(f"/admin/conversations/edit/{found.pk}/").status_code in {302, 403, 404}
