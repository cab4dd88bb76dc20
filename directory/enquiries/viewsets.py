"""How staff see where enquiries went, and pass on those that reached nobody."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
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

from directory.enquiries.choices import Route
from directory.enquiries.forms import PassOnForm
from directory.enquiries.models import Conversation
from directory.enquiries.permissions import can_pass_on
from directory.enquiries.services.answering import pass_on
from directory.users.viewsets import WordSearch


class ConversationFilter(WagtailFilterSet):
    """Conversations by where they were delivered and what became of them."""

    class Meta:
        model = Conversation
        fields = ("route", "status")


class ConversationIndexView(WordSearch, IndexView):
    """The list of conversations; their words are not in it."""

    def get_base_queryset(self) -> Any:
        rows = super().get_base_queryset().delivered()
        return rows.select_related("organisation", "enquiry__country")

    def get_list_more_buttons(self, instance: Conversation) -> list[MenuItem]:
        buttons: list[MenuItem] = super().get_list_more_buttons(instance)
        if instance.route == Route.STAFF and can_pass_on(self.request.user):
            url = reverse("conversations:pass_on", args=[instance.pk])
            buttons.append(MenuItem(_("Pass it on"), url=url, icon_name="mail", priority=25))
        return buttons


def pass_on_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the role mailbox of an organisation, and deliver an enquiry to it."""
    if not can_pass_on(request.user):
        raise PermissionDenied
    rows = Conversation.objects.delivered().select_related("organisation", "enquiry__country")
    found = get_object_or_404(rows, pk=pk, route=Route.STAFF)
    form = PassOnForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            pass_on(conversation=found, email=form.cleaned_data["email"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The enquiry was passed on."))
            return redirect("conversations:index")
    context = {
        "form": form,
        "conversation": found,
        "enquiry": found.enquiry,
        "replies": found.replies.order_by("pk"),
    }
    status = 400 if form.errors else 200
    return TemplateResponse(request, "enquiries/admin/pass_on.html", context, status=status)


class ConversationViewSet(ModelViewSet):
    """Where enquiries went."""

    model = Conversation
    name = "conversations"
    icon = "mail"
    menu_label = _("Enquiries")
    menu_order = 255
    add_to_admin_menu = True
    add_to_reference_index = False
    index_view_class = ConversationIndexView
    copy_view_enabled = False
    list_per_page = 50
    ordering = "-delivered_at"
    list_display = (
        "organisation",
        Column("country", label=_("Country"), accessor="enquiry.country"),
        Column("route", label=_("Delivered to"), accessor="get_route_display"),
        Column("status", label=_("Status"), accessor="get_status_display"),
        DateColumn("delivered_at", label=_("Delivered"), sort_key="delivered_at"),
        DateColumn("answered_at", label=_("First answered"), sort_key="answered_at"),
    )
    filterset_class = ConversationFilter
    search_fields = ("organisation__name_en", "organisation__name_lv")
    search_backend_name = None
    form_fields = ("status",)

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("pass-on/<int:pk>/", pass_on_view, name="pass_on"),
        ]
