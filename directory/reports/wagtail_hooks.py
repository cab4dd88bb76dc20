"""What the reports add to the administration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from directory.reports.permissions import can_read_searches
from directory.reports.views import searches


class SearchesMenuItem(MenuItem):
    """Shows the report to those who may mend the search."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_read_searches(request.user)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Return the addresses of the reports."""
    return [
        path("reports/searches/", searches.report, name="reports_searches"),
        path("reports/searches/export/", searches.export, name="reports_searches_export"),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> Any:
    """Return the report's place among the reports."""
    return SearchesMenuItem(
        _("Searches"), reverse("reports_searches"), icon_name="search", order=90
    )
