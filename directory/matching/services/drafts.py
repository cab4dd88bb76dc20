"""Keep drafts for those who ask for it, so that they can be checked again as the directory grows."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from directory.matching.models import KeptDraft
from directory.matching.permissions import can_keep
from directory.matching.scoring.passages import passages, subject_of

#: Drafts of one person, and characters of one.
MOST = 20
MOST_CHARACTERS = 500_000
_MOST_IN_TITLE = 200


@transaction.atomic
def keep_draft(*, text: str, by: Any) -> KeptDraft:
    """Keep a draft for its reader alone; the same text kept twice is one.

    Raises PermissionDenied for who may not, and ValidationError where it is too long or too many
    are kept.
    """
    if not can_keep(by):
        raise PermissionDenied
    if len(text) > MOST_CHARACTERS:
        raise ValidationError(
            _("A draft that is kept may have up to %(number)s characters.")
            % {"number": f"{MOST_CHARACTERS:,}".replace(",", "\u202f")},
            code="too_long",
        )
    own = KeptDraft.objects.filter(user=by)
    known: KeptDraft | None = own.filter(text=text).first()
    if known is not None:
        return known
    if own.count() >= MOST:
        raise ValidationError(
            _("You keep %(number)d drafts already: delete one first.") % {"number": MOST},
            code="too_many",
        )
    return KeptDraft.objects.create(user=by, title=_title(text), text=text)


def _title(text: str) -> str:
    first = next((one.text for one in passages(text)), "")
    found = subject_of(text).split(". ")[0] or first
    return found if len(found) <= _MOST_IN_TITLE else f"{found[: _MOST_IN_TITLE - 2].rstrip()} …"


def delete_draft(*, draft: KeptDraft) -> None:
    """Delete a kept draft; nothing of it stays."""
    KeptDraft.objects.filter(pk=draft.pk).delete()
