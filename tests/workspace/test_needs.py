"""From the first draft of a need to its outcome in the winner's references, page by page."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from directory.catalogue.models import PublicContract, Reference
from directory.needs.models import Criterion, Need, Question, Response
from directory.needs.services.evaluation import received
from directory.users.choices import REVIEWERS
from tests.accounts.people import member, person
from tests.needs.procedures import SECRET, body, company, open_need, pass_deadline, send

pytestmark = pytest.mark.django_db
CRITERIA = "70 Precizitāte / Accuracy\n30 Cena"


def clocks_change(month):
    """Return the half hour of next year's last Sunday of a month that is skipped or comes twice."""
    last = date(timezone.localdate().year + 1, month, 31)
    return f"{last - timedelta(days=last.isoweekday() % 7)}T03:30"


def url(name, *args):
    with translation.override("lv"):
        return reverse(name, args=args)


def browser(user):
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def form(**fields):
    deadline = timezone.localtime(timezone.now() + timedelta(days=5))
    return {
        "base": "new",
        "kind": "challenge",
        "title_lv": "Plūdu brīdinājumi",
        "description_lv": "Vajag brīdināt iedzīvotājus.",
        "deadline": f"{deadline:%Y-%m-%dT}12:00",
        "responses_here": "on",
        "criteria_text": CRITERIA,
        "do": "submit",
    } | fields


def written(buyer, admin, **fields):
    client = browser(admin)
    answer = client.post(url("workspace:needs_new", buyer.slug), form(**fields))
    assert answer.status_code == 302, answer.context["form"].errors
    return Need.objects.latest("pk")


def test_a_need_goes_from_draft_through_review_to_its_outcome(monkeypatch):
    buyer, admin = body()
    need = written(buyer, admin)
    assert not need.live
    assert need.status == "open"
    assert need.current_workflow_state is not None
    page = url("browse:need", need.slug)
    assert Client().get(page).status_code == 404
    reviewer = person("reviewer@example.org", is_staff=True)
    reviewer.groups.add(Group.objects.get(name=REVIEWERS))
    need.current_workflow_state.current_task_state.approve(user=reviewer)
    public = Client().get(page).text
    assert "Precizitāte" in public
    assert "70" in public
    assert url("needs:respond", need.slug) in public

    firms = [company("one@example.org"), company("two@example.org")]
    for row, by in firms:
        client = browser(by)
        assert client.get(url("needs:respond", need.slug)).status_code == 302
        target = url("workspace:responses_form", row.slug, need.pk)
        shown = client.get(target)
        criteria = [name for name in shown.context["form"].fields if name.startswith("criterion")]
        assert len(criteria) == 2
        answer = client.post(target, {
            "form_token": str(uuid.uuid4()),
            "summary": f"Piedāvājam {SECRET}",
            **dict.fromkeys(criteria, "Labi"),
            "interests": "none",
            "documents": SimpleUploadedFile("plāns.txt", b"rows"),
        })  # fmt: skip
        assert answer.status_code == 302, answer.context["form"].errors
        assert Response.objects.get(organisation=row).digest in client.get(target).text

    asker = browser(person("asker@example.org"))
    assert asker.post(url("needs:ask", need.slug), {"text": "Vai dati ir?"}).status_code == 302
    client = browser(admin)
    run = url("workspace:needs_run", buyer.slug, need.pk)
    assert "Vai dati ir?" in client.get(run).text
    assert firms[0][0].name not in client.get(run).text
    question = Question.objects.get()
    client.post(
        url("workspace:needs_answer", buyer.slug, need.pk, question.pk),
        {f"q{question.pk}-text": "Jā, ir."},
    )
    assert "Vai dati ir?" not in Client().get(page).text
    client.post(url("workspace:needs_publish", buyer.slug, need.pk))
    assert "Jā, ir." in Client().get(page).text

    evaluation = url("workspace:evaluation", buyer.slug, need.pk)
    before = client.get(evaluation).text
    assert SECRET not in before
    assert firms[0][0].name not in before
    assert received(need) == []
    early = client.post(url("workspace:evaluation_outcome", buyer.slug, need.pk), follow=True)
    assert firms[0][0].name not in early.text
    assert early.redirect_chain
    now = timezone.now
    monkeypatch.setattr("django.utils.timezone.now", lambda: now() + timedelta(days=7))
    client = browser(admin)
    assert SECRET not in client.get(evaluation).text
    client.post(url("workspace:evaluation_begin", buyer.slug, need.pk), {"impartial": "yes"})
    opened = client.get(evaluation)
    assert opened.text.count(SECRET) == 2
    assert "plāns.txt" in opened.text
    rows = Response.objects.order_by("pk")
    file = client.get(url("workspace:evaluation_document", buyer.slug, need.pk, rows[0].pk, 1))
    assert (file.content, file["Content-Disposition"][:10]) == (b"rows", "attachment")
    data = {"do": "hand_in"}
    for number, row in enumerate(rows):
        for one in need.criteria.all():
            data |= {f"points_{row.pk}_{one.pk}": 9 - number, f"reason_{row.pk}_{one.pk}": "Tā"}
    scores = url("workspace:evaluation_scores", buyer.slug, need.pk)
    missing = client.post(scores, {"do": "hand_in"})
    assert missing.status_code == 400
    assert client.post(scores, data).status_code == 302
    # The reasons on a sheet are read by the team once it is handed in.
    assert client.get(evaluation).text.count("<br>Tā") == 2 * need.criteria.count()
    settle = url("workspace:evaluation_outcome", buyer.slug, need.pk)
    assert client.post(settle, {"kind": "awarded", "statement_lv": "x"}).status_code == 400
    done = client.post(
        settle, {"kind": "awarded", "winner": rows[0].pk, "statement_lv": "Labākais risinājums."}
    )
    assert done.status_code == 302, done.context["outcome"].errors
    shown = Client().get(page).text
    assert "Labākais risinājums." in shown
    assert firms[0][0].name in shown
    reference = Reference.objects.get()
    assert (
        reference.title_lv
        in browser(firms[0][1]).get(url("workspace:references_list", firms[0][0].slug)).text
    )
    assert PublicContract.objects.get().organisation == firms[0][0]
    assert "90" in client.get(evaluation).text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"criteria_text": "70 A\n20 B"}, "criteria_text"),
        ({"criteria_text": "Cena bez svara"}, "criteria_text"),
        ({"criteria_text": ""}, "criteria_text"),
        ({"deadline": "2020-01-01T10:00"}, "deadline"),
        ({"deadline": clocks_change(3)}, "deadline"),
        ({"deadline": clocks_change(10)}, "deadline"),
        ({"deadline": "rīt"}, "deadline"),
        ({"deadline": ""}, "deadline"),
        ({"kind": "tender"}, "kind"),
        ({"title_lv": ""}, "title_en"),
    ],
)
def test_bad_needs_are_refused_at_the_field(fields, field):
    buyer, admin = body()
    answer = browser(admin).post(url("workspace:needs_new", buyer.slug), form(**fields))
    assert answer.status_code == 400
    # One thing is wrong, and it is said once.
    assert {name: len(said) for name, said in answer.context["form"].errors.items()} == {field: 1}


@pytest.mark.parametrize("language", ["en", "lv"])
def test_a_sealed_evaluation_says_until_when_in_one_sentence(client, language):
    buyer, admin = body()
    need = open_need(buyer)
    client.force_login(admin)
    with translation.override(language):
        page = client.get(reverse("workspace:evaluation", args=[buyer.slug, need.pk])).text
        moment = date_format(timezone.localtime(need.deadline), "DATETIME_FORMAT")
    assert f": {moment}.</p>" in page


def test_a_correction_gives_its_reason_and_leaves_the_terms(client):
    buyer, admin = body()
    need = open_need(buyer)
    client.force_login(admin)
    edit = url("workspace:needs_edit", buyer.slug, need.pk)
    base = client.get(edit).context["base"]
    values = form(base=base, title_lv="Labots", criteria_text="100 Draudzība")
    assert "correction_reason" in client.post(edit, values).context["form"].errors
    later = f"{timezone.localdate() + timedelta(days=60)}T10:00"
    values |= {"correction_reason": "Kļūda", "deadline": later}
    assert client.post(edit, values).status_code == 302
    Need.objects.get(pk=need.pk).latest_revision.publish()
    row = Need.objects.get(pk=need.pk)
    assert (row.title_lv, row.deadline) == ("Labots", need.deadline)
    assert sorted(row.criteria.values_list("weight", flat=True)) == [30, 70]
    assert "Kļūda" in client.get(url("browse:need", need.slug)).text


def test_extension_and_cancellation_by_page(client):
    buyer, admin = body()
    editor = member(buyer, "editor@example.org", "editor")
    need = open_need(buyer)
    client.force_login(editor)
    extend, cancel = (
        url(f"workspace:needs_{name}", buyer.slug, need.pk) for name in ("extend", "cancel")
    )
    for bad in ({}, {"extend-deadline": "2020-01-01T10:00", "extend-reason": "x"}):
        assert client.post(extend, bad).status_code == 400
    later = timezone.localtime(need.deadline + timedelta(days=3))
    good = {"extend-deadline": f"{later:%Y-%m-%dT%H:%M}", "extend-reason": "Svētki"}
    assert client.post(extend, good).status_code == 302
    assert client.post(cancel, {"cancel-reason": "x"}).status_code == 403
    client.force_login(admin)
    assert client.post(cancel, {}).status_code == 400
    assert client.post(cancel, {"cancel-reason": "Nav naudas"}).status_code == 302
    page = client.get(url("browse:need", need.slug)).text
    assert "Svētki" in page
    assert "Nav naudas" in page


def test_strangers_find_no_screen_of_a_need(client, monkeypatch):
    buyer, _admin = body()
    need = open_need(buyer)
    row, by = company("firm@example.org")
    response = send(need, row, by)
    pass_deadline(monkeypatch)
    other, stranger = body("other-city@example.org")
    client.force_login(stranger)
    for name, more in (
        ("needs_run", ()),
        ("evaluation", ()),
        ("evaluation_document", (response.pk, 1)),
    ):
        for slug in (buyer.slug, other.slug):
            assert client.get(url(f"workspace:{name}", slug, need.pk, *more)).status_code == 404


def test_the_page_of_a_need_leads_to_what_fits_and_to_a_shortlist():
    buyer, admin = body()
    need = open_need(buyer)
    page = url("workspace:needs_run", buyer.slug, need.pk)
    text = browser(admin).get(page).text
    for link in (
        url("buyers:opinions", need.slug),
        f"{url('workspace:shortlists_new', buyer.slug)}?need={need.slug}",
    ):
        assert f'href="{link}"' in text
        assert browser(admin).get(link).status_code == 200


def test_what_a_draft_changes_is_told_with_its_criteria_and_weights():
    buyer, admin = body()
    need = Need(buyer=buyer, title_lv="Plūdu brīdinājumi")
    need.criteria = [Criterion(name_lv="Precizitāte", name_en="Accuracy", weight=100)]
    need.save()
    client = browser(admin)
    page = url("workspace:needs_edit", buyer.slug, need.pk)
    base = client.get(page).context["base"]
    reason = {"correction_reason": "Cena ir svarīgāka."}
    client.post(page, form(base=base, do="autosave") | reason)
    shown = client.get(url("workspace:needs_changes", buyer.slug, need.pk))
    assert "100 % Precizitāte / Accuracy" in shown.text
    assert "70 % Precizitāte / Accuracy<br>" in shown.text or "30 % Cena" in shown.text
    stale = client.post(page, form(base="d1.2", title_lv="Cits", do="save") | reason)
    assert stale.status_code == 409
    assert "Cits" in stale.text
