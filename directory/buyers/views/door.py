"""The door to shortlists: it leads a buyer to the workspace of the public body they buy for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.catalogue.choices import OrganisationKind
from directory.catalogue.models import Organisation

_MOST = 100


@never_cache
@login_required
@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    """Lead to the shortlists, or to a new one for the need of the query string."""
    person: Any = request.user
    bodies = Organisation.objects.filter(
        kind=OrganisationKind.PUBLIC, members__user_id=person.pk
    ).order_by("pk")[:_MOST]
    asked = request.GET.urlencode() if request.GET.get("need") or request.GET.get("text") else ""
    step = "shortlists_new" if asked else "shortlists"
    links = [
        (row, reverse(f"workspace:{step}", args=[row.slug]) + (f"?{asked}" if asked else ""))
        for row in bodies
    ]
    if len(links) == 1:
        return redirect(links[0][1])
    context = {"links": links, "section": "needs"}
    response = TemplateResponse(request, "buyers/door.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
