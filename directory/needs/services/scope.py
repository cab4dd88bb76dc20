"""Deciding which needs concern ICT and are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from directory.moderation.services.review import BulkResult
from directory.needs.models import Need


def set_scope(*, needs: Iterable[Need], in_scope: bool, reason: str, user: Any) -> BulkResult:
    """Take needs into the scope or out of it, each in a transaction of its own.

    The decision holds for what is live and for a waiting draft alike, so that publishing the
    draft does not undo it. Needs locked for this person are left and told.
    """
    result = BulkResult()
    for need in needs:
        try:
            with transaction.atomic():
                _set(need, in_scope=in_scope, reason=reason, user=user)
        except ValidationError as error:
            result.failed.append((need, " ".join(error.messages)))
        else:
            result.done.append(need)
    return result


def _set(need: Need, *, in_scope: bool, reason: str, user: Any) -> None:
    lock = need.get_lock()
    if lock is not None and lock.for_user(user):
        raise ValidationError(_("It is locked."), code="locked")
    need.in_scope, need.scope_reason = in_scope, reason.strip()
    need.clean_fields(exclude=_all_but("in_scope", "scope_reason"))
    need.save(update_fields=["in_scope", "scope_reason", "updated_at"])
    for revision in Revision.objects.for_instance(need).filter(pk=need.latest_revision_id):
        revision.content |= {"in_scope": need.in_scope, "scope_reason": need.scope_reason}
        revision.save(update_fields=["content"])
    log(
        instance=need,
        action="needs.scope",
        user=user,
        data={"in_scope": in_scope, "reason": need.scope_reason},
    )


def _all_but(*names: str) -> set[str]:
    return {field.name for field in Need._meta.fields} - set(names)
