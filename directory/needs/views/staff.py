"""What staff do to many needs at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from directory.moderation.services.review import BulkResult
from directory.moderation.views import EntryBulkAction
from directory.needs.forms.staff import ScopeForm, scope_of
from directory.needs.models import Need
from directory.needs.services.scope import set_scope


class ScopeBulkAction(EntryBulkAction):
    """Decide whether needs concern ICT, with the reason kept."""

    display_name = _("ICT or not")
    action_type = "scope"
    aria_label = _("Decide whether the selected needs concern ICT")
    action_priority = 5
    form_class = ScopeForm
    question = _("Do these needs concern ICT? Only such needs are shown to the public.")
    button = _("Save")

    @classproperty
    def models(cls) -> list[type[Any]]:  # noqa: N805
        return [Need]

    def act(self, entries: Iterable[Any]) -> BulkResult:
        return set_scope(needs=entries, user=self.request.user, **scope_of(self.cleaned_form))

    def success(self, number: int) -> str:
        return ngettext(
            "%(number)d need was changed.", "%(number)d needs were changed.", number
        ) % {"number": number}
