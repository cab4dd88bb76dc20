"""What reviewers do to many entries at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import get_snippet_models

from directory.moderation.models import Moderated
from directory.moderation.services.review import BulkResult, publish_all, unpublish_all

#: How many failures are told one by one.
SHOWN_FAILURES = 10


class EntryBulkAction(SnippetBulkAction):
    """An action on entries, each in a transaction of its own, that says what failed and why."""

    template_name = "moderation/bulk_action.html"
    permission = "publish"
    #: The question on the page that confirms, and the button that answers it.
    question: Any = ""
    button: Any = ""

    @classproperty
    def models(cls) -> list[type[Moderated]]:  # noqa: N805
        return [model for model in get_snippet_models() if issubclass(model, Moderated)]

    def check_perm(self, obj: Moderated) -> bool:
        return bool(
            self.permission_policy.user_has_permission_for_instance(
                self.request.user, self.permission, obj
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            action_title=self.display_name, question=self.question, button=self.button, **kwargs
        )

    @abstractmethod
    def act(self, entries: Iterable[Any]) -> BulkResult:
        """Do what this action is for by calling one service."""

    @abstractmethod
    def success(self, number: int) -> str:
        """Return the message about the entries that were changed."""

    def form_valid(self, form: Any) -> HttpResponse:
        # In place of Wagtail's, which does everything in one transaction.
        request: HttpRequest = self.request
        objects, _without_access = self.get_actionable_objects()
        self.cleaned_form = form
        result = self.act(objects)
        if result.done:
            messages.success(request, self.success(len(result.done)))
        for entry, reason in result.failed[:SHOWN_FAILURES]:
            messages.error(
                request, _("“%(entry)s”: %(reason)s") % {"entry": entry, "reason": reason}
            )
        further = len(result.failed) - SHOWN_FAILURES
        if further > 0:
            messages.error(
                request,
                ngettext(
                    "%(number)d more entry was left as it was.",
                    "%(number)d more entries were left as they were.",
                    further,
                )
                % {"number": further},
            )
        return redirect(self.next_url)


class PublishBulkAction(EntryBulkAction):
    """Publish the latest drafts."""

    display_name = _("Publish")
    action_type = "publish"
    aria_label = _("Publish the selected entries")
    action_priority = 10
    question = _("Publish the latest draft of these entries?")
    button = _("Publish")

    def act(self, entries: Iterable[Any]) -> BulkResult:
        return publish_all(entries=entries, user=self.request.user)

    def success(self, number: int) -> str:
        return ngettext(
            "%(number)d entry was published.", "%(number)d entries were published.", number
        ) % {"number": number}


class UnpublishBulkAction(EntryBulkAction):
    """Take entries off the public site."""

    display_name = _("Unpublish")
    action_type = "unpublish"
    aria_label = _("Unpublish the selected entries")
    action_priority = 20
    question = _("Take these entries off the public site?")
    button = _("Unpublish")

    def act(self, entries: Iterable[Any]) -> BulkResult:
        return unpublish_all(entries=entries, user=self.request.user)

    def success(self, number: int) -> str:
        return ngettext(
            "%(number)d entry was unpublished.", "%(number)d entries were unpublished.", number
        ) % {"number": number}
