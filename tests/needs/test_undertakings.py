"""“We are working on it”: read by a reviewer, public with its day, taken back at will."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from directory.matching.models import Progress
from directory.moderation.services.deciding import Words, approve, send_back
from directory.needs.models import Need, Undertaking
from directory.needs.services.undertakings import give_up, undertake
from directory.users.choices import REVIEWERS
from tests.accounts.people import person
from tests.needs.procedures import body, company, open_need

pytestmark = pytest.mark.django_db


@pytest.fixture
def lab():
    buyer, _admin = body()
    row, by = company("lab@example.org")
    return open_need(buyer), row, by


@pytest.fixture
def reviewer():
    user = person("reviewer@example.org", is_staff=True)
    user.groups.add(Group.objects.get(name=REVIEWERS))
    return user


def page_of(need: Need, lang: str = "lv") -> str:
    with translation.override(lang):
        return Client().get(need.get_absolute_url()).text


def let_through(made: Undertaking, reviewer) -> None:
    state = Undertaking.objects.get(pk=made.pk).current_workflow_state.current_task_state
    approve(task_state=state, revision_id=state.revision_id, user=reviewer)


def test_a_statement_is_public_once_a_reviewer_has_read_it(lab, reviewer):
    need, row, by = lab
    made = undertake(need=need, organisation=row, by=by, sentence_lv="Veidojam prototipu.")
    assert "Veidojam prototipu." not in page_of(need)
    assert not Undertaking.objects.public().exists()
    let_through(made, reviewer)
    for lang in ("lv", "en"):
        page = page_of(need, lang)
        assert "Veidojam prototipu." in page
        assert str(row.name_en) in page
        assert f'datetime="{timezone.localdate().isoformat()}"' in page
    undertake(need=need, organisation=row, by=by, sentence_lv="Prototips ir gatavs.")
    page = page_of(need)
    assert "Veidojam prototipu." in page
    assert "Prototips ir gatavs." not in page
    let_through(made, reviewer)
    page = page_of(need)
    assert "Prototips ir gatavs." in page
    assert "Veidojam prototipu." not in page
    give_up(undertaking=made, by=by)
    assert "Prototips ir gatavs." not in page_of(need)


def test_what_is_returned_is_mended_and_sent_again(lab, reviewer):
    need, row, by = lab
    made = undertake(need=need, organisation=row, by=by)
    state = Undertaking.objects.get().current_workflow_state.current_task_state
    send_back(task_state=state, remarks={"": Words(own="Lūdzu, paskaidrojiet.")}, user=reviewer)
    client = Client()
    client.force_login(by)
    with translation.override("lv"):
        address = reverse("workspace:undertaking", args=[row.slug, need.pk])
    assert "Lūdzu, paskaidrojiet." in client.get(address).text
    answer = client.post(address, {"sentence_lv": "Mērām\nplūdus."})
    assert answer.status_code == 302
    let_through(made, reviewer)
    assert "Mērām plūdus." in page_of(need)


def test_what_is_returned_or_taken_off_may_be_said_again_as_it_is(lab, reviewer):
    need, row, by = lab
    words = {"need": need, "organisation": row, "by": by, "sentence_lv": "Mērām plūdus."}
    made = undertake(**words)
    state = Undertaking.objects.get().current_workflow_state.current_task_state
    send_back(task_state=state, remarks={"": Words(own="Vai tā ir?")}, user=reviewer)
    undertake(**words)
    with pytest.raises(ValidationError, match="exactly this already"):
        undertake(**words)
    let_through(made, reviewer)
    with pytest.raises(ValidationError, match="exactly this already"):
        undertake(**words)
    Undertaking.objects.get().unpublish(user=reviewer)
    undertake(**words)
    let_through(made, reviewer)
    assert "Mērām plūdus." in page_of(need)


def test_what_waits_can_be_taken_back(lab, reviewer):
    need, row, by = lab
    made = undertake(need=need, organisation=row, by=by)
    stranger = company("other@example.org")[1]
    with pytest.raises(PermissionDenied):
        give_up(undertaking=made, by=stranger)
    give_up(undertaking=made, by=by)
    assert not Undertaking.objects.exists()
    again = undertake(need=need, organisation=row, by=by)
    let_through(again, reviewer)
    assert Undertaking.objects.public().count() == 1


def test_who_may_not_and_what_cannot_be_said_is_refused(lab):
    need, row, by = lab
    stranger = company("other@example.org")[1]
    with pytest.raises(PermissionDenied):
        undertake(need=need, organisation=row, by=stranger)
    member = need.buyer.members.get().user
    with pytest.raises(PermissionDenied):
        undertake(need=need, organisation=need.buyer, by=member)
    for words in ("Rakstiet a@b.lv", "x" * 301, "a\x00b"):
        with pytest.raises(ValidationError) as error:
            undertake(need=need, organisation=row, by=by, sentence_lv=words)
        assert set(error.value.message_dict) == {"sentence_lv"}
    undertake(need=need, organisation=row, by=by)
    with pytest.raises(ValidationError, match="exactly this already"):
        undertake(need=need, organisation=row, by=by)
    Need.objects.filter(pk=need.pk).update(settled="awarded")
    with pytest.raises(ValidationError, match="settled"):
        undertake(need=need, organisation=row, by=by, sentence_en="Now")


def test_an_organisation_that_is_not_public_is_named_nowhere(lab, reviewer):
    need, row, by = lab
    made = undertake(need=need, organisation=row, by=by, sentence_en="Nothing to see")
    let_through(made, reviewer)
    type(row).objects.filter(pk=row.pk).update(live=False)
    assert "Nothing to see" not in page_of(need, "en")


def test_the_list_and_the_feed_of_unmet_needs_say_who_works_on_them(lab, reviewer):
    need, row, by = lab
    Progress.objects.create(pk=1)
    let_through(undertake(need=need, organisation=row, by=by, sentence_en="Measuring"), reviewer)
    with translation.override("en"):
        page, feed = reverse("matching:unmet-needs"), reverse("matching:unmet-needs-json")
    assert row.name_en in Client().get(page).text
    (item,) = Client().get(feed).json()["items"]
    (said,) = item["_working_on_it"]
    assert said["name"] == row.name_en
    assert (said["sentence"], said["since"]) == ("Measuring", timezone.localdate().isoformat())


def test_the_door_leads_each_to_their_own_organisation(lab):
    need, row, by = lab
    with translation.override("en"):
        door = reverse("needs:undertake", args=[need.slug])
        target = reverse("workspace:undertaking", args=[row.slug, need.pk])
    assert "/account/login/" in Client().get(door).url
    client = Client()
    client.force_login(by)
    assert client.get(door).url == target
    client.force_login(person("nobody@example.org"))
    assert "You keep no profile yet." in client.get(door).text


def test_the_need_of_a_preview_shows_the_draft(lab, reviewer):
    need, row, by = lab
    made = undertake(need=need, organisation=row, by=by, sentence_en="A draft of ours")
    client = Client()
    client.force_login(reviewer)
    revision = made.latest_revision
    answer = client.get(
        reverse(
            type(made).snippet_viewset.get_url_name("revisions_view"), args=[made.pk, revision.pk]
        )
    )
    assert "A draft of ours" in answer.text
    assert "A draft of ours" not in page_of(need, "en")


def test_a_need_past_its_deadline_can_still_be_worked_on(lab):
    need, row, by = lab
    Need.objects.filter(pk=need.pk).update(deadline=timezone.now() - timedelta(days=1))
    assert undertake(need=need, organisation=row, by=by).pk
