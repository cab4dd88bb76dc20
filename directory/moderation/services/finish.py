"""What an approval publishes. Wagtail reads this module while its own models are being made."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


def publish_what_was_read(workflow_state: Any, user: Any = None) -> None:
    """Publish the revision that was submitted, or the reviewer's own later one.

    Wagtail alone publishes whatever is latest. Raises PermissionDenied where somebody else has
    written meanwhile: nobody has read that.
    """
    # Imported late: see above.
    from directory.moderation.models import Moderated
    from directory.moderation.services.drafts import locked

    entry = workflow_state.content_object
    if isinstance(entry, Moderated):
        # Nobody saves between this look at the latest draft and its publication.
        entry = locked(entry)
    task_state = workflow_state.current_task_state
    latest = entry.get_latest_revision()
    is_own = user is not None and latest.user_id == user.pk
    if task_state is not None and latest.pk != task_state.revision_id and not is_own:
        raise PermissionDenied(_("There is a newer draft than the one that was submitted."))
    latest.publish(user=user)
