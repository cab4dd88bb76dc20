"""Say which page of the site editors name for a question."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page

from search.contract.parse import parse
from search.contract.query import SearchQuery


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page with its address; `lang` is that of its title where the reader has another."""

    title: str
    url: str
    lang: str = ""


def named_page(query: SearchQuery) -> NamedPage | None:
    """Return the page that editors name for a question, in its language where there is a translation.

    None where everybody may not see it. It costs a query, and nothing where no question has a page.
    """
    if not query.levers.names_pages:
        return None
    number = query.levers.page(parse(query.text, query.levers).bare, query.lang)
    chosen = Page.objects.filter(pk=number).first() if number else None
    if chosen is None:
        return None
    public = Page.objects.live().public().select_related("locale")
    found = public.filter(translation_key=chosen.translation_key)
    page = found.filter(locale__language_code=query.lang).first() or found.filter(pk=number).first()
    url = page.get_url() if page else None
    if page is None or url is None:
        return None
    lang = page.locale.language_code
    return NamedPage(page.title, url, lang if lang != query.lang else "")
