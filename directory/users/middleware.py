"""The administration's own content security policy, and how long pages may be kept."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control

#: Wagtail writes a few scripts into its forms, some of them when a form grows in the browser, where
#: neither a nonce nor a hash can follow; styles likewise. All else is as strict as on the site:
#: see docs/adr/0005-a-policy-of-its-own-for-the-administration.md.
DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
}
POLICY = "; ".join(f"{name} {sources}" for name, sources in DIRECTIVES.items())


class AdministrationPolicyMiddleware:
    """Gives pages of the administration their policy; other pages have the site's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        try:
            administration = reverse("wagtailadmin_home")
        except NoReverseMatch:
            return response
        if request.path.startswith(administration):
            # A preview is a page of the site with the site's policy; the administration frames it.
            policy = response.headers.get("Content-Security-Policy", POLICY)
            response.headers["Content-Security-Policy"] = policy.replace(
                "frame-ancestors 'none'", "frame-ancestors 'self'"
            )
        return response


class FreshnessMiddleware:
    """Tells what pages say for themselves: keep this, but ask each time whether it is still so.

    A published entry is on its page at once. A browser that has the page gets a few bytes where nothing
    changed, by the tag that Django's ConditionalGetMiddleware makes; a shared cache keeps only what is
    the same for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not response.has_header("Cache-Control"):
            varies = response.headers.get("Vary", "").lower()
            personal = "cookie" in varies or bool(response.cookies)
            patch_cache_control(response, no_cache=True, **({"private": True} if personal else {}))
        return response
