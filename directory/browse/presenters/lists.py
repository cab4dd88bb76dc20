"""Lists of needs, datasets, training programmes and calls for partners."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.db.models import Case, CharField, Count, F, Min, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from directory.browse.presenters.academia import call_cards, programme_cards
from directory.browse.presenters.alphabet import Alphabetical
from directory.browse.presenters.cards import Card
from directory.browse.presenters.dataset import dataset_cards
from directory.browse.presenters.links import Link, search_url
from directory.browse.presenters.needs import need_cards, open_first, status_label
from directory.browse.presenters.paging import Pages, Tab, address, pages_of
from directory.browse.presenters.text import whole
from directory.catalogue.models import Dataset, PartnerCall, TrainingProgramme
from directory.needs.choices import NeedKind, NeedStatus
from directory.needs.models import Need
from directory.taxonomy.models import DataTheme

PAGE_SIZE = 25


class NoSuchPageError(LookupError):
    """A page, or a choice, that the list does not have."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """What a list shows."""

    title: str
    lead: str
    total: str
    cards: tuple[Card, ...]
    pages: Pages
    number: int
    empty: str
    tabs: tuple[Tab, ...] = ()
    tabs_label: str = ""
    switch: tuple[Tab, ...] = ()
    switch_label: str = ""
    chips: tuple[Tab, ...] = ()
    chips_label: str = ""
    more: Link | None = None


def list_needs(*, kind: str = "", status: str = "", page: str = "") -> ListPage:
    """Return the needs of a kind and a state, open ones first; four queries.

    Raises NoSuchPageError for a kind, a state or a page that does not exist.
    """
    if kind and kind not in NeedKind.values:
        raise NoSuchPageError(kind)
    if status and status not in NeedStatus.values:
        raise NoSuchPageError(status)
    path, chosen = reverse("browse:needs"), {"kind": kind, "status": status}
    now = timezone.now()
    state = Case(
        When(~Q(settled=""), then=F("settled")),
        When(deadline__lte=now, then=Value(NeedStatus.CLOSED.value)),
        default=Value(NeedStatus.OPEN.value),
        output_field=CharField(),
    )
    public, shown = Need.objects.public().annotate(state=state), Q(pk__in=_one_of_each())
    groups = public.order_by().values_list("kind", "state")
    counted = list(groups.annotate(number=Count("pk", filter=shown), each=Count("pk")))
    numbers = {(one, of): number for one, of, number, _each in counted}
    lots = _sum({(one, of): each for one, of, _number, each in counted}, kind, status)
    needs = public.filter(shown)
    kinds = {
        NeedKind.CHALLENGE.value: _("Challenges"),
        NeedKind.MARKET_CONSULTATION.value: _("Market consultations"),
        NeedKind.PLANNED.value: _("Planned tenders"),
        NeedKind.TENDER.value: _("Tenders"),
    }
    states = {choice.value: status_label(choice) for choice in NeedStatus}
    if kind:
        needs = needs.filter(kind=kind)
    if status:
        needs = needs.filter(state=status)
    return _listed(
        open_first(needs, at=now),
        need_cards,
        count=_sum(numbers, kind, status),
        page=page,
        path=path,
        chosen=chosen,
        title=_("Public needs"),
        lead=_("What public bodies ask for: challenges, market consultations and tenders."),
        words=lambda n: _with_lots(ngettext("%(number)s need", "%(number)s needs", n), n, lots),
        empty=_("No need of this kind is listed. Clear the choice above, or search."),
        tabs=_tabs(path, chosen, "kind", kinds, lambda value: _sum(numbers, value, status)),
        tabs_label=_("Kind of need"),
        switch=_tabs(path, chosen, "status", states, lambda value: _sum(numbers, kind, value)),
        switch_label=_("Status"),
        more=Link(_("Describe your need"), reverse("matching:describe")),
    )


def _with_lots(words: str, number: int, lots: int) -> str:
    """Return a number of needs in words, with that of the search, which finds every lot by itself."""
    if lots == number:
        return words
    return _("%(needs)s, %(lots)s with every lot") % {"needs": words, "lots": whole(lots)}


def _one_of_each() -> QuerySet[Any]:
    """Return one need of each tender: its lots are announced one by one, alike in all that a list shows."""
    alike = ("kind", "title_en", "title_lv", "buyer", "buyer_name", "deadline")
    groups = Need.objects.public().order_by().values(*alike)
    return groups.annotate(first=Min("pk")).values("first")


def list_datasets(*, theme: str = "", page: str = "") -> ListPage:
    """Return the datasets of a theme by name; five queries.

    Raises NoSuchPageError for a theme or a page that does not exist.
    """
    path, chosen = reverse("browse:datasets"), {"theme": theme}
    themes = {term.slug: term for term in DataTheme.objects.current().in_order()}
    if theme and theme not in themes:
        raise NoSuchPageError(theme)
    public = Dataset.objects.public()
    numbers = dict(public.values_list("themes").annotate(number=Count("pk", distinct=True)))
    rows = public.filter(themes=themes[theme]) if theme else public
    chips = [Tab(_("All themes"), path, not theme)]
    chips += [
        Tab(str(term.label), address(path, {}, theme=slug), slug == theme, whole(number))
        for slug, term in themes.items()
        if (number := numbers.get(term.pk, 0)) or slug == theme
    ]
    return _listed(
        Alphabetical(rows.select_related("publisher")),
        dataset_cards,
        page=page,
        path=path,
        chosen=chosen,
        title=_("Datasets"),
        lead=_("Open data that Latvian solutions are built on, with licence and reuse note."),
        words=lambda n: ngettext("%(number)s dataset", "%(number)s datasets", n),
        empty=_("No dataset of this theme is listed."),
        chips=tuple(chips),
        chips_label=_("Data theme"),
        more=Link(_("Search in datasets"), search_url(type="dataset")),
    )


def list_programmes(*, page: str = "") -> ListPage:
    """Return the training programmes by name; three queries."""
    return _listed(
        Alphabetical(TrainingProgramme.objects.public().select_related("organisation__register")),
        programme_cards,
        page=page,
        path=reverse("browse:training_programmes"),
        title=_("Training programmes"),
        lead=_("Where specialists for data and ICT are trained, and with which competences."),
        words=lambda n: ngettext("%(number)s programme", "%(number)s programmes", n),
        empty=_("No training programme is listed yet."),
    )


def list_calls(*, page: str = "") -> ListPage:
    """Return the calls for partners, open ones first; three queries."""
    today = timezone.localdate()
    rows = PartnerCall.objects.public().select_related("organisation__register")
    ended = Case(When(closes_on__lt=today, then=Value(1)), default=Value(0))
    return _listed(
        rows.order_by(ended, F("closes_on").asc(nulls_last=True), "pk"),
        call_cards,
        page=page,
        path=reverse("browse:partner_calls"),
        title=_("Calls for partners"),
        lead=_("Research teams and companies that look for a partner to carry a result further."),
        words=lambda n: ngettext("%(number)s call", "%(number)s calls", n),
        empty=_("No call for partners is listed yet."),
    )


def _listed(
    rows: QuerySet[Any] | Sequence[Any],
    cards: Callable[[Any], tuple[Card, ...]],
    *,
    page: str,
    path: str,
    words: Callable[[int], str],
    chosen: Mapping[str, str] | None = None,
    count: int | None = None,
    **shown: Any,
) -> ListPage:
    paginator = Paginator(rows, PAGE_SIZE)
    if count is not None:
        paginator.count = count
    try:
        found = paginator.page(_page_number(page))
    except InvalidPage as error:
        raise NoSuchPageError(page) from error

    def url(number: int) -> str:
        return address(path, chosen or {}, page=str(number) if number > 1 else "")

    return ListPage(
        total=words(paginator.count) % {"number": whole(paginator.count)},
        cards=cards(found.object_list),
        pages=pages_of(found, url),
        number=found.number,
        **shown,
    )


def _page_number(page: str) -> int:
    if page and not (page.isascii() and page.isdigit() and len(page) < 10):
        raise NoSuchPageError(page)
    return int(page or 1)


def _tabs(
    path: str,
    chosen: Mapping[str, str],
    name: str,
    labels: Mapping[str, str],
    count: Callable[[str], int],
) -> tuple[Tab, ...]:
    """Return a tab for every value that finds something, the chosen one and "all" included."""
    numbers = {value: count(value) for value in ("", *labels)}
    return tuple(
        Tab(
            labels[value] if value else pgettext("needs", "All"),
            address(path, chosen, **{name: value}),
            chosen[name] == value,
            whole(number),
        )
        for value, number in numbers.items()
        if not value or number or chosen[name] == value
    )


def _sum(numbers: Mapping[tuple[str, str], int], kind: str, status: str) -> int:
    return sum(
        number
        for (one, state), number in numbers.items()
        if (not kind or one == kind) and (not status or state == status)
    )
