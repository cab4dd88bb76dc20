"""Invitations are good once; a team never lacks an administrator, whoever leaves at once."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from directory.accounts.choices import ClaimMethod, InvitationKind, Role
from directory.accounts.models import Invitation, Member
from directory.accounts.services import team
from directory.accounts.services.claims import start_claim
from directory.accounts.services.people import erase_account
from directory.catalogue.models import Organisation
from directory.mail.models import Message
from directory.users.models import User
from tests.accounts.people import PASSWORD, member, person
from tests.catalogue.factories import organisation

pytestmark = pytest.mark.django_db


def link_to(email):
    text = Message.objects.filter(receiver=email).order_by("-pk")[0].text
    return re.search(r"https?://[^/]+(/\w\w/account/\S+)", text)[1]


def token_of(link):
    return link.rstrip("/").rpartition("/")[2]


def test_an_invitation_is_accepted_once_by_its_address(client):
    row = organisation()
    admin = member(row, "admin@example.org")
    team.invite(organisation=row, email="New@Example.org", role=Role.EDITOR, by=admin)
    link = link_to("new@example.org")
    client.force_login(person("other@example.org"))
    assert client.post(link).status_code == 409
    assert Member.objects.count() == 1
    client.force_login(person("new@example.org"))
    assert client.post(link).url == reverse("accounts:team", args=[row.slug])
    assert Member.objects.get(user__email="new@example.org").role == Role.EDITOR
    assert client.post(link).status_code == 410


def test_signing_up_by_an_invitation_needs_no_other_proof_of_the_address(client):
    row = organisation()
    team.invite(
        organisation=row, email="new@example.org", role=Role.EDITOR, by=member(row, "a@example.org")
    )
    link = link_to("new@example.org")
    assert client.get(link).status_code == 200
    data = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD, "next": link}
    assert client.post(reverse("account_signup"), data).url == link
    assert client.post(link).status_code == 302
    assert Member.objects.filter(user__email="new@example.org").exists()


def test_forged_expired_and_revoked_invitations_are_refused(client):
    row = organisation()
    admin = member(row, "admin@example.org")
    made = team.invite(organisation=row, email="new@example.org", role=Role.EDITOR, by=admin)
    link = link_to("new@example.org")
    client.force_login(person("new@example.org"))
    assert client.get(link[:-4] + "abc/").status_code == 410
    assert client.get("/en/account/invitation/nonsense/").status_code == 410
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.post(link).status_code == 410
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    team.revoke_invitation(invitation=made, by=admin)
    assert client.post(link).status_code == 410
    again = team.invite(organisation=row, email="new@example.org", role=Role.EDITOR, by=admin)
    assert again.digest != made.digest
    assert Member.objects.count() == 1


def test_only_administrators_look_after_the_team():
    row = organisation()
    admin = member(row, "admin@example.org")
    editor = member(row, "editor@example.org", Role.EDITOR)
    stranger = member(organisation(), "stranger@example.org")
    for who in (editor, stranger):
        with pytest.raises(PermissionDenied):
            team.invite(organisation=row, email="x@example.org", role=Role.ADMIN, by=who)
        with pytest.raises(PermissionDenied):
            team.remove_member(organisation=row, user=admin, by=who)
        with pytest.raises(PermissionDenied):
            team.change_role(organisation=row, user=editor, role=Role.ADMIN, by=who)
        with pytest.raises(PermissionDenied):
            team.give_up(organisation=row, by=who)
    with pytest.raises(PermissionDenied):
        team.invite(
            organisation=row,
            email="x@example.org",
            role=Role.ADMIN,
            by=admin,
            kind=InvitationKind.CLAIM,
        )


def test_the_last_administrator_stays_until_there_is_another():
    row = organisation()
    admin = member(row, "admin@example.org")
    editor = member(row, "editor@example.org", Role.EDITOR)
    for act in (
        lambda: team.remove_member(organisation=row, user=admin, by=admin),
        lambda: team.change_role(organisation=row, user=admin, role=Role.EDITOR, by=admin),
        lambda: team.give_up(organisation=row, by=admin),
        lambda: erase_account(user=admin),
    ):
        with pytest.raises(ValidationError):
            act()
    team.change_role(organisation=row, user=editor, role=Role.ADMIN, by=admin)
    team.remove_member(organisation=row, user=admin, by=admin)
    assert list(Member.objects.values_list("user__email", "role")) == [
        ("editor@example.org", "admin")
    ]
    team.give_up(organisation=row, by=editor)
    assert not Member.objects.exists()


def leave_at_once(row, users):
    """Let people leave a team at the same moment; return what each was told."""
    barrier, answers = threading.Barrier(len(users)), []

    def leave(user):
        try:
            barrier.wait(timeout=300)
            team.remove_member(organisation=row, user=user, by=user)
            answers.append("left")
        except ValidationError as error:
            answers.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=leave, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    return sorted(answers)


def check_concurrent_leavers():
    for _round in range(3):
        row = organisation()
        users = [member(row, f"{name}-{row.pk}@example.org") for name in ("anna", "berta")]
        assert leave_at_once(row, users) == ["last_admin", "left"]
        assert Member.objects.filter(organisation=row, role=Role.ADMIN).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the same runs on PostgreSQL below")
def test_two_leave_at_once():
    check_concurrent_leavers()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_leave_at_once_on_postgresql():
    check_concurrent_leavers()


def test_a_request_to_join_goes_to_the_administrators(client):
    row = organisation()
    admin = member(row, "admin@example.org")
    member(row, "editor@example.org", Role.EDITOR)
    asking = person("asks@example.org")
    claim = start_claim(organisation=row, user=asking, method=ClaimMethod.JOIN, note="Anna <b>")
    assert [row.receiver for row in Message.objects.all()] == ["admin@example.org"]
    page = reverse("accounts:team", args=[row.slug])
    decide = reverse("accounts:team_decide", args=[row.slug, claim.pk])
    client.force_login(User.objects.get(email="editor@example.org"))
    assert "asks@example.org" not in client.get(page).text
    assert client.post(decide, {"decision": "approve"}).status_code == 403
    client.force_login(admin)
    text = client.get(page).text
    assert "asks@example.org" in text
    assert "Anna &lt;b&gt;" in text
    client.post(decide, {"decision": "refuse"})
    claim.refresh_from_db()
    assert claim.status == "pending"
    client.post(decide, {"decision": "approve"})
    assert Member.objects.get(user=asking).role == Role.EDITOR


def test_staff_invite_somebody_to_take_over_an_entry(admin_client, client):
    row = organisation(number="40003000001")
    page = reverse("claims:invite")
    assert admin_client.get(page).status_code == 200
    bad = admin_client.post(page, {"number": "40003000009", "email": "new@example.org"})
    assert bad.status_code == 400
    done = admin_client.post(page, {"number": "40003000001", "email": "new@example.org"})
    assert done.status_code == 302
    link = link_to("new@example.org")
    client.force_login(person("new@example.org"))
    assert client.post(link).status_code == 302
    assert Member.objects.get(organisation=row).role == Role.ADMIN
    assert row.verifications.get().what == "representative"
    again = admin_client.post(page, {"number": "40003000001", "email": "two@example.org"})
    assert again.status_code == 400


def test_an_entry_that_goes_takes_its_team_along():
    row = organisation()
    member(row, "admin@example.org")
    Organisation.objects.get(pk=row.pk).delete()
    assert not Member.objects.exists()
    with pytest.raises(ValidationError):
        team.lock(row)
