"""Words that a team does not find in a list: from its form to staff, into the list, and back by mail."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from directory.catalogue.models import Organisation, Proposal
from directory.catalogue.services.proposals import MOST_OPEN, propose, refuse, take
from directory.mail.models import Message
from directory.moderation.services import drafts
from directory.taxonomy.models import DataTheme, Sector, Technology
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation, technology

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return organisation(name_en="Acme", slug="acme")


@pytest.fixture
def anna(row):
    return member(row, "anna@example.org")


@pytest.fixture
def team(anna):
    client = Client()
    client.force_login(anna)
    return client


def missed(row, user, text="Digital twins", vocabulary="technologies"):
    return propose(organisation=row, user=user, vocabulary=vocabulary, text=text)


def test_a_word_goes_from_the_form_into_the_list_and_its_proposer_is_told(team, row, admin_client):
    page = "/en/workspace/acme/profile/"
    assert 'name="propose_technologies"' in team.get(page).text
    assert 'name="propose_markets"' not in team.get(page).text
    data = {
        "name_en": "Acme", "base": drafts.version_of(Organisation.objects.get(pk=row.pk)),
        "do": "save", "propose_technologies": " Digital  twins ",
    }  # fmt: skip
    answer = team.post(page, data, follow=True)
    assert "was proposed to staff" in answer.text
    proposal = Proposal.objects.get()
    assert (proposal.text, proposal.language) == ("Digital twins", "en")
    listed = admin_client.get(reverse("catalogue_proposals"))
    assert "Digital twins" in listed.text and "Acme" in listed.text
    one = reverse("catalogue_proposal", args=[proposal.pk])
    bad = admin_client.post(one, {"decision": "new", "label_en": "Digital twins"})
    assert bad.status_code == 400 and "label_lv" in bad.context["form"].errors
    labels = {"label_en": "Digital twins", "label_lv": "Digitālie dvīņi"}
    assert admin_client.post(one, {"decision": "new"} | labels).status_code == 302
    term = Technology.objects.get(slug="digital-twins")
    assert term.label_lv == "Digitālie dvīņi"
    told = Message.objects.get(receiver="anna@example.org")
    assert "Digital twins" in told.subject
    assert f"/workspace/{row.slug}/profile/" in told.text
    assert term in team.get(page).context["form"].fields["technologies"].terms.values()
    # Decided once.
    assert admin_client.post(one, {"decision": "new"} | labels).status_code == 400


@pytest.mark.parametrize("changes", [{"name_en": ""}, {"do": "suggest"}])
def test_a_word_stays_in_its_box_until_it_is_sent(team, row, changes):
    data = {
        "name_en": "Acme", "base": drafts.version_of(Organisation.objects.get(pk=row.pk)),
        "do": "save", "propose_technologies": "<b>Digital twins",
    }  # fmt: skip
    answer = team.post("/en/workspace/acme/profile/", data | changes)
    assert not Proposal.objects.exists()
    assert 'name="propose_technologies" value="&lt;b&gt;Digital twins"' in answer.text


def test_a_word_becomes_a_synonym_for_everybody_who_proposed_it(row, anna, admin_user):
    term = technology(label_en="Simulation")
    other = organisation()
    proposals = [missed(row, anna), missed(other, member(other, "b@example.org"), "digital TWINS")]
    take(proposal=proposals[0], by=admin_user, term=term)
    term.refresh_from_db()
    assert "Digital twins" in term.synonyms_en
    assert set(Proposal.objects.values_list("state", "term")) == {("taken", term.slug)}
    assert Message.objects.count() == 2
    with pytest.raises(ValidationError, match="in the list already"):
        missed(row, anna, "DIGITAL twins")


def test_a_refusal_has_a_reason_that_is_read(row, anna, admin_client, admin_user):
    proposal = missed(row, anna, "Best of the best")
    with pytest.raises(ValidationError):
        refuse(proposal=proposal, by=admin_user, reason=" ")
    one = reverse("catalogue_proposal", args=[proposal.pk])
    assert admin_client.post(one, {"decision": "refuse", "reason": ""}).status_code == 400
    admin_client.post(one, {"decision": "refuse", "reason": "It names no technology."})
    assert "It names no technology." in Message.objects.get(receiver=anna.email).text
    assert "refused" in admin_client.get(f"{reverse('catalogue_proposals')}?decided=1").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "blank"),
        ("x" * 81, "80"),
        ("Write to info@acme.lv", "address"),
        ("a\x07b", ""),
        ("<script>", None),
    ],
)
def test_bad_words(row, anna, text, said):
    if said is None:
        assert missed(row, anna, text).text == text
        return
    with pytest.raises(ValidationError) as error:
        missed(row, anna, text)
    assert said in str(error.value)
    assert not Proposal.objects.exists()


def test_what_is_known_or_proposed_is_told(row, anna):
    technology(label_en="Machine learning", label_lv="Mašīnmācīšanās", synonyms_en="ML")
    for known in ("machine  LEARNING", "mašīnmācīšanās", "ml"):
        with pytest.raises(ValidationError, match="in the list already"):
            missed(row, anna, known)
    missed(row, anna)
    with pytest.raises(ValidationError, match="proposed already"):
        missed(row, anna, "digital twins")
    missed(row, anna, vocabulary="sectors")
    for number in range(MOST_OPEN - 2):
        missed(row, anna, f"Word {number}")
    with pytest.raises(ValidationError, match="wait already"):
        missed(row, anna, "One more")
    assert not Sector.objects.exists() and not DataTheme.objects.exists()


def test_the_list_is_for_those_who_keep_the_vocabularies(row, anna, admin_client):
    proposal = missed(row, anna)
    paths = [reverse("catalogue_proposals"), reverse("catalogue_proposal", args=[proposal.pk])]
    stranger = person("staff@example.org", is_staff=True)
    client = Client()
    client.force_login(stranger)
    assert [client.get(path).status_code for path in paths] == [302, 302]
    assert [admin_client.get(path).status_code for path in paths] == [200, 200]
    assert admin_client.post(paths[1], {"decision": "burn"}).status_code == 400


def test_a_word_stands_for_one_term_only(row, anna, admin_client, admin_user):
    proposal = missed(row, anna)
    other = technology(label_en="Simulation")
    # Somebody put it into the list meanwhile.
    known = technology(label_en="Digital Twins")
    one = reverse("catalogue_proposal", args=[proposal.pk])
    wrong = admin_client.post(one, {"decision": "synonym", "term": other.pk})
    assert wrong.status_code == 400 and "choose that one" in wrong.text
    labels = {"label_en": "Digital twins", "label_lv": "Digitālie dvīņi"}
    twice = admin_client.post(one, {"decision": "new"} | labels)
    assert twice.status_code == 400 and "label_en" in twice.context["form"].errors
    assert not Message.objects.exists()
    other.refresh_from_db()
    assert other.synonyms_en in (None, "")
    take(proposal=proposal, by=admin_user, term=known)
    assert "Digital Twins" in Message.objects.get().text


def test_a_synonym_is_for_those_who_may_change_terms(row, anna):
    adder = person("adder@example.org", is_staff=True)
    adder.user_permissions.set(Permission.objects.filter(codename__startswith="add_"))
    term = technology()
    with pytest.raises(PermissionDenied):
        take(proposal=missed(row, anna), by=adder, term=term)
    with pytest.raises(PermissionDenied):
        refuse(proposal=Proposal.objects.get(), by=adder, reason="No")
