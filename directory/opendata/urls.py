"""Addresses of the API and of the open data; they have no language."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, re_path, reverse

from directory.opendata import views
from directory.opendata.api import api, not_found


def _nothing_here(request: HttpRequest, **_: str) -> HttpResponse:
    return not_found(request, Http404("there is nothing at this address"))


def _description(_request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("api-v1:openapi-json"))


_patterns, _app_name, _namespace = api.urls
for _pattern in _patterns:
    if isinstance(_pattern, URLPattern) and _pattern.callback is not None:
        _view: views.View = _description if _pattern.name == "api-root" else _pattern.callback
        _pattern.callback = views.open_to_all(_view)

api_urls = (
    [*_patterns, re_path(r"^(?P<rest>.*)$", views.open_to_all(_nothing_here))],
    _app_name,
    _namespace,
)

urlpatterns = [
    path("api/v1/", api_urls),
    path("data/", views.about, name="open-data"),
    path("data/catalogue.jsonl", views.catalogue, name="open-data-catalogue"),
]
