"""Attacks on what a team writes: script, formulas and control characters, two clicks, too much."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Revision, TaskState, WorkflowState

from directory.accounts.models import Claim
from directory.catalogue.models import Organisation, Solution
from directory.moderation.services import drafts
from directory.workspace.views.kinds import DATASETS, PROFILE, REFERENCES, SOLUTIONS
from tests.accounts.people import member, person
from tests.catalogue.factories import dataset, organisation, reference, solution

pytestmark = pytest.mark.django_db
KINDS = {kind.name: kind for kind in (PROFILE, SOLUTIONS, REFERENCES, DATASETS)}
ATTACKS = {
    "script": "<script>alert(1)</script>",
    "rich": "<p><b>x</b><script>alert(1)</script><img src=x onerror=alert(1)></p>",
    "attribute": "\" onmouseover=\"alert(1)",
    "formula": "=HYPERLINK(\"http://evil.example\",\"x\")",
    "template": "{{ 7|add:7 }}{% debug %}",
    "control": "a\x07b\x1b[31m",
    "null": "a\x00b",
    "turned": "abc\u202edcba",
    "much": "x" * 100_000,
}  # fmt: skip


@pytest.fixture
def team():
    row = organisation(name_en="Acme", tagline_en="Old")
    user = member(row, "anna@example.org")
    client = Client()
    client.force_login(user)
    rows = {
        "profile": row,
        "solutions": solution(providers=[row]),
        "references": reference(organisation=row),
        "datasets": dataset(publisher=row),
    }
    return row, client, rows


def address(row, name, entry):
    extra = "" if name == "profile" else f"{entry.pk}/"
    return f"/en/workspace/{row.slug}/{name}/{extra}"


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", KINDS)
def test_every_field_takes_or_refuses_every_attack(team, name, attack):
    row, client, rows = team
    page = address(row, name, rows[name])
    text = ATTACKS[attack]
    form = client.get(page).context["form"]
    for do in ("save", "submit", "autosave"):
        data = dict.fromkeys(form.fields, text)
        data |= {"base": drafts.version_of(_now(rows[name])), "do": do}
        answer = client.post(page, data, follow=True)
        assert answer.status_code in {200, 400, 409}
        assert "<script>alert" not in answer.text
        assert "\" onmouseover=\"alert" not in answer.text  # fmt: skip
        assert "<img src=x" not in answer.text
        preview = client.get(f"{page}preview/")
        assert preview.status_code == 200
        assert "<script>alert" not in preview.text
        assert "<img src=x" not in preview.text
    assert "\x00" not in str(Revision.objects.values_list("content", flat=True))
    assert _now(rows[name]).live


def _now(row):
    return type(row)._default_manager.get(pk=row.pk)


@pytest.mark.parametrize("base", ["", "new", "d1.2", "\x00", "x" * 9999, "<script>"])
def test_a_forged_version_overwrites_nothing(team, base):
    row, client, rows = team
    page = address(row, "profile", rows["profile"])
    data = {"name_en": "Other", "kind": "company", "base": base, "do": "save"}
    drafts.save_draft(
        draft=_now(row), user=row.members.get().user, base=drafts.version_of(_now(row))
    )
    answer = client.post(page, data)
    assert answer.status_code in {200, 302, 400, 409}
    assert Organisation.objects.get(pk=row.pk).name_en == "Acme"


def test_two_clicks_submit_once(team):
    row, client, _rows = team
    page = f"/en/workspace/{row.slug}/profile/"
    form = client.get(page).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value()}
    data |= {"tagline_en": "New", "base": drafts.version_of(_now(row)), "do": "submit"}
    first, second = client.post(page, data), client.post(page, data)
    assert (first.status_code, second.status_code) == (302, 409)
    assert TaskState.objects.filter(status="in_progress").count() == 1
    assert WorkflowState.objects.count() == 1


def test_two_clicks_on_a_new_entry_and_on_a_claim(team):
    row, client, _rows = team
    other = organisation(website="https://acme.lv")
    asking = Client()
    asking.force_login(person("asks@example.org"))
    page = f"/en/account/claim/entry/{other.slug}/"
    sent = {"method": "dns", "domain": "", "email": "", "note": ""}
    answers = [asking.post(page, sent).status_code for _click in range(2)]
    assert answers == [302, 400]
    assert Claim.objects.count() == 1
    withdraw = f"/en/workspace/{row.slug}/profile/withdraw/"
    assert [client.post(withdraw).status_code for _click in range(2)] == [302, 302]


def test_an_entry_that_goes_while_it_is_edited(team):
    row, client, rows = team
    page = address(row, "solutions", rows["solutions"])
    Solution.objects.filter(pk=rows["solutions"].pk).delete()
    assert client.get(page).status_code == 404
    assert client.post(page, {"name_en": "x", "base": "d1", "do": "save"}).status_code == 404
    Organisation.objects.get(pk=row.pk).delete()
    for step in ("", "preview/", "changes/", "withdraw/"):
        assert client.post(f"/en/workspace/{row.slug}/profile/{step}").status_code in {404, 405}
