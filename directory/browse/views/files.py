"""Files without a language: bands of the belt, and what programs look for at fixed addresses."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from directory.browse.feeds import index, part
from directory.media.belt import PAIRS_BY_NAME, band_svg

DIGITS = 20
YEAR = 365 * 24 * 3600
#: Days until the security contact has to be looked at again; RFC 9116 asks for less than a year.
SECURITY_DAYS = 180


def _band(number: str, pair: str = "") -> str:
    if not 1 <= len(number) <= DIGITS or (pair and pair not in PAIRS_BY_NAME):
        raise Http404
    return band_svg(number, pair=pair)


def _band_tag(_request: HttpRequest, number: str, pair: str = "") -> str:
    return f'"{hashlib.sha256(_band(number, pair).encode()).hexdigest()[:20]}"'


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
@condition(etag_func=_band_tag)
def belt(_request: HttpRequest, number: str) -> HttpResponse:
    """Answer with the band that spells a number; it never changes."""
    return HttpResponse(_band(number), content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
@condition(etag_func=_band_tag)
def belt_pair(_request: HttpRequest, pair: str, number: str) -> HttpResponse:
    """Answer with the band that spells a number in given colours; it never changes."""
    return HttpResponse(_band(number, pair), content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def favicon(_request: HttpRequest) -> HttpResponse:
    """Lead whoever asks for the icon by its old name, without having read a page, to where it is."""
    return redirect(static("favicon.ico"))


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers to leave filtered searches and matching alone and where the site map is."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/search/?*&",
        "Disallow: /*/needs/describe/?",
        "Disallow: /api/v1/*/matches",
        "Disallow: /api/v1/cpv-suggestions",
        "Disallow: /*/visit/",
        "Allow: /",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('files:sitemap'))}",
    ]
    return _text(lines)


@require_safe
@cache_control(public=True, max_age=3600)
def security(_request: HttpRequest) -> HttpResponse:
    """Tell who takes reports of weaknesses (RFC 9116)."""
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {site}/{settings.LANGUAGE_CODE}/about/",
        f"Expires: {today + timedelta(days=SECURITY_DAYS):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {site}{reverse('files:security')}",
    ]
    return _text(lines)


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the index of the site map."""
    return HttpResponse(index(_origin(request)), content_type="application/xml; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Answer with one part of the site map."""
    found = part(name, number, _origin(request))
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="application/xml; charset=utf-8")


def _origin(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
