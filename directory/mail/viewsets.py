"""How the administration shows the outbox: who was written to, when and about what."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from directory.mail.choices import MessageState
from directory.mail.models import Message
from directory.mail.permissions import can_retry, can_retry_message
from directory.mail.services import retry
from directory.users.viewsets import WordSearch


class MessageFilter(WagtailFilterSet):
    """Messages by where they stand."""

    state = django_filters.ChoiceFilter(
        label=_("state"), choices=MessageState.choices, method="by_state"
    )

    class Meta:
        model = Message
        fields = ("language",)

    def by_state(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Return the messages of one state."""
        if value == MessageState.SENT:
            return rows.filter(sent_at__isnull=False)
        if value == MessageState.FAILED:
            return rows.filter(failed_at__isnull=False)
        unsent = rows.filter(sent_at__isnull=True, failed_at__isnull=True)
        if value == MessageState.RETRYING:
            return unsent.filter(attempts__gt=0)
        return unsent.filter(attempts=0)


class MessageIndexView(WordSearch, IndexView):
    """The list of messages, with a way to send again what was given up."""

    def get_list_more_buttons(self, instance: Message) -> list[MenuItem]:
        buttons: list[MenuItem] = super().get_list_more_buttons(instance)
        if can_retry_message(self.request.user, instance):
            url = reverse("outbox:retry", args=[instance.pk])
            buttons.append(MenuItem(_("Send again"), url=url, icon_name="mail", priority=25))
        return buttons


def retry_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for confirmation, and put a message that was given up back into the outbox."""
    if not can_retry(request.user):
        raise PermissionDenied
    message = get_object_or_404(Message, pk=pk)
    if request.method == "POST":
        if retry(message=message):
            messages.success(request, _("The message will be sent again."))
        else:
            messages.error(request, _("The message was not given up, so it is not sent again."))
        return redirect("outbox:index")
    return TemplateResponse(request, "mail/retry.html", {"message": message})


class MessageViewSet(ModelViewSet):
    """The outbox in the administration; texts, which may hold links to sign in, are not shown."""

    model = Message
    name = "outbox"
    icon = "mail"
    menu_label = _("Outgoing mail")
    menu_order = 700
    add_to_settings_menu = True
    add_to_reference_index = False
    index_view_class = MessageIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 50
    ordering = "-created_at"
    list_display = (
        "subject",
        "receiver",
        Column("state", label=_("State"), accessor=lambda row: row.state.label),
        "attempts",
        DateColumn("created_at", label=_("Created"), sort_key="created_at"),
        DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
    )
    filterset_class = MessageFilter
    search_fields = ("subject", "receiver", "event", "message_id")
    search_backend_name = None
    form_fields = ("subject",)
    inspect_view_fields = (
        "event",
        "receiver",
        "subject",
        "language",
        "message_id",
        "created_at",
        "send_after",
        "attempts",
        "sent_at",
        "failed_at",
        "last_error",
    )

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("retry/<int:pk>/", retry_view, name="retry")]
