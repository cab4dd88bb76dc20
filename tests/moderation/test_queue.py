"""The queue of submissions: what it shows, what is decided there, and what is refused in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, TaskState

from directory.catalogue.models import Organisation
from directory.mail.models import Message
from directory.moderation.models import Check, Finding, Handling, Reason, Remark, ReviewSettings
from directory.moderation.services import deciding, drafts
from directory.moderation.services.checks import finish_check
from directory.moderation.services.deciding import Words
from directory.moderation.sources.websites import Unreachable
from directory.workspace.presenters.state import state_of
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation, solution

pytestmark = pytest.mark.django_db
QUEUE = "/admin/submissions/"
TEXT = (
    "We build registers that thousands of people use every day without thinking of them. "
    "Each of our systems answers in less than a second on the machines that offices have. "
    "Nothing is lost when a server dies in the middle of a working day."
)


@pytest.fixture
def reviewer():
    user = person("reviewer@example.org", is_staff=True)
    user.groups.add(Group.objects.get(name="Reviewers"))
    return user


@pytest.fixture
def desk(reviewer):
    client = Client()
    client.force_login(reviewer)
    return client


def changed(row, user, **values):
    """Save a draft with other values, and return the row as it is then."""
    row = type(row).objects.get(pk=row.pk)
    draft = row.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    drafts.save_draft(draft=draft, user=user, base=drafts.version_of(row))
    return type(row).objects.get(pk=row.pk)


def submitted(row, user, **values):
    """Submit a draft with other values and return the submission."""
    row = changed(row, user, **(values or {"tagline_en": "New"}))
    drafts.submit(entry=row, user=user, base=drafts.version_of(row))
    state = type(row).objects.get(pk=row.pk).current_workflow_state
    return state.current_task_state


@pytest.fixture
def company():
    row = organisation(tagline_en="Old")
    return row, member(row, "anna@example.org")


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_reviewers_may_publish_every_kind():
    from directory.moderation.services.queue import moderated_models

    group = Group.objects.get(name="Reviewers")
    for model in moderated_models():
        assert group.permissions.filter(codename=f"publish_{model._meta.model_name}").exists()


def test_the_oldest_stands_first_and_the_late_are_marked(desk, company):
    first, second = submitted(*company), submitted(organisation(), company[1])
    TaskState.objects.filter(pk=second.pk).update(started_at=timezone.now() - timedelta(days=5))
    rows = desk.get(QUEUE).context["rows"]
    assert [(row.state.pk, row.days, row.is_late) for row in rows] == [
        (second.pk, 5, True),
        (first.pk, 0, False),
    ]
    assert [row.state.pk for row in desk.get(f"{QUEUE}?who=late").context["rows"]] == [second.pk]
    limit = ReviewSettings.load()
    limit.late_after_days = 10
    limit.save()
    assert not any(row.is_late for row in desk.get(QUEUE).context["rows"])


def test_queries_do_not_grow_with_the_queue(desk, company, django_assert_max_num_queries):
    for _number in range(8):
        submitted(organisation(), company[1])
    desk.get(QUEUE)
    with django_assert_max_num_queries(25):
        assert len(desk.get(QUEUE).context["rows"]) == 8


def test_filters_and_nonsense(desk, company, reviewer):
    state = submitted(*company)
    other = submitted(solution(providers=[company[0]]), company[1])
    deciding.assign(task_state=state, reviewer=reviewer, user=reviewer)

    def listed(query):
        response = desk.get(f"{QUEUE}?{query}")
        assert response.status_code == 200
        return [row.state.pk for row in response.context["rows"]]

    assert listed("who=mine") == [state.pk]
    assert listed("who=nobody") == [other.pk]
    assert listed("kind=catalogue.solution") == [other.pk]
    assert listed(f"text={company[0].name_en[:9]}") == [state.pk]
    assert set(listed("who=x&kind=y&p=zz&text=%00")) == {state.pk, other.pk}


def test_strangers_and_editors_stay_outside(company):
    state = submitted(*company)
    editor = person("editor@example.org", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    addresses = [QUEUE, f"{QUEUE}{state.pk}/", f"{QUEUE}decide/"]
    for user in (None, company[1], editor):
        client = Client()
        if user:
            client.force_login(user)
        for address in addresses:
            assert client.get(address).status_code in {302, 403, 405}
            assert client.post(address, {"do": "approve"}).status_code in {302, 403, 405}
    assert TaskState.objects.get().status == "in_progress"


def test_a_submission_shows_what_changes_and_is_published(desk, company):
    state = submitted(*company, tagline_en="New <b>words</b>")
    page = desk.get(f"{QUEUE}{state.pk}/")
    changes = [change for change, _inputs in page.context["changes"]]
    assert [(row.name, row.before, row.after) for row in changes] == [
        ("tagline_en", "Old", "New <b>words</b>")
    ]
    assert "<b>words" not in page.text
    answer = desk.post(
        f"{QUEUE}{state.pk}/", {"do": "approve", "revision": state.revision_id}, follow=True
    )
    assert "is published" in said(answer)
    assert Organisation.objects.get(pk=company[0].pk).tagline_en == "New <b>words</b>"
    mail = Message.objects.get(receiver="anna@example.org")
    assert company[0].get_absolute_url() in mail.text


def test_an_approval_names_the_version_that_was_read(desk, company, reviewer):
    row, anna = company
    state = submitted(row, anna)
    for revision in ("", "0", "x", str(state.revision_id - 1), "9" * 40):
        answer = desk.post(f"{QUEUE}{state.pk}/", {"do": "approve", "revision": revision})
        assert answer.status_code == 400
        assert "newer version" in answer.context["error"]
    # A version that came about beside the drafts' own door, as by a script.
    later = Organisation.objects.get(pk=row.pk)
    later.tagline_en = "Unread"
    later.save_revision(user=anna)
    answer = desk.post(f"{QUEUE}{state.pk}/", {"do": "approve", "revision": state.revision_id})
    assert "newer version" in answer.context["error"]
    assert Organisation.objects.get(pk=row.pk).tagline_en == "Old"


def test_wagtails_own_approval_of_an_unread_version_is_refused_in_words(desk, company):
    row, anna = company
    state = submitted(row, anna)
    later = Organisation.objects.get(pk=row.pk)
    later.tagline_en = "Unread"
    later.save_revision(user=anna)
    name = Organisation.snippet_viewset.get_url_name("workflow_action")
    answer = desk.post(reverse(name, args=[row.pk, "approve", state.pk]), follow=True)
    assert "newer draft" in said(answer)
    assert Organisation.objects.get(pk=row.pk).tagline_en == "Old"


def test_saving_withdraws_and_the_old_page_says_so(desk, company):
    row, anna = company
    state = submitted(row, anna)
    changed(row, anna, tagline_en="Changed again")
    answer = desk.post(
        f"{QUEUE}{state.pk}/", {"do": "approve", "revision": state.revision_id}, follow=True
    )
    assert "waits no longer" in said(answer)
    assert Organisation.objects.get(pk=row.pk).tagline_en == "Old"


def test_two_reviewers_decide_at_once(company, reviewer):
    state = submitted(*company)
    deciding.send_back(task_state=state, remarks={"": Words(own="A source?")}, user=reviewer)
    with pytest.raises(ValidationError, match="waits no longer"):
        deciding.approve(task_state=state, revision_id=state.revision_id, user=reviewer)
    with pytest.raises(ValidationError, match="waits no longer"):
        deciding.send_back(task_state=state, remarks={"": Words(own="x")}, user=reviewer)


def test_nobody_decides_without_the_right(company):
    state = submitted(*company)
    with pytest.raises(PermissionDenied):
        deciding.approve(task_state=state, revision_id=state.revision_id, user=company[1])
    with pytest.raises(PermissionDenied):
        deciding.assign(task_state=state, reviewer=None, user=company[1])


def test_a_returned_submission_is_read_at_its_fields_in_the_readers_language(desk, company):
    row, anna = company
    anna.language = "lv"
    anna.save()
    state = submitted(row, anna)
    reason = Reason.objects.get(title_en="A source is missing")
    sent = {"do": "return", "reason-tagline_en": reason.pk, "own-tagline_en": "<i>Where?</i>"}
    assert desk.post(f"{QUEUE}{state.pk}/", sent).status_code == 302
    remark = Remark.objects.get()
    assert remark.text_lv == f"{reason.text_lv}\n\n<i>Where?</i>"
    mail = Message.objects.get(receiver="anna@example.org")
    assert reason.text_lv in mail.text
    assert f"/lv/workspace/{row.slug}/profile/" in mail.text
    keeper = Client()
    keeper.force_login(anna)
    for language, text in (("en", reason.text_en), ("lv", reason.text_lv)):
        page = keeper.get(f"/{language}/workspace/{row.slug}/profile/")
        assert text in page.text
        assert "<i>Where?" not in page.text
        at = page.text.index('name="tagline_en"')
        assert 0 < at - page.text.index(text) < 2500
    assert state_of(Organisation.objects.get(pk=row.pk)).remarks
    # What staff change in a reason later does not change what was said.
    Reason.objects.update(text_en="Other", text_lv="Cits")
    assert reason.text_en in keeper.get(f"/en/workspace/{row.slug}/profile/").text
    assert Remark.objects.get().text_lv.startswith("Lūdzu")


def test_a_return_says_something(desk, company):
    state = submitted(*company)
    answer = desk.post(f"{QUEUE}{state.pk}/", {"do": "return"})
    assert answer.status_code == 400
    assert "Say what should change" in answer.text
    long = desk.post(f"{QUEUE}{state.pk}/", {"do": "return", "own-": "x" * 5000})
    assert long.status_code == 400
    for sent in ({"do": "return", "reason-": "999"}, {"do": "dance"}, {}):
        assert desk.post(f"{QUEUE}{state.pk}/", sent).status_code in {200, 400}
    assert TaskState.objects.get(pk=state.pk).status == "in_progress"


def test_many_at_once_each_with_its_own_answer(desk, company):
    row, anna = company
    good, stale = submitted(row, anna), submitted(organisation(), anna)
    rows = [
        f"{good.pk}:{good.revision_id}",
        f"{stale.pk}:{stale.revision_id - 1}",
        "x",
        "1:",
        "9:9",
    ]
    answer = desk.post(f"{QUEUE}decide/", {"do": "approve", "row": rows}, follow=True)
    assert "1 submission done" in said(answer)
    assert "newer version" in said(answer)
    assert TaskState.objects.get(pk=stale.pk).status == "in_progress"
    reason = Reason.objects.order_by("pk").first()
    sent = {"do": "return", "row": f"{stale.pk}:{stale.revision_id}", "reason": reason.pk}
    desk.post(f"{QUEUE}decide/", sent)
    assert Remark.objects.get().text_en == reason.text_en
    assert "Choose submissions" in said(
        desk.post(f"{QUEUE}decide/", {"do": "approve"}, follow=True)
    )


def test_publishing_many_leaves_what_is_being_reviewed(admin_client, company):
    submitted(*company)
    address = reverse("wagtail_bulk_action", args=["catalogue", "organisation", "publish"])
    answer = admin_client.post(f"{address}?id={company[0].pk}&next={QUEUE}", follow=True)
    assert "queue of submissions" in said(answer)
    assert Organisation.objects.get(pk=company[0].pk).tagline_en == "Old"


def test_a_reviewer_is_named_changed_and_logged(desk, company, reviewer):
    state = submitted(*company)
    sent = {"do": "assign", "reviewer": reviewer.pk}
    desk.post(f"{QUEUE}{state.pk}/", sent)
    assert Handling.objects.get().reviewer == reviewer
    assert desk.post(
        f"{QUEUE}{state.pk}/", {"do": "assign", "reviewer": company[1].pk}
    ).status_code == 400  # fmt: skip
    desk.post(f"{QUEUE}decide/", {"do": "assign", "row": f"{state.pk}:{state.revision_id}"})
    assert Handling.objects.get().reviewer is None
    entries = ModelLogEntry.objects.filter(action="moderation.assign").order_by("pk")
    assert [row.data["reviewer"] for row in entries] == [reviewer.pk, None]


def test_the_trail_outlives_the_entry(company, reviewer):
    row, anna = company
    state = submitted(row, anna)
    deciding.send_back(task_state=state, remarks={"": Words(own="A source?")}, user=reviewer)
    Organisation.objects.get(pk=row.pk).delete()
    trail = ModelLogEntry.objects.filter(action="wagtail.workflow.reject")
    assert trail.get().data["comment"] == "A source?"


def test_only_the_named_reviewer_is_told_of_the_next_round(company, reviewer):
    row, anna = company
    other = person("other@example.org", is_staff=True)
    other.groups.add(Group.objects.get(name="Reviewers"))
    state = submitted(row, anna)
    told = Message.objects.filter(event__startswith="moderation:submitted").order_by("receiver")
    assert [mail.receiver for mail in told] == ["other@example.org", "reviewer@example.org"]
    deciding.assign(task_state=state, reviewer=reviewer, user=reviewer)
    deciding.send_back(task_state=state, remarks={"": Words(own="A source?")}, user=reviewer)
    told.delete()
    again = Organisation.objects.get(pk=row.pk)
    drafts.submit(entry=again, user=anna, base=drafts.version_of(again))
    assert [mail.receiver for mail in told.all()] == ["reviewer@example.org"]


def test_nothing_is_sent_beside_the_outbox(
    company, reviewer, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as found:
        state = submitted(*company)
    assert len(found) == 1
    deciding.approve(task_state=state, revision_id=state.revision_id, user=reviewer)
    assert mailoutbox == []


def test_what_a_text_shows_by_itself_is_found_at_once(company):
    row, anna = company
    submitted(
        row, anna, description_en="Write to info@acme.lv or call tel. 67123456", description_lv=""
    )
    found = set(Finding.objects.values_list("kind", "field"))
    assert {
        ("contact", "description_en"),
        ("language", "description_lv"),
        ("language", "tagline_lv"),
    } <= found
    assert Check.objects.get().done_at is None


def test_links_are_asked_and_like_texts_found_by_the_worker(company):
    row, anna = company
    twin = organisation(description_lv=TEXT.upper().capitalize(), description_en=TEXT)
    organisation(
        description_en="Something else entirely, which shares no passage with the others at all."
    )
    state = submitted(
        row, anna, website="https://gone.example", description_en=f"{TEXT} See http://ok.example/a."
    )
    asked = []

    def look(link):
        asked.append(link)
        if "gone" in link:
            raise Unreachable("HTTP 404")

    for _again in range(2):
        finish_check(revision_id=state.revision_id, look=look)
    assert asked[:2] == ["https://gone.example", "http://ok.example/a"]
    found = Finding.objects.filter(kind__in=["dead_link", "duplicate"]).order_by("kind")
    assert [(row.kind, row.field) for row in found] == [
        ("dead_link", "website"),
        ("duplicate", "description_en"),
    ]
    assert "404" in found[0].detail
    assert (found[1].other_model, found[1].other_id) == ("catalogue.organisation", str(twin.pk))
    assert Check.objects.get().done_at is not None


def test_a_check_of_a_version_that_is_gone_ends(company):
    state = submitted(*company)
    key = state.revision_id
    Organisation.objects.all().delete()
    finish_check(revision_id=key, look=lambda _link: None)
    finish_check(revision_id=10**9, look=lambda _link: None)
