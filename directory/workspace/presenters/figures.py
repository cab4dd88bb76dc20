"""What an organisation's entries were looked at for: figures of a period, made of counts per day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db.models import Sum
from django.utils import formats
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from directory.browse.presenters.text import whole
from directory.catalogue.models import Dataset, Organisation, Solution
from directory.events.choices import Kind
from directory.events.models import DailyCount
from directory.events.services.folding import SEEN_ENOUGH
from directory.taxonomy.models import Market

#: In the order of the way that leads from a search to an enquiry.
LABELS = {
    Kind.IMPRESSION: gettext_lazy("Shown in search results"),
    Kind.VIEW: gettext_lazy("Pages opened"),
    Kind.CLICK: gettext_lazy("Opened from search results"),
    Kind.WEBSITE: gettext_lazy("Visits to your website"),
    Kind.CONTACT: gettext_lazy("Enquiry form opened"),
    Kind.ENQUIRY: gettext_lazy("Enquiries delivered"),
}
#: Fewer profiles than these say nothing of what is usual, and might give one of them away.
LEAST_SIMILAR = 5
MOST_ENTRIES = 500
MOST_WORDS = 30
#: The drawing in CSS pixels at its full size.
WIDTH, HEIGHT, GAP = 720, 160, 2


@dataclass(frozen=True, slots=True)
class Period:
    """Some days up to today, in steps of equal length; both in days."""

    key: str
    days: int
    step: int
    label: Any


PERIODS = {
    period.key: period
    for period in (
        Period("30", 30, 1, gettext_lazy("30 days")),
        Period("90", 91, 7, gettext_lazy("13 weeks")),
        Period("365", 364, 28, gettext_lazy("52 weeks")),
    )
}
USUAL = PERIODS["30"]


@dataclass(frozen=True, slots=True)
class Total:
    """How often something happened in the period, and in the one of equal length before it."""

    label: str
    value: str
    before: str
    is_counted: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A step of the period: what happened in it, and its place in the drawing."""

    label: str
    views: int
    impressions: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Plot:
    """Views by step, drawn; `words` says in a sentence what is to be seen."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the views."""

    label: str
    value: str
    percent: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """The figures of one entry with what each counts, in the order of `LABELS`."""

    name: str
    url: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """How often profiles of the same kind in the same sectors were opened, and one's own."""

    own: str
    usual: str
    profiles: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the page shows; `totals` are zero and the rest is empty where nothing was counted."""

    first: date
    last: date
    totals: tuple[Total, ...]
    plot: Plot | None
    entries: tuple[EntryRow, ...]
    languages: tuple[Share, ...]
    countries: tuple[Share, ...]
    words: tuple[tuple[str, str], ...]
    similar: Similar | None


class Subjects:
    """The entries of an organisation that are counted, by type and key."""

    def __init__(self, organisation: Organisation) -> None:
        own: list[Any] = [organisation]
        own += Solution.objects.filter(providers=organisation).order_by("slug")[:MOST_ENTRIES]
        own += Dataset.objects.filter(publisher=organisation).order_by("slug")[:MOST_ENTRIES]
        self.entries = {(row.type_name, row.pk): row for row in own}

    def counts(self, first: date, last: date) -> Any:
        """Return the daily counts about them."""
        keys: dict[str, Any] = {}
        for name, key in self.entries:
            keys.setdefault(name, []).append(key)
        return DailyCount.objects.about(keys).between(first, last)


def totals_of(subjects: Subjects, period: Period, today: date) -> tuple[Total, ...]:
    """Return the totals of a period that ends today; one query."""
    first = today - timedelta(days=2 * period.days - 1)
    rows = _by(subjects.counts(first, today).totals(), "day", "kind")
    return _totals(rows, today - timedelta(days=period.days - 1))


def figures_of(organisation: Organisation, period: Period, today: date) -> Figures:
    """Return the figures of a period that ends today; at most ten queries, whatever was counted."""
    subjects = Subjects(organisation)
    first = today - timedelta(days=period.days - 1)
    rows = _by(subjects.counts(first - timedelta(days=period.days), today).totals(), "day", "kind")
    counted = subjects.counts(first, today)
    views = counted.totals().filter(kind=Kind.VIEW)
    own = _by(counted.totals(), "type", "object_id", "kind")
    profile = own[organisation.type_name, organisation.pk, Kind.VIEW]
    return Figures(
        first=first,
        last=today,
        totals=_totals(rows, first),
        plot=_plot(rows, period, first),
        entries=tuple(_entries(subjects, own)),
        languages=_shares(_by(views, "language"), _language_names),
        countries=_shares(_by(views.exclude(country=""), "country"), _country_names),
        words=_words(counted),
        similar=_similar(organisation, profile, first, today),
    )


def export_rows(organisation: Organisation, period: Period, today: date) -> Iterator[list[object]]:
    """Yield day, what happened, to which kind of entry, its name and how often, the newest first."""
    subjects = Subjects(organisation)
    first = today - timedelta(days=period.days - 1)
    found = _by(subjects.counts(first, today).totals(), "day", "type", "object_id", "kind")
    order = list(LABELS)
    for (day, name, key, kind), number in sorted(
        found.items(),
        key=lambda row: (-row[0][0].toordinal(), row[0][1:3], order.index(Kind(row[0][3]))),
    ):
        entry = subjects.entries[name, key]
        yield [day.isoformat(), LABELS[Kind(kind)], entry._meta.verbose_name, entry, number]


def _by(rows: Any, *columns: str) -> Counter[Any]:
    """Return numbers by one column, or by tuples of several."""
    found = rows.filter(kind__in=list(LABELS)).values(*columns).annotate(n=Sum("number"))
    values = found.order_by().values_list(*columns, "n")
    return Counter({(row[0] if len(columns) == 1 else row[:-1]): row[-1] for row in values})


def _totals(rows: Counter[Any], first: date) -> tuple[Total, ...]:
    now: Counter[str] = Counter()
    before: Counter[str] = Counter()
    for (day, kind), number in rows.items():
        (now if day >= first else before)[kind] += number
    return tuple(
        Total(str(label), whole(now[kind]), whole(before[kind]), bool(now[kind] or before[kind]))
        for kind, label in LABELS.items()
    )


def _plot(rows: Counter[Any], period: Period, first: date) -> Plot | None:
    steps = period.days // period.step
    views, impressions = [0] * steps, [0] * steps
    for (day, kind), number in rows.items():
        if day >= first and kind in (Kind.VIEW, Kind.IMPRESSION):
            chosen = views if kind == Kind.VIEW else impressions
            chosen[(day - first).days // period.step] += number
    if not any(views) and not any(impressions):
        return None
    most = max(*views, 1)
    bars = []
    for at in range(steps):
        left, right = WIDTH * at // steps, WIDTH * (at + 1) // steps - GAP
        # What was looked at once is still seen beside what was looked at a thousand times.
        height = max(HEIGHT * views[at] // most, 2) if views[at] else 0
        day = first + timedelta(days=at * period.step)
        label = formats.date_format(day, "SHORT_DATE_FORMAT")
        if period.step > 1:
            end = day + timedelta(days=period.step - 1)
            label = f"{label}–{formats.date_format(end, 'SHORT_DATE_FORMAT')}"
        bars.append(
            Bar(label, views[at], impressions[at], left, HEIGHT - height, right - left, height)
        )
    top = bars[views.index(max(views))]
    words = _("Pages opened: %(total)s in all, most (%(most)s) on %(day)s.") % {
        "total": whole(sum(views)),
        "most": whole(top.views),
        "day": top.label,
    }
    return Plot(WIDTH, HEIGHT, tuple(bars), words)


def _entries(subjects: Subjects, counted: Mapping[Any, int]) -> Iterator[EntryRow]:
    shown = [key for key in subjects.entries if any((*key, kind) in counted for kind in LABELS)]
    for name, key in sorted(shown, key=lambda one: -counted.get((*one, Kind.VIEW), 0)):
        entry = subjects.entries[name, key]
        values = tuple(
            (str(label), whole(counted.get((name, key, kind), 0))) for kind, label in LABELS.items()
        )
        yield EntryRow(str(entry), entry.get_absolute_url() if entry.live else "", values)


def _shares(counted: Counter[str], names: Any) -> tuple[Share, ...]:
    total = sum(counted.values())
    said = names(counted)
    return tuple(
        Share(said.get(code, code), whole(number), round(100 * number / total))
        for code, number in sorted(counted.items(), key=lambda row: (-row[1], row[0]))
    )


def _language_names(codes: Iterable[str]) -> dict[str, str]:
    return {code: str(get_language_info(code)["name_translated"]) for code in codes if code}


def _country_names(codes: Sequence[str]) -> dict[str, str]:
    slugs = {code.lower(): code for code in codes}
    return {slugs[row.slug]: str(row) for row in Market.objects.filter(slug__in=slugs)}


def _words(counted: Any) -> tuple[tuple[str, str], ...]:
    """Return the words that led here, of those that are searched for often enough to be nobody's."""
    often = (
        DailyCount.objects.worded().filter(kind=Kind.SEARCH).values("words")
        .annotate(seen=Sum("number")).filter(seen__gte=SEEN_ENOUGH).values("words")
    )  # fmt: skip
    rows = counted.worded().filter(kind=Kind.CLICK, words__in=often)
    found = rows.values("words").annotate(n=Sum("number")).order_by("-n", "words")[:MOST_WORDS]
    return tuple((row["words"], whole(row["n"])) for row in found)


def _similar(
    organisation: Organisation, own: int, first: date, last: date
) -> Similar | None:  # fmt: skip
    peers = Organisation.objects.filter(
        live=True, kind=organisation.kind, is_sample=organisation.is_sample,
        sectors__in=organisation.sectors.values_list("pk", flat=True),
    ).exclude(pk=organisation.pk)  # fmt: skip
    keys = peers.order_by().values("pk").distinct()
    number = keys.count()
    if number < LEAST_SIMILAR:
        return None
    counted = DailyCount.objects.between(first, last).totals()
    views = counted.filter(kind=Kind.VIEW, type=organisation.type_name, object_id__in=keys)
    found = list(views.values("object_id").annotate(n=Sum("number")).values_list("n", flat=True))
    usual = median(found + [0] * (number - len(found)))
    return Similar(whole(own), whole(round(usual)), whole(number))
