"""Trusted organisations publish small changes at once; everything else is read by a reviewer."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import ModelLogEntry, TaskState

from directory.accounts.choices import SMALL_FIELDS
from directory.accounts.models import Trust
from directory.accounts.services.trust import distrust, hand_in, trust
from directory.catalogue.models import Dataset, Organisation, Reference, Solution
from directory.moderation.models import translated_originals
from directory.moderation.services import drafts
from directory.users.models import User
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation, reference, solution, technology

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    row = organisation(tagline_en="Old words", description_en="One two three.", name_en="Acme")
    anna = member(row, "anna@example.org")
    trust(organisation=row, reason="Careful for years", by=None)
    return row, anna


def handed_in(row, user, owner=None, **values):
    """Change a draft, hand it in, and return whether it was published at once."""
    row = type(row).objects.get(pk=row.pk)
    draft = row.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    drafts.save_draft(draft=draft, user=user, base=drafts.version_of(row))
    row = type(row).objects.get(pk=row.pk)
    return hand_in(entry=row, organisation=owner or row, user=user, base=drafts.version_of(row))


def test_small_changes_are_published_and_logged(company):
    row, anna = company
    assert handed_in(row, anna, tagline_en="New words", city="Cēsis", technologies=[technology()])
    row = Organisation.objects.get(pk=row.pk)
    assert (row.tagline_en, row.city, row.live) == ("New words", "Cēsis", True)
    assert not row.has_unpublished_changes
    entry = ModelLogEntry.objects.get(action="accounts.publish_small")
    assert entry.user == anna
    assert entry.data["changes"]["tagline_en"] == ["Old words", "New words"]
    assert set(entry.data["changes"]) == {"tagline_en", "city", "technologies"}
    assert ModelLogEntry.objects.filter(action="wagtail.publish", user=anna).exists()


@pytest.mark.parametrize(
    "values",
    [
        {"name_en": "Other, SIA"},
        {"name_lv": "Cits, SIA"},
        {"website": "https://other.lv"},
        {"email": "other@example.org"},
        {"founded": 1999},
        {"slug": "other"},
        {"kind": "public"},
        {"tagline_en": "New", "name_en": "Other"},
        {"tagline_en": "Write to info@acme.lv"},
        {"tagline_en": "See https://elsewhere.example"},
        {"tagline_en": ""},
        {"description_en": "word " * 40},
    ],
)
def test_everything_else_is_reviewed(company, values):
    row, anna = company
    assert not handed_in(row, anna, **values)
    assert TaskState.objects.get().status == "in_progress"
    row = Organisation.objects.get(pk=row.pk)
    assert (row.name_en, row.tagline_en) == ("Acme", "Old words")
    assert not ModelLogEntry.objects.filter(action="accounts.publish_small").exists()


def test_names_and_legal_facts_are_never_small():
    models = {model.type_name: model for model in (Organisation, Solution, Reference, Dataset)}
    assert set(SMALL_FIELDS) <= set(models)
    never = {"name", "title", "client", "slug", "website", "email", "kind", "country", "founded",
             "certifications", "nace", "cpv", "logo", "providers", "publisher", "licence", "url",
             "is_sample", "activity", "legal_note", "source_url", "year"}  # fmt: skip
    for kind, names in SMALL_FIELDS.items():
        fields = {field.name for field in models[kind]._meta.get_fields()}
        assert names <= fields | set(translated_originals(models[kind]))
        assert not names & never


def test_only_the_trusted_and_only_what_is_public(company):
    row, anna = company
    stranger = organisation()
    other = member(stranger, "other@example.org")
    assert not handed_in(stranger, other, tagline_en="New")
    shared = solution(providers=[row, stranger], tagline_en="Old")
    assert not handed_in(shared, anna, owner=row, tagline_en="New")
    own = solution(providers=[row], tagline_en="Old")
    assert handed_in(own, anna, owner=row, tagline_en="New")
    hidden = solution(providers=[row], live=False)
    assert not handed_in(hidden, anna, owner=row, tagline_en="New")
    done = reference(organisation=row, result_en="Ten days faster.")
    assert handed_in(done, anna, owner=row, result_en="Twelve days faster.")
    distrust(organisation=row, by=None)
    assert not handed_in(row, anna, tagline_en="Newer")
    actions = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {"accounts.trust", "accounts.distrust"} <= actions


def test_a_stale_version_is_a_conflict(company):
    row, anna = company
    with pytest.raises(drafts.Conflict):
        hand_in(entry=row, organisation=row, user=anna, base="r0")


def test_the_workspace_says_which_it_was(company):
    row, anna = company
    client = Client()
    client.force_login(anna)
    page = f"/en/workspace/{row.slug}/profile/"

    def sent(**values):
        form = client.get(page).context["form"]
        values_now = {name: form[name].value() for name in form.fields}
        data = {
            name: [getattr(item, "pk", item) for item in value]
            if isinstance(value, list)
            else value
            for name, value in values_now.items()
            if value not in (None, "", [], False)
        }
        base = drafts.version_of(Organisation.objects.get(pk=row.pk))
        return client.post(page, {**data, "base": base, "do": "submit", **values}, follow=True)

    assert "Published at once" in sent(tagline_en="Better words").text
    assert Organisation.objects.get(pk=row.pk).tagline_en == "Better words"
    assert "a reviewer reads it" in sent(name_en="Acme Baltic").text
    assert Organisation.objects.get(pk=row.pk).name_en == "Acme"


def test_staff_give_trust_and_take_it_back(company):
    row = organisation()
    staff = person("reviewer@example.org", is_staff=True)
    staff.groups.add(Group.objects.get(name="Reviewers"))
    client = Client()
    client.force_login(staff)
    answer = client.post("/admin/trusted/new/", {"organisation": row.pk, "reason": "Careful"})
    assert answer.status_code == 302
    given = Trust.objects.get(organisation=row)
    assert given.given_by == staff
    assert "Careful" in client.get("/admin/trusted/").text
    again = client.post("/admin/trusted/new/", {"organisation": row.pk, "reason": "Twice"})
    assert again.status_code == 200
    assert client.post("/admin/trusted/new/", {"organisation": "", "reason": ""}).status_code == 200
    client.post(f"/admin/trusted/delete/{given.pk}/")
    assert not Trust.objects.filter(organisation=row).exists()
    editor = User.objects.create_user("editor@example.org", "x", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    client.post("/admin/trusted/new/", {"organisation": row.pk, "reason": "Mine"})
    assert not Trust.objects.filter(organisation=row).exists()
