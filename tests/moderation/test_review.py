"""Editors submit, reviewers approve, and many entries are published at once."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, Workflow, WorkflowContentType
from wagtail.signals import published

from directory.catalogue.models import Organisation, Solution
from directory.moderation.models import Moderated
from directory.moderation.permissions import can_edit, can_review, can_view
from directory.moderation.receivers import set_up_review_after_migrate
from directory.users.models import User
from tests.catalogue.factories import organisation, solution

pytestmark = pytest.mark.django_db


def url(model, name, *args):
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def member(group):
    user = User.objects.create_user(f"{group.lower()}@example.org", "secret", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor():
    return member("Editors")


@pytest.fixture
def reviewer():
    return member("Reviewers")


def data(**changes):
    counts = {"TOTAL": "0", "INITIAL": "0", "MIN_NUM": "0", "MAX_NUM": "1000"}
    return {"kind": "company"} | {f"funding-{k}_FORMS": v for k, v in counts.items()} | changes


def test_every_entry_has_the_review():
    from django.apps import apps

    models = {model for model in apps.get_models() if issubclass(model, Moderated)}
    assert len(models) >= 7
    for model in models:
        assert model.get_default_workflow().name == "Editorial review"


def test_setting_up_again_changes_nothing_that_staff_changed():
    from django.apps import apps

    group = Group.objects.get(name="Reviewers")
    group.permissions.remove(group.permissions.get(codename="delete_organisation"))
    Workflow.objects.filter(name="Editorial review").update(active=False)
    WorkflowContentType.objects.all().delete()
    for label in ("catalogue", "needs"):
        set_up_review_after_migrate(sender=apps.get_app_config(label))
    assert not group.permissions.filter(codename="delete_organisation").exists()
    assert not WorkflowContentType.objects.exists()
    assert Workflow.objects.filter(name="Editorial review").count() == 1


def test_edit_submit_approve_live(client, editor, reviewer):
    client.force_login(editor)
    response = client.post(
        url(Organisation, "add"), data(name_lv="Tīkls", **{"action-submit": "1"})
    )
    assert response.status_code == 302
    row = Organisation.objects.get()
    assert not row.live
    assert row.workflow_in_progress
    edit = url(Organisation, "edit", row.pk)
    client.post(edit, data(name_lv="Cits", **{"action-publish": "1"}))
    assert not Organisation.objects.get().live

    client.force_login(reviewer)
    assert "Tīkls" in client.get(reverse("wagtailadmin_home")).text
    assert client.get(edit).status_code == 200
    state = TaskState.objects.get()
    action = url(Organisation, "workflow_action", row.pk, "approve", state.pk)
    assert client.post(action).status_code == 302
    row = Organisation.objects.get()
    assert (row.live, row.name_lv, row.name_en) == (True, "Tīkls", None)
    assert not row.workflow_in_progress


def test_returned_for_changes(client, editor, reviewer):
    client.force_login(editor)
    client.post(url(Organisation, "add"), data(name_lv="Tīkls", **{"action-submit": "1"}))
    row, state = Organisation.objects.get(), TaskState.objects.get()
    client.force_login(reviewer)
    action = url(Organisation, "workflow_action", row.pk, "reject", state.pk)
    assert client.post(action, {"comment": "A source?"}).status_code in {200, 302}
    row = Organisation.objects.get()
    assert row.current_workflow_state.status == "needs_changes"
    client.force_login(editor)
    edit = url(Organisation, "edit", row.pk)
    assert client.get(edit).status_code == 200
    client.post(edit, data(name_lv="Tīkls", slug=row.slug, **{"action-submit": "1"}))
    assert Organisation.objects.get().workflow_in_progress


def test_a_locked_entry_waits_for_who_locked_it(client, editor, reviewer):
    row = organisation(name_lv="Tīkls")
    edit = url(Organisation, "edit", row.pk)
    client.force_login(editor)
    client.post(url(Organisation, "lock", row.pk))
    row.refresh_from_db()
    assert not row.locked

    client.force_login(reviewer)
    client.post(url(Organisation, "lock", row.pk))
    row.refresh_from_db()
    assert (row.locked, row.locked_by) == (True, reviewer)

    client.force_login(editor)
    client.post(edit, data(name_lv="Cits"))
    row.refresh_from_db()
    assert not row.has_unpublished_changes
    client.post(url(Organisation, "unlock", row.pk))
    row.refresh_from_db()
    assert row.locked

    client.force_login(reviewer)
    client.post(url(Organisation, "unlock", row.pk))
    client.force_login(editor)
    client.post(edit, data(name_lv="Cits"))
    row.refresh_from_db()
    assert row.has_unpublished_changes
    assert row.get_latest_revision_as_object().name_lv == "Cits"


def test_a_failing_receiver_takes_the_approval_back(client, editor, reviewer):
    client.force_login(editor)
    client.post(url(Organisation, "add"), data(name_lv="Tīkls", **{"action-submit": "1"}))
    state = TaskState.objects.get()

    def refuse(**_kwargs):
        raise RuntimeError("no")

    published.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            state.approve(user=reviewer)
    finally:
        published.disconnect(refuse)
    assert TaskState.objects.get().status == "in_progress"
    assert not Organisation.objects.get().live


def test_who_may_what(editor, reviewer, django_user_model):
    nobody = django_user_model.objects.create_user("nobody@example.org", "secret")
    row = organisation(live=False)
    assert [can_view(user, row) for user in (editor, reviewer, nobody)] == [True, True, False]
    assert [can_edit(user, row) for user in (editor, reviewer, nobody)] == [True, True, False]
    assert [can_review(user, row) for user in (editor, reviewer, nobody)] == [False, True, False]
    row.locked, row.locked_by, row.locked_at = True, reviewer, timezone.now()
    row.save()
    assert not can_edit(editor, row)
    assert can_edit(reviewer, row)
    editor.is_active = False
    assert not can_edit(editor, organisation())


def bulk(action, *rows):
    model = type(rows[0])
    address = reverse("wagtail_bulk_action", args=["catalogue", model._meta.model_name, action])
    ids = "&".join(f"id={row.pk}" for row in rows)
    return f"{address}?{ids}&next={url(model, 'list')}"


def test_bulk_publish_says_what_failed(admin_client):
    good, bad = solution(live=False), solution(live=False)
    bad.providers = []
    bad.save()
    address = bulk("publish", good, bad)
    assert admin_client.get(address).status_code == 200
    response = admin_client.post(address, follow=True)
    assert "1 entry was published" in response.text
    assert str(bad) in " ".join(str(message) for message in response.context["messages"])
    assert Solution.objects.get(pk=good.pk).live
    assert not Solution.objects.get(pk=bad.pk).live


def test_bulk_publish_takes_the_draft(admin_client):
    row = organisation(tagline_en="Old")
    row.tagline_en = "New"
    row.save_revision()
    admin_client.post(bulk("publish", row))
    assert Organisation.objects.get().tagline_en == "New"


def test_bulk_unpublish_and_delete(admin_client):
    first, second = organisation(), organisation()
    admin_client.post(bulk("unpublish", first, second))
    assert not Organisation.objects.filter(live=True).exists()
    admin_client.post(bulk("delete", first, second))
    assert not Organisation.objects.exists()


def test_editors_do_not_publish_in_bulk(client, editor):
    client.force_login(editor)
    row = organisation(live=False)
    client.post(bulk("publish", row))
    assert not Organisation.objects.get().live


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_gets_its_review_back():
    call_command("flush", interactive=False, verbosity=0)
    assert Organisation.get_default_workflow().name == "Editorial review"
