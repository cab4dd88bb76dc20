"""Say in public that an organisation works on a need, and take it back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from directory.catalogue.models import Organisation
from directory.moderation.services import drafts
from directory.needs.choices import NeedStatus
from directory.needs.models import Need, Undertaking
from directory.needs.permissions import can_undertake
from directory.needs.services.locking import locked_need

#: What a statement still waits for is kept by its row, and whose it is was looked up: neither can be wrong.
_OTHERS = frozenset({"latest_revision", "live_revision", "locked_by", "need", "organisation"})
_OVER = frozenset({NeedStatus.AWARDED, NeedStatus.CANCELLED})


@transaction.atomic
def undertake(
    *, need: Need, organisation: Organisation, by: Any, sentence_en: str = "", sentence_lv: str = ""
) -> Undertaking:
    """Hand a statement to the reviewers; what is public of an earlier one stays until they decide.

    Raises PermissionDenied for who may not, and ValidationError where the need is settled, the same
    is said already, or the words cannot stand.
    """
    row = locked_need(need.pk)
    if not can_undertake(by, organisation, row):
        raise PermissionDenied
    if not row.live or not row.in_scope or row.status in _OVER:
        raise ValidationError(_("This need is settled or no longer public."), code="settled")
    if not organisation.live:
        raise ValidationError(
            _("Your organisation's profile is not public yet: publish it first."), code="hidden"
        )
    rows = Undertaking.objects.filter(need=row, organisation=organisation)
    known = rows.select_related("latest_revision").first()
    draft = known.get_latest_revision_as_object() if known is not None else Undertaking()
    words = {"sentence_en": sentence_en.strip(), "sentence_lv": sentence_lv.strip()}
    same = all(getattr(draft, name) == text for name, text in words.items())
    # What a reviewer returned, or staff took off the site, may be handed in as it is.
    if known is not None and same and (known.workflow_in_progress or _is_public(known)):
        raise ValidationError(_("You have said exactly this already."), code="unchanged")
    for name, text in words.items():
        setattr(draft, name, text)
    draft.need, draft.organisation = row, organisation
    draft.clean_fields(exclude=_OTHERS)
    if known is None:
        drafts.start_draft(draft=draft, user=by)
    else:
        drafts.save_draft(draft=draft, user=by, base=drafts.version_of(known))
    made: Undertaking = Undertaking.objects.get(pk=draft.pk)
    drafts.submit(entry=made, user=by, base=drafts.version_of(made))
    return made


def _is_public(known: Undertaking) -> bool:
    return bool(known.live and not known.has_unpublished_changes)


@transaction.atomic
def give_up(*, undertaking: Undertaking, by: Any) -> None:
    """Take a statement back, whether it is public or still waits; nothing of it stays.

    Raises PermissionDenied for who may not.
    """
    row = drafts.locked(undertaking)
    if not can_undertake(by, row.organisation, row.need):
        raise PermissionDenied
    row.delete()
