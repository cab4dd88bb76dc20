"""How staff see claims, decide them, and invite people to take over an entry."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import CreateView, DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from directory.accounts.choices import ClaimStatus, InvitationKind, Role
from directory.accounts.forms.team import DecisionForm, StaffInviteForm
from directory.accounts.models import Claim, Trust
from directory.accounts.permissions import can_decide_claims, can_invite_to_claim
from directory.accounts.services.deciding import decide, may_decide
from directory.accounts.services.entries import entry_with_number
from directory.accounts.services.team import invite
from directory.accounts.services.trust import distrust, trust
from directory.users.viewsets import WordSearch


class ClaimFilter(WagtailFilterSet):
    """Claims by where they stand and how they are shown."""

    class Meta:
        model = Claim
        fields = ("status", "method", "domain_on_record")


class ClaimIndexView(WordSearch, IndexView):
    """The queue of claims, those that wait first."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("organisation", "user")

    def get_list_more_buttons(self, instance: Claim) -> list[MenuItem]:
        buttons: list[MenuItem] = super().get_list_more_buttons(instance)
        url = reverse("claims:decide", args=[instance.pk])
        if can_decide_claims(self.request.user):
            buttons.append(MenuItem(_("Look at the claim"), url=url, icon_name="view", priority=25))
        return buttons

    @property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if can_invite_to_claim(self.request.user):
            buttons.append(
                HeaderButton(_("Invite somebody"), url=reverse("claims:invite"), icon_name="mail")
            )
        return buttons


def decide_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a claim with what is known of the organisation, and decide it."""
    if not can_decide_claims(request.user):
        raise PermissionDenied
    claim = get_object_or_404(Claim.objects.select_related("organisation", "user"), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        approved = form.cleaned_data["decision"] == "approve"
        reason = form.cleaned_data["reason"]
        try:
            decide(claim=claim, by=request.user, approved=approved, reason=reason)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = _("The claim was approved.") if approved else _("The claim was refused.")
            messages.success(request, said)
            return redirect("claims:index")
    context = {
        "claim": claim,
        "form": form,
        "register": getattr(claim.organisation, "register", None),
        "verifications": claim.organisation.verifications.order_by("-verified_on"),
        "others": claim.organisation.claims.exclude(pk=claim.pk).select_related("user"),
        "can_decide": claim.status == ClaimStatus.PENDING and may_decide(request.user, claim),
    }
    status = 400 if form.errors else 200
    return TemplateResponse(request, "accounts/admin/decide.html", context, status=status)


@require_GET
def document_view(request: HttpRequest, pk: int) -> FileResponse:
    """Send the document of a claim to staff, as a download only."""
    if not can_decide_claims(request.user):
        raise PermissionDenied
    claim = get_object_or_404(Claim, pk=pk)
    if not claim.document or not claim.document.storage.exists(str(claim.document.name)):
        raise Http404
    response = FileResponse(claim.document.open("rb"), as_attachment=True)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def invite_view(request: HttpRequest) -> HttpResponse:
    """Invite an address to take over the entry with a registration number."""
    if not can_invite_to_claim(request.user):
        raise PermissionDenied
    form = StaffInviteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        entry = entry_with_number(form.cleaned_data["number"])
        if entry is None:
            form.add_error("number", _("No entry has this number."))
        else:
            try:
                invite(
                    organisation=entry,
                    email=form.cleaned_data["email"],
                    role=Role.ADMIN,
                    by=request.user,
                    kind=InvitationKind.CLAIM,
                )
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("The invitation is on its way."))
                return redirect("claims:index")
    status = 400 if form.errors else 200
    return TemplateResponse(request, "accounts/admin/invite.html", {"form": form}, status=status)


class ClaimViewSet(ModelViewSet):
    """The queue of claims in the administration."""

    model = Claim
    name = "claims"
    icon = "key"
    menu_label = _("Claims")
    menu_order = 250
    add_to_admin_menu = True
    add_to_reference_index = False
    index_view_class = ClaimIndexView
    copy_view_enabled = False
    list_per_page = 50
    ordering = "-created_at"
    list_display = (
        "organisation",
        "user",
        Column("method", label=_("Proof"), accessor="get_method_display"),
        BooleanColumn("domain_on_record", label=_("Domain on record")),
        Column("status", label=_("Status"), accessor="get_status_display"),
        DateColumn("created_at", label=_("Created"), sort_key="created_at"),
        DateColumn("decided_at", label=_("Decided"), sort_key="decided_at"),
    )
    filterset_class = ClaimFilter
    search_fields = ("organisation__name_en", "organisation__name_lv", "user__email", "domain")
    search_backend_name = None
    form_fields = ("note",)

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("decide/<int:pk>/", decide_view, name="decide"),
            path("document/<int:pk>/", document_view, name="document"),
            path("invite/", invite_view, name="invite"),
        ]


class TrustCreateView(CreateView):
    """Lets an organisation publish small changes at once."""

    def save_instance(self) -> Trust:
        values = self.form.cleaned_data
        return trust(
            organisation=values["organisation"], reason=values["reason"], by=self.request.user
        )


class TrustDeleteView(DeleteView):
    """Has every change of an organisation reviewed again."""

    def delete_action(self) -> None:
        distrust(organisation=self.object.organisation, by=self.request.user)


class TrustIndexView(WordSearch, IndexView):
    """The organisations whose small changes need no reviewer."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("organisation", "given_by")


class TrustViewSet(ModelViewSet):
    """The trusted organisations in the administration."""

    model = Trust
    name = "trusted"
    icon = "check"
    menu_label = _("Trusted organisations")
    menu_order = 255
    add_to_admin_menu = True
    add_to_reference_index = False
    index_view_class = TrustIndexView
    add_view_class = TrustCreateView
    delete_view_class = TrustDeleteView
    copy_view_enabled = False
    list_per_page = 50
    ordering = "-given_at"
    list_display = (
        "organisation",
        "reason",
        "given_by",
        DateColumn("given_at", label=_("Since"), sort_key="given_at"),
    )
    search_fields = ("organisation__name_en", "organisation__name_lv", "reason")
    search_backend_name = None
    form_fields = ("organisation", "reason")
