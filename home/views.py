"""The form for a page that somebody was led to make."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.views.decorators.http import require_safe
from wagtail.admin.views.pages.create import CreateView

from home.models import ContentPage, HomePage

_MOST_CHARACTERS = 100


class _AboutView(CreateView):
    """Wagtail's form for a new page, its title filled in; it is sent where every new page is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        words = " ".join(request.GET.get("words", "").replace("\0", "").split())
        self.page.title = capfirst(words[:_MOST_CHARACTERS])
        return super().get(request)


@require_safe
def page_about(request: HttpRequest) -> HttpResponse:
    """Show the form for a page about some words, below the home page of a language.

    Where that home page is gone the list of all pages is shown. Raises `PermissionDenied` for those who add no pages.
    """
    language = request.GET.get("language", "")
    homes = HomePage.objects.order_by("path")
    home = homes.filter(locale__language_code=language).first() or homes.first()
    if home is None:
        return redirect("wagtailadmin_explore_root")
    meta = ContentPage._meta
    view = _AboutView.as_view()
    answer: HttpResponse = view(request, meta.app_label, meta.model_name, home.pk)
    return answer
