"""The site with results pages whose content is in memory: what no page can be quicker than."""

from __future__ import annotations

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from directory.urls import handler500 as handler500
from directory.urls import urlpatterns as site

#: What the template is filled with, one page after the other.
CONTENT: list[dict[str, Any]] = []


def floor(request: HttpRequest, number: int) -> HttpResponse:
    """Show a page that asks nothing."""
    return render(request, "search/results.html", CONTENT[number])


urlpatterns = [*i18n_patterns(path("floor/<int:number>/", floor)), *site]
