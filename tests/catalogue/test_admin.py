"""Staff work on every kind of entry and fact in the administration, in both languages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from directory.catalogue.models import (
    Dataset,
    Organisation,
    PartnerCall,
    PublicContract,
    Reference,
    RegisterRecord,
    Solution,
    TrainingProgramme,
    Verification,
)
from directory.needs.models import Need
from directory.taxonomy.models import Cpv, Sector
from tests.accounts.people import all_speak
from tests.catalogue.factories import dataset, organisation, reference, solution, term

pytestmark = pytest.mark.django_db


def programme():
    return TrainingProgramme.objects.create(organisation=organisation(), name_lv="Datu zinātne")


def call():
    return PartnerCall.objects.create(organisation=organisation(), title_en="Partner")


def need():
    return Need.objects.create(title_lv="Vajadzība", buyer_name="Iestāde")


def register():
    return organisation(number="40003052786").register


def verification():
    return Verification.objects.create(
        organisation=organisation(), what="website", verified_on="2026-01-02"
    )


def contract():
    return PublicContract.objects.create(
        organisation=organisation(), buyer_name="Rīga", source="IUB", source_key="1"
    )


ENTRIES = {
    Organisation: organisation,
    Solution: solution,
    Reference: reference,
    Dataset: dataset,
    TrainingProgramme: programme,
    PartnerCall: call,
    Need: need,
}
FACTS = {RegisterRecord: register, Verification: verification, PublicContract: contract}


def url(model, name, *args):
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


@pytest.mark.parametrize("model", ENTRIES)
@pytest.mark.parametrize("language", ["en", "lv"])
def test_every_page_of_every_entry_answers(admin_client, admin_user, model, language):
    all_speak(language)
    row = ENTRIES[model]()
    row.save_revision(user=admin_user).publish()
    draft = row.save_revision(user=admin_user)
    latest = draft.pk
    first = row.revisions.order_by("pk").first().pk
    pages = [
        url(model, "list"),
        url(model, "list") + "?q=a&ordering=-updated_at&live=true",
        url(model, "list") + f"?ordering={model.name_field}",
        url(model, "list_results"),
        url(model, "add"),
        url(model, "edit", row.pk),
        url(model, "inspect", row.pk),
        url(model, "history", row.pk),
        url(model, "usage", row.pk),
        url(model, "delete", row.pk),
        url(model, "unpublish", row.pk),
        url(model, "workflow_history", row.pk),
        url(model, "revisions_compare", row.pk, first, latest),
        url(model, "revisions_revert", row.pk, first),
        reverse(model.snippet_viewset.chooser_viewset.get_url_name("choose")) + "?q=a",
    ]
    for page in pages:
        assert admin_client.get(page).status_code == 200, page


@pytest.mark.parametrize("model", FACTS)
def test_every_page_of_every_fact_answers(admin_client, model):
    row = FACTS[model]()
    pages = [url(model, "list"), url(model, "list") + "?q=rīga", url(model, "add")]
    pages += [url(model, name, row.pk) for name in ("edit", "inspect", "history", "delete")]
    for page in pages:
        assert admin_client.get(page).status_code == 200, page
    assert admin_client.post(url(model, "add"), {}).context["form"].errors["organisation"]


def formset(prefix, *rows):
    data = {f"{prefix}-{name}": "0" for name in ("INITIAL_FORMS", "MIN_NUM_FORMS")}
    data |= {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-MAX_NUM_FORMS": "1000"}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{key}": value for key, value in row.items()}
        data |= {f"{prefix}-{number}-ORDER": str(number + 1)}
    return data


def organisation_data(**changes):
    return {"kind": "company"} | formset("funding") | changes


@pytest.mark.parametrize("model", ENTRIES)
@pytest.mark.parametrize("action", ["", "action-publish", "action-submit"])
def test_an_empty_form_gets_messages_at_fields(admin_client, model, action):
    data = {"kind": "", action or "x": "1"} | formset("funding") | formset("images")
    response = admin_client.post(url(model, "add"), data)
    assert response.status_code == 200
    assert f"{model.name_field}_en" in response.context["form"].errors
    assert not model.objects.exists()


def test_a_draft_is_saved_edited_and_published(admin_client):
    sector, cpv = term(Sector), term(Cpv)
    data = organisation_data(name_lv="Tīkls, SIA", sectors=[sector.pk], cpv=f"{cpv}")
    response = admin_client.post(url(Organisation, "add"), data)
    row = Organisation.objects.get()
    assert response.status_code == 302
    assert (row.live, row.slug, row.name_en) == (False, "tikls-sia", None)
    edit = url(Organisation, "edit", row.pk)
    page = admin_client.get(edit).text
    assert cpv.slug in page
    funding = {"year": "2024", "kind": "seed", "amount": "1000", "currency": "EUR"}
    data = organisation_data(
        name_lv="Tīkls",
        slug=row.slug,
        cpv=cpv.slug,
        sectors=[sector.pk],
        **(formset("funding", funding) | {"action-publish": "1"}),
    )
    assert admin_client.post(edit, data).status_code == 302
    row = Organisation.objects.get()
    assert (row.live, row.name_lv, row.name_en) == (True, "Tīkls", None)
    assert list(row.cpv.all()) == [cpv]
    assert list(row.sectors.all()) == [sector]
    assert row.funding.get().year == 2024


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cpv", "99999999"),
        ("nace", "nonsense"),
        ("sectors", ["999999"]),
        ("website", "javascript:alert(1)"),
        ("email", "no address"),
        ("founded", "99999"),
        ("name_en", "x" * 301),
        ("name_en", "a\0b"),
        ("description_lv", "x" * 20_001),
        ("tagline_en", "a\x07b"),
        ("slug", "not a slug"),
        ("slug", "taken"),
        ("country", "999999"),
    ],
)
def test_bad_values_get_messages_at_their_fields(admin_client, field, value):
    organisation(slug="taken")
    data = organisation_data(name_en="A") | {field: value}
    response = admin_client.post(url(Organisation, "add"), data)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert Organisation.objects.count() == 1


def test_a_merged_term_is_not_offered(admin_client):
    kept, merged = term(Sector), term(Sector)
    Sector.objects.filter(pk=merged.pk).update(merged_into=kept)
    response = admin_client.post(
        url(Organisation, "add"), organisation_data(name_en="A", sectors=[merged.pk])
    )
    assert response.context["form"].errors["sectors"]


def test_the_tree_opens_where_something_is_chosen(admin_client):
    top = term(Sector)
    middle = term(Sector, parent=top)
    leaf = term(Sector, parent=middle)
    row = organisation()
    row.sectors = [leaf]
    row.save()
    assert admin_client.get(url(Organisation, "edit", row.pk)).text.count("<details open>") == 2


def test_staff_find_an_organisation_by_its_number(admin_client):
    organisation(name_lv="Tīkls", name_en="", number="40003052786")
    organisation(name_en="Pienotava")
    text = admin_client.get(url(Organisation, "list") + "?q=40003052").text
    assert "Tīkls" in text
    assert "Pienotava" not in text


def test_facts_are_shown_beside_the_form_and_not_in_it(admin_client):
    row = organisation(number="40003052786")
    contract_row = contract()
    contract_row.organisation = row
    contract_row.save()
    response = admin_client.get(url(Organisation, "edit", row.pk))
    assert "40003052786" in response.text
    assert "Rīga" in response.text
    assert "registration_number" not in response.context["form"].fields


def test_a_register_record_is_checked(admin_client):
    row = organisation()
    data = {"organisation": row.pk, "registration_number": "12"}
    response = admin_client.post(url(RegisterRecord, "add"), data)
    assert response.context["form"].errors["registration_number"]
    data["registration_number"] = "40003052787"
    response = admin_client.post(url(RegisterRecord, "add"), data, follow=True)
    assert "last digit" in response.text
    assert row.register.registration_number == "40003052787"


def test_the_listing_costs_few_queries(admin_client, django_assert_max_num_queries):
    for number in range(30):
        organisation(number=f"40003{number:06}")
    admin_client.get(url(Organisation, "list"))
    with django_assert_max_num_queries(25):
        admin_client.get(url(Organisation, "list"))


def test_staff_read_the_words_of_rich_text_and_keep_what_is_bold(admin_client):
    kept = "<p>We <strong>map</strong> floods.</p>\n<p>Since 2019.</p>"
    row = organisation(name_en="Acme", description_en=kept)
    edit = url(Organisation, "edit", row.pk)
    page = admin_client.get(edit).text
    assert "We map floods." in page and "Since 2019." in page
    assert "<strong>map</strong>" not in page
    data = organisation_data(
        name_en="Acme",
        slug=row.slug,
        description_en="We map floods.\r\n\r\nSince 2018.",
        **{"action-publish": "1"},
    )
    assert admin_client.post(edit, data).status_code == 302
    row.refresh_from_db()
    assert row.description_en == "<p>We <strong>map</strong> floods.</p>\n<p>Since 2018.</p>"


def test_no_control_character_comes_in_by_its_number(admin_client):
    row = organisation(name_en="Acme")
    data = organisation_data(
        name_en="Acme",
        slug=row.slug,
        description_en="<p>We &#1;<b>m&#x1f;ap</b>&#27; R&amp;D.</p>",
        **{"action-publish": "1"},
    )
    assert admin_client.post(url(Organisation, "edit", row.pk), data).status_code == 302
    row.refresh_from_db()
    assert row.description_en == "<p>We <strong>map</strong> R&amp;D.</p>"
