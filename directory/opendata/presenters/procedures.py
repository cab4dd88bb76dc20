"""Write what is public of the procedures of needs: criteria, questions, changes, outcomes and who works on them.

Columns are named one by one, as in `entries`; nothing of a response is here, and nobody who asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from directory.catalogue.models import Organisation, Solution
from directory.needs.models import (
    Criterion,
    FurtherWinner,
    NeedChange,
    Outcome,
    Question,
    Undertaking,
)
from directory.opendata.presenters.ids import ids_of_public
from search.indexing.relations import Row, grouped, in_languages, rows_of, texts

Shape = dict[str, Any]


def procedures(pks: Sequence[int]) -> dict[int, Shape]:
    """Return need → what its procedure says in public, without what is empty."""
    criteria = grouped(
        rows_of(
            Criterion.objects.filter(need__in=pks),
            ("need_id", "order", "weight", *in_languages("name")),
        ),
        "need_id",
    )
    questions = grouped(
        rows_of(
            Question.objects.filter(need__in=pks, published_at__isnull=False),
            ("need_id", "text", "language", "answer", "answer_language", "published_at"),
        ),
        "need_id",
    )
    changes = grouped(
        rows_of(
            NeedChange.objects.filter(need__in=pks),
            ("need_id", "kind", "field", "before", "after", "reason", "at"),
        ),
        "need_id",
    )
    outcomes, working = _outcomes(pks), _working(pks)
    return {
        pk: {
            "criteria": [
                {"name": texts(row, "name"), "weight": row["weight"]}
                for row in sorted(criteria.get(pk, ()), key=lambda row: (row["order"], row["pk"]))
            ],
            "questions": [_question(row) for row in questions.get(pk, ())],
            "changes": [_change(row) for row in changes.get(pk, ())],
            "outcome": outcomes.get(pk),
            "working_on_it": working.get(pk, []),
        }
        for pk in pks
    }


def _question(row: Row) -> Shape:
    return {
        "question": row["text"],
        "language": row["language"],
        "answer": row["answer"],
        "answer_language": row["answer_language"],
        "published": row["published_at"],
    }


def _change(row: Row) -> Shape:
    names = ("kind", "field", "before", "after", "reason", "at")
    return {name: row[name] for name in names if row[name] not in (None, "")}


def _outcomes(pks: Sequence[int]) -> dict[int, Shape]:
    columns = (
        *("need_id", "kind", "winner__organisation_id", "solution_id", "responses_count"),
        *("decided_at", *in_languages("statement")),
    )
    rows = rows_of(Outcome.objects.filter(need__in=pks), columns)
    further = rows_of(
        FurtherWinner.objects.filter(outcome__need__in=pks),
        ("outcome__need_id", "winner__organisation_id", "solution_id"),
    )
    chosen = [
        *((row["need_id"], row["winner__organisation_id"], row["solution_id"]) for row in rows),
        *(
            (row["outcome__need_id"], row["winner__organisation_id"], row["solution_id"])
            for row in further
        ),
    ]
    organisations = ids_of_public(Organisation, (one for _need, one, _solution in chosen))
    solutions = ids_of_public(Solution, (one for _need, _organisation, one in chosen))
    winners: dict[int, list[Shape]] = {}
    for need, organisation, solution in chosen:
        ids = (
            ("organisation", organisations.get(organisation)),
            ("solution", solutions.get(solution)),
        )
        # Who is not in public any more is no winner that could be named.
        if named := {name: value for name, value in ids if value}:
            winners.setdefault(need, []).append(named)
    return {
        row["need_id"]: {
            "kind": row["kind"],
            "winners": winners.get(row["need_id"], []),
            "responses": row["responses_count"],
            "statement": texts(row, "statement"),
            "decided": row["decided_at"],
        }
        for row in rows
    }


def _working(pks: Sequence[int]) -> dict[int, list[Shape]]:
    rows = rows_of(
        Undertaking.objects.public().filter(need__in=pks),
        ("need_id", "organisation_id", "since", *in_languages("sentence")),
    )
    ids = ids_of_public(Organisation, (row["organisation_id"] for row in rows))
    found: dict[int, list[Shape]] = {}
    for row in rows:
        sentence = texts(row, "sentence")
        found.setdefault(row["need_id"], []).append(
            {"organisation": ids.get(row["organisation_id"]), "since": row["since"]}
            | ({"sentence": sentence} if sentence else {})
        )
    return found
