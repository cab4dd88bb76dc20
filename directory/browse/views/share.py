"""Pictures for addresses that are shared: one of the site, one of each public entry, in both languages."""

from __future__ import annotations

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from directory.browse.art import Poster, drawn
from directory.browse.feeds import ENTRIES
from directory.browse.presenters.emblem import number_of
from directory.browse.presenters.text import text_of
from directory.catalogue.models import Entry
from directory.media.belt import MARK

FOLDER = "share"


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def share(request: HttpRequest, lang: str) -> HttpResponse:
    """Answer with the picture of the site."""
    with _speaking(lang):
        name = _("Latvian ICT companies and data-driven solutions")
        poster = Poster(name, _("The national directory"), _("Latvia ICT"), MARK)
    return _picture(request, poster)


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def share_entry(request: HttpRequest, lang: str, name: str, slug: str) -> HttpResponse:
    """Answer with the picture of a public entry."""
    if name not in ENTRIES:
        raise Http404
    model = ENTRIES[name]
    entry = model.objects.public().filter(slug=slug).first()
    if entry is None:
        raise Http404
    with _speaking(lang):
        owner = getattr(entry, "organisation", None)
        line = capfirst(str(model._meta.verbose_name))
        if entry.is_sample:
            line = f"{line} · {_('Sample entry, fictional')}"
        poster = Poster(
            str(text_of(entry, entry.name_field)),
            line,
            _("Latvia ICT"),
            number_of(entry, owner=owner),
            _sentence(entry),
        )
    return _picture(request, poster)


def _sentence(entry: Entry) -> str:
    """Return what an entry says of itself in a sentence, or what a project achieved."""
    told = next((name for name in ("tagline", "result") if hasattr(entry, name)), "")
    return str(text_of(entry, told)) if told else ""


def _speaking(lang: str) -> translation.override:
    if lang not in dict(settings.LANGUAGES):
        raise Http404
    return translation.override(lang)


def _picture(request: HttpRequest, poster: Poster) -> HttpResponse:
    """Return the picture: drawn once, kept beside the other pictures, and named by what it says."""
    etag = f'"{poster.digest}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    name = f"{FOLDER}/{poster.digest}.png"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(drawn(poster)))
    with default_storage.open(name) as file:
        return HttpResponse(file.read(), content_type="image/png", headers={"ETag": etag})
