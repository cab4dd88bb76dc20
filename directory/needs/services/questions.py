"""Ask about a need, and answer for everybody at the same moment."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.needs.choices import ChangeKind, NeedStatus
from directory.needs.models import Need, NeedChange, Question
from directory.needs.permissions import can_ask, can_run
from directory.needs.services.locking import locked_need
from directory.needs.services.notices import concerned, team_of, tell

#: Questions of one person about one need that may wait for an answer.
MOST_WAITING = 20


@transaction.atomic
def ask(*, need: Need, text: str, by: Any) -> Question:
    """Put a question to the contracting authority; who asks is told to nobody.

    Raises PermissionDenied for who may not, and ValidationError where the need is not open, nobody
    could answer, or too many questions wait.
    """
    row = locked_need(need.pk)
    if not can_ask(by, row):
        raise PermissionDenied
    if not row.live or not row.in_scope or row.status != NeedStatus.OPEN:
        raise ValidationError(_("Questions are taken while the need is open."), code="closed")
    team = team_of(row.buyer)
    if not team:
        raise ValidationError(
            _("This authority answers no questions here: ask it at the source."), code="no_team"
        )
    waiting = Question.objects.filter(need=row, asked_by=by, published_at=None)
    if waiting.count() >= MOST_WAITING:
        raise ValidationError(_("Too many of your questions wait for an answer."), code="too_many")
    question = Question(
        need=row, text=text.strip(), asked_by=by, language=translation.get_language() or "en"
    )
    question.full_clean()
    question.save()
    tell(
        need=row, people=team, event=f"question:{question.pk}", template="question",
        question=question,
    )  # fmt: skip
    return question


@transaction.atomic
def write_answer(*, question: Question, text: str, by: Any) -> Question:
    """Keep an answer as a draft: nobody but the authority's team sees it before it is published."""
    need = locked_need(question.need_id)
    if not can_run(by, need):
        raise PermissionDenied
    question = Question.objects.get(pk=question.pk)
    if question.published_at is not None:
        raise ValidationError(_("This answer is public already."), code="published")
    question.answer = text.strip()
    question.answered_by = by
    question.answer_language = translation.get_language() or "en" if question.answer else ""
    question.full_clean()
    question.save()
    return question


@transaction.atomic
def publish_answers(*, need: Need, by: Any) -> int:
    """Publish every answer that is written, with its question, at one moment; return how many.

    Raises PermissionDenied for who may not, and ValidationError where no answer is written.
    """
    row = locked_need(need.pk)
    if not can_run(by, row):
        raise PermissionDenied
    at = timezone.now()
    ready = Question.objects.filter(need=row, published_at=None).exclude(answer="")
    count = ready.update(published_at=at)
    if not count:
        raise ValidationError(_("Write an answer first."), code="empty")
    change = NeedChange.objects.create(
        need=row, kind=ChangeKind.ANSWERED, after=str(count), at=at, by=by
    )
    tell(need=row, people=concerned(row), event=f"answers:{change.pk}", template="answers")
    return count
