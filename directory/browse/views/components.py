"""The component page, for those who work on the templates: it is there in development only."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from directory.browse.presenters.links import alternates
from directory.browse.presenters.specimens import specimens


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in each of its states; 404 where `COMPONENT_PAGE` is off."""
    if not settings.COMPONENT_PAGE:
        raise Http404
    drawn = [
        {
            "name": specimen.name,
            "inside": specimen.inside,
            # Given what the state holds and nothing else, as `include … only` does.
            "states": [
                (state.name, render_to_string(state.template, dict(state.context)))
                for state in specimen.states
            ],
        }
        for specimen in specimens()
    ]
    context = {"specimens": drawn, "alternates": alternates(lambda: reverse("browse:components"))}
    return render(request, "browse/components.html", context)
