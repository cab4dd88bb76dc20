"""What the home page shows, counted anew whenever the catalogue changes."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from wagtail.models import Page

from directory.browse.presenters.cards import Card, solution_cards
from directory.browse.presenters.links import by_name
from directory.browse.presenters.references import Proof, newest_first, proofs_of
from directory.catalogue.models import Reference, Solution
from directory.media.belt import SIGN_NAMES, EmblemArt, counts_number, emblem_path, sign_path
from directory.needs.models import Need
from directory.taxonomy.models import Market, Sector
from home.figures import FIGURES, count
from search import changes
from search.contract.engine import EngineError
from search.contract.query import SearchQuery
from search.kept import kept
from search.services import search

WOVEN = ("organisation", "solution", "reference")
#: The colours of the band on the carmine ground of the counts.
WOVEN_PAIR = "carmine-linen"
SECTORS_SHOWN = 12
MARKETS_SHOWN = 8
NEEDS_SHOWN = 3
PROOFS_SHOWN = 3
NEWEST_SHOWN = 3
#: A result longer than this is a sentence, not a headline.
HEADLINE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Counted:
    """A word, the number behind it, and where it leads; ``share`` is of the longest bar, 0–100."""

    label: str | Promise
    count: int
    url: str
    share: int = 0

    @property
    def value(self) -> str:
        """Return the number as it is read."""
        return str(intcomma(self.count))


@dataclass(frozen=True, slots=True)
class NeedLine:
    """An open need with the day it closes."""

    title: str
    lang: str
    kind: str
    buyer: str
    url: str
    day: str
    month: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """One of the ten signs of the belt."""

    digit: int
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything of the home page that is not the editors' own words."""

    woven: tuple[Counted, ...]
    band_url: str
    sectors: tuple[Counted, ...]
    markets: tuple[Counted, ...]
    proofs: tuple[Proof, ...]
    needs: tuple[NeedLine, ...]
    open_needs: int
    newest: tuple[Card, ...]
    signs: tuple[Sign, ...]
    #: Of the first count that is woven: how an entry without a logo looks.
    emblem: EmblemArt


def present_home() -> HomeView:
    """Count and choose what the home page shows, in the active language.

    Takes a constant number of queries whatever the size of the catalogue. Without an answering
    index the parts that come from it are empty, and the page still stands.
    """
    with changes.vocabularies_held():
        return _present(get_language() or "")


def _present(lang: str) -> HomeView:
    woven = _woven()
    return HomeView(
        woven=woven,
        band_url=reverse(
            "files:belt_pair", args=[WOVEN_PAIR, counts_number(item.count for item in woven)]
        ),
        sectors=_sectors(lang),
        markets=_markets(lang),
        proofs=_proofs(lang),
        needs=_needs(),
        open_needs=Need.objects.public().open().count(),
        newest=_newest(lang),
        signs=tuple(Sign(digit, name, sign_path(digit)) for digit, name in enumerate(SIGN_NAMES)),
        emblem=emblem_path(str(woven[0].count)),
    )


def _woven() -> tuple[Counted, ...]:
    results = reverse("search:results")
    return tuple(Counted(FIGURES[name][0], count(name), f"{results}?type={name}") for name in WOVEN)


def _sectors(lang: str) -> tuple[Counted, ...]:
    # Outside of what is kept: that the index did not answer holds for this page alone.
    with suppress(EngineError):
        return _counted_sectors(lang)
    return ()


@kept
def _counted_sectors(lang: str) -> tuple[Counted, ...]:  # noqa: ARG001  the active language, which answers are known by
    found = search(SearchQuery(filters={"type": ("solution",)}, page_size=1))
    counts = {option.value: option.count for option in found.facet("sector").options}
    terms = Sector.objects.current().top()
    listed = sorted(
        ((term, counts.get(term.slug, 0)) for term in terms),
        key=lambda pair: (-pair[1], pair[0].order),
    )[:SECTORS_SHOWN]
    return _shares(
        (term.label, number, reverse("browse:sector", args=[term.slug]))
        for term, number in listed
        if number
    )


@kept
def _markets(lang: str) -> tuple[Counted, ...]:  # noqa: ARG001  the active language, which answers are known by
    """Return the markets abroad with the number of organisations that delivered a project there."""
    rows = (
        Reference.objects.public()
        .exclude(country__isnull=True)
        .exclude(country__slug="lv")
        .values("country")
        .annotate(organisations=Count("organisation", distinct=True))
        .values_list("country", "organisations")
    )
    numbers = dict(rows)
    terms = Market.objects.in_bulk(list(numbers)).values()
    listed = sorted(terms, key=lambda term: (-numbers[term.pk], by_name(term)))[:MARKETS_SHOWN]
    return _shares(
        (term.label, numbers[term.pk], reverse("browse:market", args=[term.slug]))
        for term in listed
    )


def _shares(rows: Iterable[tuple[str, int, str]]) -> tuple[Counted, ...]:
    listed = list(rows)
    longest = max((number for _label, number, _url in listed), default=0)
    return tuple(
        Counted(str(label), number, url, share=round(100 * number / longest))
        for label, number, url in listed
    )


@kept
def _proofs(lang: str) -> tuple[Proof, ...]:  # noqa: ARG001  the active language, which answers are known by
    """Return the newest projects whose result is a headline: the shortest say it best."""
    rows = newest_first(Reference.objects.public())[: PROOFS_SHOWN * 10]
    told = [row for row in rows if 0 < len(row.text("result")[0]) <= HEADLINE_LENGTH]
    return proofs_of(sorted(told, key=lambda row: len(row.text("result")[0])), limit=PROOFS_SHOWN)


def _needs() -> tuple[NeedLine, ...]:
    rows = (
        Need.objects.public()
        .open()
        .filter(deadline__isnull=False)
        .select_related("buyer")
        .order_by("deadline", "pk")[:NEEDS_SHOWN]
    )
    return tuple(_need(row) for row in rows)


def _need(row: Need) -> NeedLine:
    title, lang = row.text("title")
    closes: date = timezone.localdate(row.deadline)
    return NeedLine(
        title=title,
        lang=_foreign(lang),
        kind=capfirst(str(row.get_kind_display())),
        buyer=row.buyer_label,
        url=row.get_absolute_url(),
        day=str(closes.day),
        month=date_format(closes, pgettext("date format of a month in short", "M")),
        is_sample=row.is_sample,
    )


@kept
def _newest(lang: str) -> tuple[Card, ...]:  # noqa: ARG001  the active language, which answers are known by
    rows = Solution.objects.public().order_by("-first_published_at", "-pk")
    return solution_cards(rows[:NEWEST_SHOWN])


def _foreign(language: str) -> str:
    """Return a text's language where it is not the page's, for its ``lang`` attribute."""
    return "" if language == get_language() else language


def alternates_of(page: Page) -> list[dict[str, str]]:
    """Return the live translations of a page, itself included, for the language switch."""
    labels = {"en": "In English", "lv": "Latviski"}
    pages = Page.objects.filter(translation_key=page.translation_key, live=True).select_related(
        "locale"
    )
    return [
        {
            "lang": item.locale.language_code,
            "url": item.get_url() or "",
            "label": labels[item.locale.language_code],
        }
        for item in pages
    ]
