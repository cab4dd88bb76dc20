"""What every page of this app tells its template beside its content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from directory.browse.presenters.links import Link, alternates, home_url
from directory.browse.presenters.structured import breadcrumb_data


@dataclass(frozen=True, slots=True)
class Frame:
    """Title and place of a page.

    ``address`` returns the page's path in the active language: the language switch and the
    canonical address are made of it.
    """

    title: str
    description: str
    section: str
    crumbs: Sequence[Link]
    address: Callable[[], str]
    is_preview: bool = False
    #: Path of the picture that stands for the page where its address is shared; without it, the site's.
    picture: str = ""


def render_page(request: HttpRequest, template: str, frame: Frame, **content: Any) -> HttpResponse:
    """Return a page in its frame; a preview is kept out of search engines and caches."""
    crumbs = [Link(_("Home"), home_url()), *frame.crumbs]
    context = {
        "frame": frame,
        "section": frame.section,
        "crumbs": crumbs,
        "breadcrumbs": breadcrumb_data(crumbs, request.build_absolute_uri),
        "alternates": alternates(frame.address),
        "canonical": frame.address(),
        **content,
    }
    response = render(request, template, context)
    if frame.is_preview:
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "private, no-store"
    return response
