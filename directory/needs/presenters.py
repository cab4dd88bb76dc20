"""Say a need's procedure in words: how responses are judged, what was asked, what changed, what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import get_language

from directory.accounts.permissions import is_claimed
from directory.needs.choices import ChangeKind, NeedKind, NeedStatus, OutcomeKind
from directory.needs.models import Need, NeedChange, Outcome, Question, Undertaking

_LONG = 120
_AMOUNTS = frozenset({"budget_min", "budget_max"})
_TERMS = frozenset({"cpv", "sectors", "required_certifications"})
#: Field → slug → name of a term.
_Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CriterionView:
    text: str
    lang: str
    weight: int


@dataclass(frozen=True, slots=True)
class QuestionView:
    text: str
    lang: str
    answer: str
    answer_lang: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class DifferenceView:
    label: str
    before: str
    after: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class ChangeView:
    label: str
    at: datetime
    reason: str
    differences: Sequence[DifferenceView]


@dataclass(frozen=True, slots=True)
class WinnerView:
    name: str
    url: str
    solution: str
    solution_url: str


@dataclass(frozen=True, slots=True)
class OutcomeView:
    label: str
    at: datetime
    winners: Sequence[WinnerView]
    statement: str
    statement_lang: str
    responses: int


@dataclass(frozen=True, slots=True)
class UndertakingView:
    """Who works on a need."""

    name: str
    name_lang: str
    url: str
    sentence: str
    sentence_lang: str
    since: date


@dataclass(frozen=True, slots=True)
class Procedure:
    """What the page of a need shows beside the need itself."""

    slug: str
    takes_responses: bool
    takes_questions: bool
    criteria: Sequence[CriterionView]
    questions: Sequence[QuestionView]
    changes: Sequence[ChangeView]
    outcome: OutcomeView | None
    undertakings: Sequence[UndertakingView]

    @property
    def takes_part(self) -> bool:
        """Return whether readers can respond or ask."""
        return self.takes_responses or self.takes_questions


def present_procedure(need: Need, *, draft: object = None) -> Procedure:
    """Return the procedure of a need, or of a draft of one; ``draft`` may be what a preview adds to it."""
    is_open = need.live and need.status == NeedStatus.OPEN
    outcome = (
        Outcome.objects.filter(need_id=need.pk)
        .select_related("winner__organisation", "solution")
        .first()
    )
    questions = Question.objects.filter(need_id=need.pk, published_at__isnull=False)
    return Procedure(
        slug=need.slug,
        takes_responses=is_open and need.responses_here,
        takes_questions=is_open and need.buyer is not None and is_claimed(need.buyer),
        criteria=[
            CriterionView(*_foreign(*one.text()), one.weight)
            for one in sorted(need.criteria.all(), key=lambda one: (one.order, one.pk or 0))
        ],
        questions=[
            QuestionView(
                *_foreign(one.text, one.language),
                *_foreign(one.answer, one.answer_language),
                one.published_at,
            )
            for one in questions.order_by("published_at", "pk")
        ],
        changes=_changes(need),
        outcome=_outcome(outcome) if outcome is not None else None,
        undertakings=present_undertakings(need, draft=draft),
    )


def present_undertakings(need: Need, *, draft: object = None) -> list[UndertakingView]:
    """Return who works on a need, the first to say so first; a draft of a statement stands with them."""
    rows = Undertaking.objects.public().filter(need_id=need.pk).select_related("organisation")
    found: list[Undertaking] = list(rows.order_by("since", "pk"))
    if isinstance(draft, Undertaking):
        found = [*(row for row in found if row.pk != draft.pk), draft]
    views = []
    for row in found:
        name, name_lang = _foreign(*row.organisation.text("name"))
        sentence, sentence_lang = _foreign(*row.text())
        views.append(
            UndertakingView(
                name=name,
                name_lang=name_lang,
                url=row.organisation.get_absolute_url() if row.organisation.live else "",
                sentence=sentence,
                sentence_lang=sentence_lang,
                since=row.since,
            )
        )
    return views


def _foreign(text: str, lang: str) -> tuple[str, str]:
    """Return a text and its language where that is not the page's."""
    return text, "" if lang == get_language() else lang


def _changes(need: Need) -> list[ChangeView]:
    rows = list(NeedChange.objects.filter(need_id=need.pk).order_by("-at", "pk"))
    names = _names(rows)
    found = []
    for (at, kind), group in groupby(rows, key=lambda row: (row.at, row.kind)):
        members = list(group)
        found.append(
            ChangeView(
                label=capfirst(str(ChangeKind(kind).label)),
                at=at,
                reason=members[0].reason,
                differences=[_difference(row, names) for row in members if row.field],
            )
        )
    return found


def _names(rows: Iterable[NeedChange]) -> _Names:
    """Return the names of all terms that changes speak of; one query for each vocabulary."""
    slugs: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.field in _TERMS:
            slugs[row.field].update(row.before.split(), row.after.split())
    found = {}
    for field, wanted in slugs.items():
        model: Any = Need._meta.get_field(field).related_model
        found[field] = {term.slug: str(term) for term in model.objects.filter(slug__in=wanted)}
    return found


def _difference(row: NeedChange, names: _Names) -> DifferenceView:
    field: Any = Need._meta.get_field(row.field)
    before, after = (_said(row.field, value, names) for value in (row.before, row.after))
    return DifferenceView(
        label=capfirst(str(field.verbose_name)),
        before=before,
        after=after,
        is_long=max(len(before), len(after)) > _LONG,
    )


def _said(field: str, value: str, names: _Names) -> str:
    if field == "deadline" and value:
        moment = timezone.localtime(datetime.fromisoformat(value), timezone.get_default_timezone())
        return date_format(moment, "DATETIME_FORMAT")
    if field in _AMOUNTS and value:
        amount = Decimal(value)
        places = 0 if amount == int(amount) else 2
        return number_format(amount, decimal_pos=places, force_grouping=True)
    if field == "kind":
        return capfirst(str(dict(NeedKind.choices).get(value, value)))
    if field in _TERMS and value:
        # A term that is gone is told by its slug.
        return "; ".join(names[field].get(slug, slug) for slug in value.split())
    return value or "–"


def _outcome(outcome: Outcome) -> OutcomeView:
    statement, lang = _foreign(*outcome.text())
    return OutcomeView(
        label=capfirst(str(OutcomeKind(outcome.kind).label)),
        at=outcome.decided_at,
        winners=_winners(outcome),
        statement=statement,
        statement_lang=lang,
        responses=outcome.responses_count,
    )


def _winners(outcome: Outcome) -> list[WinnerView]:
    rows: list[Any] = [outcome] if outcome.winner is not None else []
    rows += outcome.further.select_related("winner__organisation", "solution").order_by("pk")
    return [
        WinnerView(
            name=str(row.winner.organisation),
            url=_public_page(row.winner.organisation),
            solution=str(row.solution or ""),
            solution_url=_public_page(row.solution),
        )
        for row in rows
    ]


def _public_page(entry: Any) -> str:
    return str(entry.get_absolute_url()) if entry is not None and entry.live else ""
