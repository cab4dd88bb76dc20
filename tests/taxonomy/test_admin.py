"""Staff list, edit, merge and delete terms in the administration."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils.translation import override

from directory.catalogue.models import RegisterRecord
from directory.taxonomy.models import VOCABULARIES, Cpv, Nace, Sector, Technology
from directory.users.models import User
from tests.accounts.people import all_speak
from tests.catalogue.factories import organisation, term

pytestmark = pytest.mark.django_db


def make(model):
    fields = {}
    if model is Nace:
        fields = {"code": "62.1", "level": 2, "section": "K"}
    elif {"code"} & {field.name for field in model._meta.fields}:
        fields = {"code": "X1"}
    return term(model, label_en="Weather data", label_lv="Laikapstākļu dati", **fields)


def url(model, name, *args):
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


@pytest.mark.parametrize("model", VOCABULARIES)
@pytest.mark.parametrize("language", ["en", "lv"])
def test_every_page_of_every_vocabulary_answers(admin_client, admin_user, model, language):
    all_speak(language)
    row = make(model)
    child = term(
        model,
        slug="72999999" if model is Cpv else "child",
        parent=row,
        **(
            {"code": "62.11", "level": 3, "section": "K"}
            if model is Nace
            else {"code": "X2"}
            if hasattr(model, "code")
            else {}
        )
        | ({"uri": "https://example.org/2"} if hasattr(model, "uri") else {}),
    )
    listing = admin_client.get(url(model, "list"))
    assert listing.status_code == 200
    with override(language):
        assert str(row) in listing.text
        assert f"\u2003\u2003{child}" in listing.text
    for name in ("edit", "inspect", "history", "usage"):
        assert admin_client.get(url(model, name, row.pk)).status_code == 200, name
    official = model in {Cpv, Nace}
    assert admin_client.get(url(model, "add")).status_code == (302 if official else 200)
    assert admin_client.get(url(model, "delete", row.pk)).status_code == (302 if official else 200)


@pytest.mark.parametrize("query", ["laikaps", "LAIKAPSTĀKĻU", "weather data", "data weather"])
def test_listing_is_searched_by_words_in_any_case(admin_client, query):
    row = make(Sector)
    other = term(Sector)
    response = admin_client.get(url(Sector, "list"), {"q": query})
    assert row.slug in response.text
    assert other.slug not in response.text


def post(row, **changes):
    fields = {
        "slug": row.slug,
        "label_en": row.label_en,
        "label_lv": row.label_lv,
        "order": row.order,
        "synonyms_en": "",
        "synonyms_lv": "",
        "parent": "",
        "nace": "",
    }
    return fields | changes


def test_slug_stays_and_both_labels_are_needed(admin_client):
    row = make(Sector)
    edit = url(Sector, "edit", row.pk)
    response = admin_client.post(edit, post(row, label_lv=""))
    assert response.status_code == 200
    assert response.context["form"].errors["label_lv"]
    response = admin_client.post(edit, post(row, slug="other", synonyms_en="climate\nrain"))
    assert response.status_code == 302
    row = Sector.objects.get(pk=row.pk)
    assert row.slug != "other"
    assert row.synonyms_en.splitlines() == ["climate", "rain"]


def test_a_term_cannot_stand_below_itself(admin_client):
    row = make(Sector)
    child = term(Sector, parent=row)
    response = admin_client.post(url(Sector, "edit", row.pk), post(row, parent=child.pk))
    assert response.context["form"].errors["parent"]


def test_codes_are_picked_by_code_or_tag(admin_client):
    row, nace = make(Sector), make(Nace)
    picked = f'"{nace} [{nace.slug}]"'
    for text in ("62.1", picked, "62.1 Weather data"):
        row.nace.clear()
        assert (
            admin_client.post(url(Sector, "edit", row.pk), post(row, nace=text)).status_code == 302
        )
        assert list(row.nace.all()) == [nace]
    response = admin_client.post(url(Sector, "edit", row.pk), post(row, nace="62.1, 99.99"))
    assert "99.99" in str(response.context["form"].errors["nace"])
    assert "62.1 Weather data" in response.text


def test_suggestions(admin_client, client):
    make(Nace)
    address = reverse("taxonomy_suggest", args=["taxonomy", "nace"])
    assert admin_client.get(address, {"term": "weather"}).json() == [
        "62.1 Weather data [term]"
    ] or ("62.1 Weather data" in admin_client.get(address, {"term": "weather"}).json()[0])
    assert admin_client.get(address).json() == []
    for path in (["users", "user"], ["no", "model"]):
        address = reverse("taxonomy_suggest", args=path)
        assert admin_client.get(address, {"term": "a"}, follow=True).status_code == 404
    assert client.get(reverse("taxonomy_suggest", args=["taxonomy", "nace"])).status_code == 302


def test_merging_asks_shows_counts_and_merges(admin_client):
    source, target = make(Technology), term(Technology)
    row = organisation()
    row.technologies = [source]
    row.save()
    address = reverse("taxonomy_merge", args=["technology", source.pk])
    assert address in admin_client.get(url(Technology, "list")).text
    assert admin_client.get(address).status_code == 200
    response = admin_client.post(address, {"target": target.pk})
    assert response.context["counts"] == {"Organisations": 1}
    assert Technology.objects.get(pk=source.pk).merged_into is None
    response = admin_client.post(address, {"target": target.pk, "confirmed": "on"}, follow=True)
    assert response.status_code == 200
    assert Technology.objects.get(pk=source.pk).merged_into == target
    assert (
        "Merged another term into it"
        in admin_client.get(url(Technology, "history", target.pk)).text
    )
    assert admin_client.post(address, {"target": target.pk}).status_code == 302
    for bad in (source.pk, 10**9, "x"):
        address = reverse("taxonomy_merge", args=["technology", target.pk])
        assert admin_client.post(address, {"target": bad}).context["form"].errors
    address = reverse("taxonomy_merge", args=["user", 1])
    assert admin_client.get(address, follow=True).status_code == 404


def test_merging_needs_the_right(client):
    row = make(Technology)
    user = User.objects.create_user("editor@example.org", "secret", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "change_technology"])
    )
    client.force_login(user)
    address = reverse("taxonomy_merge", args=["technology", row.pk])
    assert client.get(address).status_code in {302, 403}
    assert address not in client.get(url(Technology, "list")).text


def test_a_used_term_is_not_deleted_one_by_one_or_in_bulk(admin_client):
    used, free = make(Technology), term(Technology)
    row = organisation()
    row.technologies = [used]
    row.save()
    response = admin_client.post(url(Technology, "delete", used.pk), follow=True)
    assert "stays" in response.text
    bulk = reverse("wagtail_bulk_action", args=["taxonomy", "technology", "delete"])
    address = f"{bulk}?id={used.pk}&id={free.pk}&next={url(Technology, 'list')}"
    response = admin_client.get(address)
    assert response.status_code == 200
    response = admin_client.post(address, follow=True)
    assert response.status_code == 200
    assert list(Technology.objects.all()) == [used]


def test_reviewers_edit_and_merge_terms(client):
    user = User.objects.create_user("reviewer@example.org", "secret", is_staff=True)
    user.groups.add(Group.objects.get(name="Reviewers"))
    client.force_login(user)
    row, target = make(Sector), term(Sector)
    assert client.get(url(Sector, "edit", row.pk)).status_code == 200
    address = reverse("taxonomy_merge", args=["sector", row.pk])
    client.post(address, {"target": target.pk, "confirmed": "on"})
    assert Sector.objects.get(pk=row.pk).merged_into == target
    assert client.get(url(RegisterRecord, "list")).status_code == 200
    assert client.get(url(RegisterRecord, "add")).status_code == 200
