"""Trusted organisations: their small changes are published at once, and kept in the log."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from directory.accounts.choices import (
    DISTRUSTED,
    MOST_CHANGED_WORDS,
    PUBLISHED_SMALL,
    SMALL_FIELDS,
    TRUSTED,
)
from directory.accounts.models import Trust
from directory.catalogue.models import Entry, Organisation
from directory.moderation.models import translated_originals
from directory.moderation.prose import plain
from directory.moderation.services import drafts
from directory.moderation.services.review import check_links
from directory.moderation.validators import contacts_in

_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
#: Columns in which the site keeps an entry's life; no person writes them.
_LIFE = frozenset(
    """
    pk live has_unpublished_changes first_published_at last_published_at live_revision expired
    latest_revision locked locked_at locked_by created_at updated_at
    """.split()
)


@transaction.atomic
def trust(*, organisation: Organisation, reason: str, by: Any) -> Trust:
    """Let an organisation publish small changes at once."""
    row: Trust
    row, _created = Trust.objects.update_or_create(
        organisation=organisation, defaults={"reason": reason.strip(), "given_by": by}
    )
    log(instance=organisation, action=TRUSTED, user=by, data={"reason": row.reason})
    return row


@transaction.atomic
def distrust(*, organisation: Organisation, by: Any) -> None:
    """Have every change of an organisation reviewed again."""
    deleted, _by_model = Trust.objects.filter(organisation=organisation).delete()
    if deleted:
        log(instance=organisation, action=DISTRUSTED, user=by)


@transaction.atomic
def hand_in(*, entry: Entry, organisation: Organisation, user: Any, base: str) -> bool:
    """Publish a draft that a trusted organisation changed in small ways, or else submit it.

    Returns whether it was published; raises what ``drafts.submit`` raises.
    """
    now = drafts.locked(entry)
    if drafts.version_of(now) == base and _is_trusted(now, organisation):
        draft = now.get_latest_revision_as_object()
        changed = changed_columns(now, draft)
        waits = now.workflow_in_progress or now.get_lock() is not None
        if changed and not waits and all(is_small(now, draft, name) for name in changed):
            draft.full_clean()
            check_links(draft)
            _publish(now, draft, changed, user)
            return True
    drafts.submit(entry=entry, user=user, base=base)
    return False


def _is_trusted(entry: Entry, organisation: Organisation) -> bool:
    """Return whether an entry is public and everybody who keeps it is trusted."""
    owners = {organisation.pk}
    if hasattr(entry, "providers"):
        owners |= {row.pk for row in entry.providers.all()}
    trusted = Trust.objects.filter(organisation__in=owners).count()
    return bool(entry.live and entry.has_unpublished_changes and trusted == len(owners))


def changed_columns(before: Entry, after: Entry) -> list[str]:
    """Return the names of what people write in which two versions differ."""
    old, new = before.serializable_data(), after.serializable_data()
    names = (old.keys() | new.keys()) - _LIFE
    return sorted(name for name in names if _plain(old.get(name)) != _plain(new.get(name)))


def _plain(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(item, int | str) for item in value):
        return sorted(value, key=str)
    return "" if value is None else value


def is_small(before: Entry, after: Entry, name: str) -> bool:
    """Return whether a change of a column needs no reviewer."""
    small = SMALL_FIELDS.get(before.type_name, frozenset())
    originals = translated_originals(type(before))
    base = name.rpartition("_")[0]
    if base not in originals:
        return name in small
    if base not in small:
        return False
    old, new = plain(getattr(before, name) or ""), plain(getattr(after, name) or "")
    if not new or contacts_in(new) or len(_LINK.findall(new)) > len(_LINK.findall(old)):
        return False
    return _changed_words(old, new) <= MOST_CHANGED_WORDS


def _changed_words(old: str, new: str) -> int:
    """Return how many words stand in one of two texts only, counted in their order."""
    first, second = old.split(), new.split()
    same = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return len(first) + len(second) - 2 * sum(block.size for block in same)


def _publish(entry: Entry, draft: Entry, changed: list[str], user: Any) -> None:
    old, new = entry.serializable_data(), draft.serializable_data()
    log(
        instance=entry,
        action=PUBLISHED_SMALL,
        user=user,
        data={"changes": {name: [old.get(name), new.get(name)] for name in changed}},
        revision=entry.latest_revision,
    )
    # Staff gave the right to the organisation, not to the person.
    entry.latest_revision.publish(user=user, skip_permission_checks=True)
