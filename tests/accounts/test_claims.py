"""Claims: what proves, what proves too little, and what strangers try."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from directory.accounts.choices import ClaimMethod, ClaimStatus, Role
from directory.accounts.models import Claim, Member
from directory.accounts.services.claims import check_domain, recorded_domain, start_claim, withdraw
from directory.accounts.services.deciding import decide
from directory.accounts.services.entries import create_entry
from directory.accounts.services.team import give_up
from directory.accounts.sources.websites import Unreachable
from directory.catalogue.models import Organisation
from directory.mail.models import Message
from directory.users.models import User
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation

pytestmark = pytest.mark.django_db
NUMBER = "40003000001"


def proof_link(email):
    text = Message.objects.get(receiver=email).text
    return re.search(r"https?://[^/]+(/\w\w/account/claim/proof/\S+)", text)[1]


def staff():
    return User.objects.create_superuser("staff@example.org", "x")


def start(row, user, method=ClaimMethod.DNS, **values):
    return start_claim(organisation=row, user=user, method=method, **values)


def look(claim, texts):
    return check_domain(claim=claim, user=claim.user, read_records=lambda _domain: texts)


def test_an_address_at_the_domain_on_record_is_enough(client):
    row = organisation(website="https://www.acme.lv/en")
    user = person()
    client.force_login(user)
    page = reverse("accounts:claim", args=[row.slug])
    assert "acme.lv" in client.get(page).text
    bad = client.post(page, {"method": "email", "email": "anna@other.lv"})
    assert bad.status_code == 400
    assert "email" in bad.context["form"].errors
    state = client.post(page, {"method": "email", "email": "anna@acme.lv"}).url
    assert client.get(state).status_code == 200
    assert not Member.objects.exists()
    link = proof_link("anna@acme.lv")
    assert client.get(link).status_code == 200
    assert not Member.objects.exists()
    assert client.post(link).url == f"/en/workspace/{row.slug}/profile/"
    assert "Fill in the profile" in client.get(state).text
    assert Member.objects.get(organisation=row).role == Role.ADMIN
    fact = row.verifications.get()
    assert (fact.what, fact.source) == ("email", "acme.lv")
    assert client.post(link).url == f"/en/workspace/{row.slug}/profile/"
    assert Member.objects.count() == row.verifications.count() == 1


def test_a_verified_address_at_the_domain_on_record_is_enough_at_once(client):
    row = organisation(website="https://www.acme.lv/en")
    user = person("anna@acme.lv")
    client.force_login(user)
    page = reverse("accounts:claim", args=[row.slug])
    form = client.get(page).context["form"]
    assert (form["method"].value(), form["email"].value()) == ("email", "anna@acme.lv")
    answer = client.post(page, {"method": "email", "email": "Anna@acme.lv"})
    assert answer.url == f"/en/workspace/{row.slug}/profile/"
    assert Member.objects.get(organisation=row).user == user
    assert row.verifications.get().source == "acme.lv"


@pytest.mark.parametrize("website", ["", "https://other.lv"])
def test_attack_a_verified_address_elsewhere_opens_nothing(client, website):
    row = organisation(website=website)
    client.force_login(person("anna@acme.lv"))
    page = reverse("accounts:claim", args=[row.slug])
    client.post(page, {"method": "email", "email": "anna@acme.lv"})
    assert not Member.objects.exists()
    # Where no domain is on record, staff decide on what the claimant names.
    assert [claim.status for claim in Claim.objects.all()] == ([] if website else ["pending"])


def test_attack_an_address_that_was_not_verified_opens_nothing(client):
    row = organisation(website="https://acme.lv")
    user = person()
    EmailAddress.objects.create(user=user, email="boss@acme.lv", verified=False)
    client.force_login(user)
    page = reverse("accounts:claim", args=[row.slug])
    client.post(page, {"method": "email", "email": "boss@acme.lv"})
    assert not Member.objects.exists()


def test_a_proof_belongs_to_its_claimant(client):
    row = organisation(website="https://acme.lv")
    start(row, person(), ClaimMethod.EMAIL, email="anna@acme.lv")
    link = proof_link("anna@acme.lv")
    client.force_login(person("thief@example.org"))
    assert client.get(link).status_code == 403
    assert client.post(link).status_code == 403
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("website", "email"),
    [
        ("https://acme.lv", "anna@mail.acme.lv"),
        ("https://acme.lv", "anna@acme.lv.evil.com"),
        ("https://acme.lv", "anna@notacme.lv"),
        ("https://shop.acme.co.uk", "anna@co.uk"),
        ("", "anna@gmail.com"),
        ("", "anna@inbox.lv"),
        ("https://www.facebook.com/acme", "anna@facebook.com"),
        ("", "anna@gov.uk"),
    ],
)
def test_other_addresses_prove_nothing(website, email):
    with pytest.raises(ValidationError) as refused:
        start(organisation(website=website), person(), ClaimMethod.EMAIL, email=email)
    assert "email" in refused.value.message_dict
    assert not Claim.objects.exists()


def test_a_record_at_the_domain_on_record_is_enough():
    row = organisation(website="https://www.acme.lv")
    claim = start(row, person(), domain="evil.lv")
    assert claim.domain == "acme.lv"
    with pytest.raises(ValidationError, match="not found"):
        look(claim, ["v=spf1 -all"])
    Claim.objects.update(checked_at=None)
    claim = look(claim, ["other", f"latvia-ict={claim.token}"])
    assert claim.status == ClaimStatus.APPROVED
    assert row.verifications.get().what == "website"


@pytest.mark.parametrize("kind", ["research", "public", "association", "startup"])
def test_institutions_claim_their_entry_as_companies_do(client, kind):
    row = organisation(kind=kind, website="https://www.acme.lv/en", number="90000000000")
    assert "/account/claim/entry/" in client.get(row.get_absolute_url()).text
    user = person()
    client.force_login(user)
    page = reverse("accounts:claim", args=[row.slug])
    assert client.post(page, {"method": "email", "email": "anna@acme.lv"}).status_code == 302
    answer = client.post(proof_link("anna@acme.lv"), follow=True)
    assert answer.redirect_chain[-1][0] == f"/en/workspace/{row.slug}/profile/"
    assert answer.status_code == 200
    assert client.get(f"/en/workspace/{row.slug}/").status_code == 200
    needs = client.get(f"/en/workspace/{row.slug}/needs/").status_code
    assert needs == (200 if kind == "public" else 404)
    second = start(organisation(kind=kind, website="https://two.lv"), user)
    found = look(second, [second.token])
    assert found.status == ClaimStatus.APPROVED


def test_looking_again_waits_a_moment():
    claim = start(organisation(website="https://acme.lv"), person())
    for words in ("not found", "Wait"):
        with pytest.raises(ValidationError, match=words):
            look(claim, [])


def test_a_file_on_the_website_is_enough_and_silence_is_told():
    row = organisation(website="https://acme.lv")
    claim = start(row, person(), ClaimMethod.FILE)

    def silent(_domain):
        raise Unreachable("HTTP 404")

    with pytest.raises(ValidationError, match="HTTP 404"):
        check_domain(claim=claim, user=claim.user, read_page=silent)
    Claim.objects.update(checked_at=None)
    token = claim.token
    check_domain(claim=claim, user=claim.user, read_page=lambda _domain: f"latvia-ict={token}\n")
    assert Member.objects.filter(organisation=row).exists()


def test_attack_a_domain_that_the_claimant_names_goes_to_staff():
    """Real suppliers have no website on record: a domain of the attacker must not open them."""
    row = organisation(name_en="", name_lv="Tet", number=NUMBER)
    attacker = person("attacker@tet-latvia.lv")
    claim = start(row, attacker, domain="tet-latvia.lv")
    claim = look(claim, [f"latvia-ict={claim.token}"])
    assert claim.status == ClaimStatus.PENDING
    assert claim.proved_at is not None
    assert not claim.domain_on_record
    assert not Member.objects.exists()
    assert not row.verifications.exists()
    decide(claim=claim, by=staff(), approved=False, reason="Not the company in the register.")
    assert not Member.objects.exists()
    assert "Not the company" in Message.objects.get(receiver=attacker.email).text


def test_attack_by_mail_from_a_domain_first_named_goes_to_staff(client):
    row = organisation(number=NUMBER)
    client.force_login(person())
    start(row, User.objects.get(), ClaimMethod.EMAIL, email="anna@lookalike.lv")
    client.post(proof_link("anna@lookalike.lv"))
    assert Claim.objects.get().status == ClaimStatus.PENDING
    assert not Member.objects.exists()


def test_attack_a_website_written_by_an_earlier_team_proves_nothing():
    row = organisation(website="https://acme.lv")
    first = person()
    claim = start(row, first)
    look(claim, [f"latvia-ict={claim.token}"])
    Organisation.objects.filter(pk=row.pk).update(website="https://evil.lv")
    give_up(organisation=row, by=first)
    row.refresh_from_db()
    assert recorded_domain(row) == ""
    second = start(row, person("evil@evil.lv"), domain="evil.lv")
    assert look(second, [f"latvia-ict={second.token}"]).status == ClaimStatus.PENDING


def test_attack_a_website_changed_after_the_claim_began_proves_nothing():
    row = organisation(website="https://acme.lv")
    claim = start(row, person())
    Organisation.objects.filter(pk=row.pk).update(website="https://other.lv")
    assert look(claim, [f"latvia-ict={claim.token}"]).status == ClaimStatus.PENDING


def test_the_second_of_two_claims_finds_a_team():
    row = organisation(website="https://acme.lv")
    one, two = start(row, person()), start(row, person("b@example.org"))
    look(one, [f"latvia-ict={one.token}"])
    assert look(two, [f"latvia-ict={two.token}"]).status == ClaimStatus.PENDING
    with pytest.raises(ValidationError):
        decide(claim=two, by=staff(), approved=True)
    assert Member.objects.count() == 1


def test_a_claim_is_made_once_and_taken_back_by_its_claimant_alone(client):
    row = organisation(website="https://acme.lv")
    user = person()
    claim = start(row, user)
    with pytest.raises(ValidationError):
        start(row, user)
    other = person("b@example.org")
    with pytest.raises(PermissionDenied):
        withdraw(claim=claim, user=other)
    client.force_login(other)
    for name in ("claim_state", "claim_check", "claim_withdraw"):
        path = reverse(f"accounts:{name}", args=[claim.pk])
        assert (client.get(path) if name == "claim_state" else client.post(path)).status_code == 404
    withdraw(claim=claim, user=user)
    with pytest.raises(ValidationError):
        look(claim, [f"latvia-ict={claim.token}"])
    assert start(row, user).pk != claim.pk


def test_an_old_claim_expires():
    claim = start(organisation(website="https://acme.lv"), person())
    Claim.objects.update(created_at=timezone.now() - timedelta(days=31))
    claim.refresh_from_db()
    with pytest.raises(ValidationError, match="expired"):
        look(claim, [f"latvia-ict={claim.token}"])


def test_a_claim_to_an_entry_that_is_gone(client):
    row = organisation(website="https://acme.lv")
    claim = start(row, person())
    Organisation.objects.get(pk=row.pk).delete()
    client.force_login(User.objects.get(email="anna@example.org"))
    assert client.get(reverse("accounts:claim_state", args=[claim.pk])).status_code == 404
    assert client.get(reverse("accounts:claim", args=[row.slug])).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.pdf", b"<script>"),
        ("x.exe", b"MZ"),
        ("x.svg", b"<svg/>"),
        ("x.png", b"\x89PNG broken"),
        ("x.pdf", b"%PDF-" + b"0" * (5 * 1024 * 1024)),
    ],
)
def test_bad_documents_are_refused_at_the_field(client, name, data):
    row = organisation()
    client.force_login(person())
    form = {"method": "document", "document": SimpleUploadedFile(name, data)}
    answer = client.post(reverse("accounts:claim", args=[row.slug]), form)
    assert answer.status_code == 400
    assert "document" in answer.context["form"].errors
    assert not Claim.objects.exists()


def test_a_document_is_for_staff_and_goes_with_the_decision(
    client, admin_client, django_capture_on_commit_callbacks
):
    row = organisation()
    client.force_login(person())
    form = {"method": "document", "document": SimpleUploadedFile("../../x.pdf", b"%PDF-1.4 x")}
    client.post(reverse("accounts:claim", args=[row.slug]), form)
    claim = Claim.objects.get()
    assert claim.status == ClaimStatus.PENDING
    path = reverse("claims:document", args=[claim.pk])
    assert client.get(path).status_code in {302, 403}
    assert client.get(f"/media/{claim.document.name}").status_code == 404
    answer = admin_client.get(path)
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 x"
    assert answer["Content-Disposition"].startswith("attachment")
    page = reverse("claims:decide", args=[claim.pk])
    assert admin_client.get(page).status_code == 200
    assert admin_client.post(page, {"decision": "refuse"}).status_code == 400
    storage, name = claim.document.storage, claim.document.name
    with django_capture_on_commit_callbacks(execute=True):
        assert admin_client.post(page, {"decision": "approve"}).status_code == 302
    assert not storage.exists(name)
    assert Member.objects.get(organisation=row).role == Role.ADMIN
    assert row.verifications.get().what == "representative"
    assert admin_client.post(page, {"decision": "approve"}).status_code == 400


def test_staff_do_not_decide_their_own_claims():
    own = staff()
    claim = start(
        organisation(), own, ClaimMethod.DOCUMENT, document=SimpleUploadedFile("x.pdf", b"%PDF-1.4")
    )
    with pytest.raises(PermissionDenied):
        decide(claim=claim, by=own, approved=True)
    with pytest.raises(PermissionDenied):
        decide(claim=claim, by=person(), approved=True)


def test_a_new_entry_by_its_number_waits_for_staff(client, admin_client):
    client.force_login(person())
    find = reverse("accounts:claim_find")
    assert client.get(find, {"number": "123"}).status_code == 400
    new = client.get(find, {"number": NUMBER}).url
    assert client.get(new).status_code == 200
    state = client.post(new, {"number": NUMBER, "name": "Jaunais, SIA", "kind": "company"}).url
    row = Organisation.objects.get()
    assert not row.live
    assert client.get(f"/en/organisations/{row.slug}/").status_code == 404
    assert client.get(state).status_code == 200
    assert client.get(find, {"number": NUMBER}).status_code == 400
    other = person("b@example.org")
    client.force_login(other)
    assert client.get(reverse("accounts:claim", args=[row.slug])).status_code == 404
    claim = Claim.objects.get()
    admin_client.post(reverse("claims:decide", args=[claim.pk]), {"decision": "approve"})
    assert Member.objects.get().user.email == "anna@example.org"


def test_a_number_that_is_listed_leads_to_its_entry(client):
    row = organisation(number=NUMBER)
    client.force_login(person())
    answer = client.get(reverse("accounts:claim_find"), {"number": NUMBER})
    assert answer.url == reverse("accounts:claim", args=[row.slug])
    data = {"number": NUMBER, "name": "Copy", "kind": "company"}
    page = client.post(reverse("accounts:claim_new"), data)
    assert page.status_code == 400
    assert reverse("accounts:claim", args=[row.slug]) in page.text
    assert Organisation.objects.count() == 1


def test_a_refused_new_entry_lets_its_number_go():
    claim = create_entry(number=NUMBER, name="Thief", kind="company", user=person())
    decide(claim=claim, by=staff(), approved=False, reason="Not yours.")
    assert create_entry(number=NUMBER, name="Owner", kind="company", user=person("o@example.org"))


@pytest.mark.parametrize(
    "bad", ["123", "4000300000x", "<script>", "=1+1", "1" * 500, "40003\x00000001"]
)
def test_bad_numbers_are_told_at_the_field(client, bad):
    client.force_login(person())
    answer = client.get(reverse("accounts:claim_find"), {"number": bad})
    assert answer.status_code == 400
    assert "number" in answer.context["form"].errors


def test_the_public_page_invites_to_claim(client):
    row = organisation(number=NUMBER)
    page = client.get(f"/en/organisations/{row.slug}/").text
    assert reverse("accounts:claim", args=[row.slug]) in page
    member(row, "admin@example.org")
    client.force_login(person())
    assert "administrators" in client.get(reverse("accounts:claim", args=[row.slug])).text


def test_the_queue_is_for_those_who_decide(client, admin_client):
    start(organisation(website="https://acme.lv"), person())
    assert admin_client.get(reverse("claims:index")).status_code == 200
    client.force_login(person("b@example.org"))
    assert client.get(reverse("claims:index")).status_code in {302, 403}
