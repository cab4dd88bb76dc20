"""Figures for those who keep a profile: how often it was seen, and what came of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from directory.catalogue.models import Organisation
from directory.media.sheets import csv_text
from directory.workspace.presenters.figures import (
    PERIODS,
    USUAL,
    Period,
    export_rows,
    figures_of,
)
from directory.workspace.views.frame import for_member, workspace_page


def _period(request: HttpRequest) -> Period:
    return PERIODS.get(request.GET.get("days", ""), USUAL)


@for_member
@require_GET
def show(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show the figures of a period."""
    period = _period(request)
    return workspace_page(
        request,
        "workspace/figures.html",
        organisation,
        current="figures",
        figures=figures_of(organisation, period, timezone.localdate()),
        period=period,
        periods=PERIODS.values(),
    )


@for_member
@require_GET
def export(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Send the counts of a period as a table, day by day."""
    head = [_("Day"), _("What"), _("Kind of entry"), _("Entry"), _("Number")]
    rows = export_rows(organisation, _period(request), timezone.localdate())
    response = HttpResponse(csv_text(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="figures.csv"'
    return response
