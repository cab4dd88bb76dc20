"""From the published need to its outcome: terms that stay, questions for all, judges apart."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.models import Member
from directory.catalogue.models import PublicContract, Reference
from directory.mail.models import Message
from directory.needs.models import (
    Criterion,
    FurtherWinner,
    Need,
    NeedChange,
    Outcome,
    Question,
    Response,
)
from directory.needs.presenters import present_procedure
from directory.needs.scoring import mean, weighted
from directory.needs.services.evaluation import (
    begin_sheet,
    hand_in,
    judged_by,
    received,
    save_scores,
    standings_of,
    visible_sheets,
)
from directory.needs.services.outcome import publish_outcome
from directory.needs.services.procedure import cancel, extend
from directory.needs.services.questions import ask, publish_answers, write_answer
from directory.needs.validators import riga_moment, validate_weights
from tests.accounts.people import member, person
from tests.needs.procedures import body, company, open_need, pass_deadline, send

pytestmark = pytest.mark.django_db


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))
def test_a_time_of_riga_is_one_moment_or_refused(local):
    zone = timezone.get_default_timezone()
    try:
        moment = riga_moment(local)
    except ValidationError:
        assert (local.month, local.hour) in {(3, 3), (10, 3)}
    else:
        assert moment.astimezone(zone).replace(tzinfo=None) == local


@pytest.mark.parametrize(
    ("local", "code"),
    [(datetime(2027, 3, 28, 3, 30), "skipped"), (datetime(2026, 10, 25, 3, 30), "twice")],
)
def test_hours_of_the_change_of_clocks_are_told(local, code):
    with pytest.raises(ValidationError) as refused:
        riga_moment(local)
    assert refused.value.code == code


@given(st.lists(st.integers(1, 100), max_size=8))
def test_weights_sum_to_a_hundred(weights):
    if sum(weights) == 100:
        validate_weights(weights)
    else:
        with pytest.raises(ValidationError, match="sum to"):
            validate_weights(weights)


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=5))
def test_a_total_lies_between_nothing_and_a_hundred_and_never_falls_with_more_points(pairs):
    weights = {1: 70, 2: 30}
    totals = [weighted({1: a, 2: b}, weights) for a, b in pairs]
    assert all(0 <= total <= 100.0001 for total in totals)
    assert min(totals) - 1e-9 <= mean(totals) <= max(totals) + 1e-9
    assert all(
        weighted({1: min(10, a + 1), 2: b}, weights) >= weighted({1: a, 2: b}, weights)
        for a, b in pairs
    )


def test_the_terms_of_a_published_need_stay_whatever_a_draft_says():
    need = open_need(body()[0])
    draft = Need.objects.get(pk=need.pk).get_latest_revision_as_object()
    draft.criteria = [Criterion(name_en="Friendship", weight=100)]
    draft.deadline += timedelta(days=9)
    draft.title_lv, draft.correction_reason = "Labots", "Kļūda nosaukumā"
    draft.save_revision().publish()
    row = Need.objects.get(pk=need.pk)
    assert (row.title_lv, row.deadline) == ("Labots", need.deadline)
    assert sorted(row.criteria.values_list("weight", flat=True)) == [30, 70]
    change = NeedChange.objects.get(need=need)
    assert (change.field, change.before, change.after) == (
        "title_lv", "Plūdu brīdinājumi", "Labots",
    )  # fmt: skip
    assert change.reason == "Kļūda nosaukumā"


def test_a_need_without_a_deadline_takes_no_responses():
    buyer = body()[0]
    for bad in ({"deadline": None}, {"kind": "tender"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            open_need(buyer, **bad)


def test_extension_is_later_told_and_only_while_open(monkeypatch):
    buyer, admin = body()
    row, by = company("firm@example.org")
    need = open_need(buyer)
    send(need, row, by)
    later = need.deadline + timedelta(days=1)
    for values in (
        {"deadline": need.deadline, "reason": "x"},
        {"deadline": timezone.now() - timedelta(days=1), "reason": "x"},
        {"deadline": later, "reason": " "},
    ):
        with pytest.raises(ValidationError):
            extend(need=need, by=admin, **values)
    with pytest.raises(PermissionDenied):
        extend(need=need, by=by, deadline=later, reason="x")
    extend(need=need, by=admin, deadline=later, reason="Daudz jautājumu")
    assert Need.objects.get(pk=need.pk).deadline == later
    assert "Daudz jautājumu" in Message.objects.get(event__contains="extended").text
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    with pytest.raises(ValidationError, match="not open"):
        extend(need=need, by=admin, deadline=later + timedelta(days=9), reason="x")


def test_questions_appear_with_their_answers_at_one_moment_and_nobody_learns_who_asked(client):
    buyer, admin = body()
    _row, by = company("firm@example.org")
    need = open_need(buyer)
    one, two = (ask(need=need, text=text, by=by) for text in ("Vai dati ir?", "Cik ilgi?"))
    with pytest.raises(PermissionDenied):
        ask(need=need, text="Es pats", by=admin)
    with pytest.raises(PermissionDenied):
        write_answer(question=one, text="Jā", by=by)
    with pytest.raises(ValidationError, match="Write an answer"):
        publish_answers(need=need, by=admin)
    write_answer(question=one, text="Jā", by=admin)
    assert "Vai dati ir?" not in client.get(f"/lv/needs/{need.slug}/").text
    assert publish_answers(need=need, by=admin) == 1
    with pytest.raises(ValidationError):
        write_answer(question=one, text="Nē", by=admin)
    two.refresh_from_db()
    assert two.published_at is None
    asked = Message.objects.filter(receiver=admin.email)
    assert all("firm" not in message.text for message in asked)
    assert Message.objects.filter(receiver=by.email, event__contains="answers").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=two.pk).update(published_at=timezone.now())


@pytest.fixture
def judged(monkeypatch):
    buyer, admin = body()
    second = member(buyer, "second@example.org", "editor")
    first, by = company("one@example.org")
    other, other_by = company("two@example.org")
    need = open_need(buyer)
    rows = [send(need, first, by), send(need, other, other_by)]
    pass_deadline(monkeypatch)
    return need, admin, second, rows


def scores(need, rows, points):
    return {
        (row.pk, criterion.pk): (value, "Tāpēc")
        for row, value in zip(rows, points, strict=True)
        for criterion in need.criteria.all()
    }


def test_sheets_are_hidden_until_handed_in(judged):
    need, admin, second, rows = judged
    for user, points in ((admin, (8, 2)), (second, (6, 4))):
        begin_sheet(need=need, by=user)
        save_scores(need=need, by=user, scores=scores(need, rows, points))
    hand_in(need=need, by=admin)
    assert [sheet.evaluator_id for sheet in visible_sheets(need=need, by=second)] == [second.pk]
    assert [sheet.evaluator_id for sheet in visible_sheets(need=need, by=admin)] == [admin.pk]
    with pytest.raises(ValidationError, match="handed in"):
        save_scores(need=need, by=admin, scores=scores(need, rows, (1, 1)))
    hand_in(need=need, by=second)
    sheets = visible_sheets(need=need, by=second)
    assert len(sheets) == 2
    best, last = standings_of(judged_by(sheets=sheets, responses=received(need)))
    assert (best.response, best.total, last.total) == (rows[0], 70.0, 30.0)
    assert visible_sheets(need=need, by=person("stranger@example.org")) == []


def test_an_evaluator_of_a_responding_team_is_refused(judged):
    need, admin, _second, rows = judged
    Member.objects.create(organisation=rows[0].organisation, user=admin, role="editor")
    with pytest.raises(PermissionDenied):
        begin_sheet(need=need, by=admin)


def test_who_belongs_to_a_responding_team_reads_no_reasons_about_its_competitors(judged, client):
    need, admin, second, rows = judged
    evaluated(need, admin, rows)
    page = f"/en/workspace/{need.buyer.slug}/needs/{need.pk}/evaluation/"

    def reads(user):
        client.force_login(user)
        return "Tāpēc" in client.get(page).text

    assert reads(second)
    Member.objects.create(organisation=rows[0].organisation, user=second, role="editor")
    assert not reads(second)
    assert visible_sheets(need=need, by=second) == []
    publish_outcome(need=need, kind="pilot", by=admin, winner=rows[1], statement_lv="Labākais")
    assert not reads(second)
    assert reads(admin)


def test_who_belongs_to_a_responding_team_settles_nothing_and_is_told_why(judged, client):
    need, admin, second, rows = judged
    evaluated(need, admin, rows)
    Member.objects.create(organisation=rows[0].organisation, user=admin, role="editor")
    values = {"kind": "pilot", "winner": rows[0].pk, "statement_lv": "Labākais"}
    with pytest.raises(PermissionDenied):
        publish_outcome(need=need, kind="pilot", by=admin, winner=rows[0], statement_lv="Labākais")
    with pytest.raises(PermissionDenied):
        cancel(need=need, reason="Nav naudas", by=admin)

    client.force_login(admin)
    page = f"/en/workspace/{need.buyer.slug}/needs/{need.pk}/evaluation/"
    assert f"{page}outcome/" not in client.get(page).text
    for address in (f"{page}outcome/", f"{page.removesuffix('evaluation/')}cancel/"):
        answer = client.post(address, values | {"cancel-reason": "Nav naudas"}, follow=True)
        assert "Another administrator of this team does." in answer.text
    assert not Outcome.objects.exists()
    # An editor without such a team is refused as before, and another administrator decides.
    client.force_login(second)
    assert client.post(f"{page}outcome/", values).status_code == 403
    Member.objects.filter(user=second).update(role="admin")
    assert client.post(f"{page}outcome/", values).status_code == 302
    assert Outcome.objects.get().decided_by == second


@pytest.mark.parametrize(
    ("points", "reason"), [(11, "x"), (-1, "x"), (5, " "), (None, "no points")]
)
def test_bad_scores(judged, points, reason):
    need, admin, _second, rows = judged
    begin_sheet(need=need, by=admin)
    key = (rows[0].pk, need.criteria.first().pk)
    with pytest.raises(ValidationError):
        save_scores(need=need, by=admin, scores={key: (points, reason)})
    with pytest.raises(ValidationError, match="every response"):
        hand_in(need=need, by=admin)


def evaluated(need, admin, rows):
    begin_sheet(need=need, by=admin)
    save_scores(need=need, by=admin, scores=scores(need, rows, (9, 3)))
    hand_in(need=need, by=admin)


@pytest.mark.parametrize("kind", ["awarded", "pilot"])
def test_the_outcome_is_evidence_of_the_winner(judged, kind):
    need, admin, second, rows = judged
    evaluated(need, admin, rows)
    with pytest.raises(PermissionDenied):
        publish_outcome(need=need, kind=kind, by=second, winner=rows[0], statement_lv="Labākais")
    for bad in ({"winner": None}, {"winner": rows[0], "statement_lv": " "}):
        with pytest.raises(ValidationError):
            publish_outcome(need=need, kind=kind, by=admin, **({"statement_lv": "x"} | bad))
    outcome = publish_outcome(
        need=need, kind=kind, by=admin, winner=rows[0], statement_lv="Labākais"
    )
    reference = Reference.objects.get(organisation=rows[0].organisation)
    assert not reference.live
    assert reference.title_lv == need.title_lv
    assert reference.client_lv == "Lejaskrasta novads"
    contract = PublicContract.objects.get(organisation=rows[0].organisation)
    assert (contract.buyer_id, outcome.contract) == (need.buyer_id, contract)
    assert Need.objects.get(pk=need.pk).status == "awarded"
    assert Message.objects.filter(event__contains="outcome").count() == 2
    with pytest.raises(ValidationError, match="settled"):
        cancel(need=need, reason="x", by=admin)


def test_the_database_holds_that_the_winner_responded_to_this_need(judged):
    need, _admin, _second, rows = judged
    stranger_need = open_need(need.buyer, deadline=timezone.now() + timedelta(days=9))
    other = send(stranger_need, rows[0].organisation, rows[0].submitted_by)
    for values in (
        {"kind": "awarded", "winner": other},
        {"kind": "awarded", "winner": None},
        {"kind": "none_suitable", "winner": rows[0]},
        {"kind": "joy"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Outcome.objects.create(need=need, **values)
    outcome = Outcome.objects.create(need=need, kind="pilot", winner=rows[1])
    for update in (
        lambda: Outcome.objects.filter(pk=outcome.pk).update(winner=other),
        lambda: Response.objects.filter(pk=rows[1].pk).update(
            status="withdrawn", ended_at=timezone.now(), sealed=b"", wrapped_key=b""
        ),
        lambda: rows[1].delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            update()


def test_several_winners_each_get_their_evidence(judged):
    need, admin, _second, rows = judged
    evaluated(need, admin, rows)
    values = {"need": need, "kind": "awarded", "by": admin, "statement_lv": "Abi der"}
    stranger = send(
        open_need(need.buyer, deadline=timezone.now() + timedelta(days=9)),
        rows[0].organisation,
        rows[0].submitted_by,
    )
    with pytest.raises(ValidationError) as error:
        publish_outcome(**values, winner=rows[0], further=[stranger])
    assert "further" in error.value.message_dict
    outcome = publish_outcome(**values, winner=rows[0], further=[rows[0], rows[1]])
    assert outcome.winners() == rows[:2]
    for row in rows[:2]:
        reference = Reference.objects.get(organisation=row.organisation)
        assert (reference.live, reference.title_lv) == (False, need.title_lv)
        assert PublicContract.objects.get(organisation=row.organisation).buyer == need.buyer
    view = present_procedure(need).outcome
    assert [one.name for one in view.winners] == [str(row.organisation) for row in rows[:2]]
    said = Message.objects.filter(event__contains="outcome").first().text
    assert all(str(row.organisation) in said for row in rows[:2])


def test_the_database_holds_that_further_winners_responded_to_this_need(judged):
    need, _admin, _second, rows = judged
    other = send(
        open_need(need.buyer, deadline=timezone.now() + timedelta(days=9)),
        rows[0].organisation,
        rows[0].submitted_by,
    )
    outcome = Outcome.objects.create(need=need, kind="awarded", winner=rows[0])
    for winner in (other, rows[0]):
        with pytest.raises(IntegrityError), transaction.atomic():
            FurtherWinner.objects.create(outcome=outcome, winner=winner)
    further = FurtherWinner.objects.create(outcome=outcome, winner=rows[1])
    for update in (
        lambda: FurtherWinner.objects.filter(pk=further.pk).update(winner=other),
        lambda: Response.objects.filter(pk=rows[1].pk).update(
            status="withdrawn", ended_at=timezone.now(), sealed=b"", wrapped_key=b""
        ),
        lambda: rows[1].delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            update()


def test_an_outcome_waits_for_the_deadline_and_for_open_sheets(judged, monkeypatch):
    need, admin, _second, rows = judged
    begin_sheet(need=need, by=admin)
    values = {"kind": "none_suitable", "by": admin, "statement_en": "None fits"}
    with pytest.raises(ValidationError, match="handed in"):
        publish_outcome(need=need, **values)
    save_scores(need=need, by=admin, scores=scores(need, rows, (1, 1)))
    hand_in(need=need, by=admin)
    publish_outcome(need=need, **values)
    assert Need.objects.get(pk=need.pk).status == "closed"
    fresh = open_need(need.buyer, deadline=timezone.now() + timedelta(days=9))
    with pytest.raises(ValidationError, match="sealed"):
        publish_outcome(need=fresh, **values)


def test_guards_are_there():
    names = {
        "needs_outcome_winner_insert", "needs_outcome_winner_update", "needs_response_of_winner",
        "needs_need_deadline_kept", "needs_furtherwinner_insert", "needs_furtherwinner_update",
        "needs_response_of_furtherwinner",
    }  # fmt: skip
    catalogue = "sqlite_master WHERE type = 'trigger'"
    column = "name"
    if connection.vendor == "postgresql":
        catalogue, column = "pg_trigger", "tgname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {catalogue}")
        assert names <= {row[0] for row in cursor.fetchall()}
