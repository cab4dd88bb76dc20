"""The site map: an index of parts, each bounded, with every page in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from directory.catalogue.models import (
    Dataset,
    Organisation,
    PartnerCall,
    Reference,
    Solution,
    TrainingProgramme,
)
from directory.needs.models import Need
from directory.taxonomy.models import Market, Sector

#: Entries of one part: in every language, and far below the 50,000 addresses a part may hold.
PART = 5000
#: The highest number a part may have: an index holds no more than 50,000.
LAST = 50_000
LISTS = ("needs", "datasets", "markets", "sectors", "training_programmes", "partner_calls")
ENTRIES: dict[str, Any] = {
    model.type_name: model
    for model in (
        Organisation, Solution, Need, Dataset, Reference, TrainingProgramme, PartnerCall
    )
}  # fmt: skip
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


class Part(NamedTuple):
    """One part of the site map."""

    name: str
    number: int
    changed: datetime | None


def parts() -> Iterator[Part]:
    """Yield every part there is; one query for each type of entry."""
    entries = []
    for name, model in ENTRIES.items():
        rows = model.objects.public()
        found = rows.aggregate(changed=Max("updated_at"))
        numbers = range(1, -(-rows.count() // PART) + 1)
        entries += [Part(name, number, found["changed"]) for number in numbers]
    # Lists, sectors and markets show entries, so they change with them.
    newest = max((part.changed for part in entries if part.changed), default=None)
    yield Part("pages", 1, newest)
    yield Part("terms", 1, newest)
    yield from entries


def index(origin: str) -> str:
    """Return the index of all parts as XML."""
    lines = (
        f"<sitemap><loc>{origin}{reverse('files:sitemap_part', args=[part.name, part.number])}</loc>"
        f"{_changed(part.changed)}</sitemap>\n"
        for part in parts()
    )
    return f'{HEAD}<sitemapindex xmlns="{SCHEMA}">\n{"".join(lines)}</sitemapindex>\n'


def part(name: str, number: int, origin: str) -> str | None:
    """Return one part as XML, or None where there is no such part; a constant number of queries."""
    if not 1 <= number <= LAST:
        return None
    if name == "pages":
        lines = _pages(origin) if number == 1 else iter(())
    elif name == "terms":
        lines = _terms(origin) if number == 1 else iter(())
    elif name in ENTRIES:
        lines = _entries(name, number, origin)
    else:
        return None
    body = "".join(lines)
    if not body:
        return None
    return f'{HEAD}<urlset xmlns="{SCHEMA}" xmlns:xhtml="{XHTML}">\n{body}</urlset>\n'


def _entries(name: str, number: int, origin: str) -> Iterator[str]:
    rows: QuerySet[Any] = ENTRIES[name].objects.public().order_by("pk")
    first = (number - 1) * PART
    yield from _addresses(
        f"browse:{name}",
        list(rows.values_list("slug", "updated_at")[first : first + PART]),
        origin,
    )


def _terms(origin: str) -> Iterator[str]:
    sectors = Sector.objects.current().in_order().values_list("slug", flat=True)
    yield from _addresses("browse:sector", [(slug, None) for slug in sectors], origin)
    public = Reference.objects.public().values("country")
    markets = Market.objects.current().filter(pk__in=public).in_order()
    slugs = markets.values_list("slug", flat=True)
    yield from _addresses("browse:market", [(slug, None) for slug in slugs], origin)


def _pages(origin: str) -> Iterator[str]:
    for name in LISTS:
        yield from _everywhere(_in_languages(f"browse:{name}"), origin, None)
    for page in Page.objects.live().public().filter(depth__gt=1).order_by("path"):
        parts_of_url = page.get_url_parts()
        if parts_of_url and parts_of_url[2]:
            yield _url(f"{origin}{parts_of_url[2]}", "", page.last_published_at)


def _addresses(name: str, rows: list[tuple[str, datetime | None]], origin: str) -> Iterator[str]:
    """Yield the addresses of rows; each pattern is reversed once a language, not once a row."""
    patterns = _in_languages(name, "slug")
    for slug, changed in rows:
        urls = {
            language: f"{url.removesuffix('slug/')}{slug}/" for language, url in patterns.items()
        }
        yield from _everywhere(urls, origin, changed)


def _everywhere(urls: dict[str, str], origin: str, changed: datetime | None) -> Iterator[str]:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{origin}{url}"/>'
        for language, url in urls.items()
    )
    for url in urls.values():
        yield _url(f"{origin}{url}", links, changed)


def _in_languages(name: str, *arguments: str) -> dict[str, str]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = reverse(name, args=arguments)
    return found


def _url(address: str, links: str, changed: datetime | None) -> str:
    return f"<url><loc>{escape(address)}</loc>{_changed(changed)}{links}</url>\n"


def _changed(moment: datetime | None) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""
