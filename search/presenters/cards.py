"""Turn hits into the cards of the results page: everything comes from the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from math import inf
from types import MappingProxyType
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext, override, pgettext

from directory.catalogue.choices import PROCUREMENT_BUYER, Activity
from directory.media.belt import EmblemArt, belt_number, emblem_path
from directory.needs.choices import NeedStatus
from search.contract import schema
from search.contract.result import Highlight, Hit, Parts
from search.contract.text import fold
from search.presenters.evidence import Fact, present_evidence, text_in
from search.presenters.labels import Labels

_ANY_SLUG = "any-slug"
# Letters that forms of one word begin with alike.
_ALIKE = 3
_MOST_OTHERS = 2
_CHOSEN = gettext_lazy("Chosen by the editors")
_FOR_THIS = gettext_lazy("for this search")
_QUOTED = gettext_lazy("“%(word)s”")
_SOLUTION = gettext_lazy("Solution, %(kind)s")
_NEED = gettext_lazy("Public need, %(kind)s")
_PROJECT = gettext_lazy("Project")
_DATASET = gettext_lazy("Dataset")
_SINCE = gettext_lazy("since %(year)s")
_CLOSED = gettext_lazy("Closed")
_ACCORDING = gettext_lazy(
    "%(activity)s, according to its public contracts. The company has not described itself yet."
)
FIELD_LABELS: Mapping[str, Any] = {
    "name": gettext_lazy("Name"),
    "tagline": gettext_lazy("Summary"),
    "description": gettext_lazy("Description"),
    "terms": gettext_lazy("Sectors, technologies, markets"),
    "references": gettext_lazy("Projects and contracts"),
    "provider": gettext_lazy("Names of the provider"),
}
_OWNERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    schema.REFERENCE: (("organisation", schema.ORGANISATION), ("solution", schema.SOLUTION)),
    schema.DATASET: (("publisher", schema.ORGANISATION),),
    schema.NEED: (("buyer", schema.ORGANISATION),),
}
_ACTIVITIES: Mapping[str, Any] = {
    str(activity.value): activity.label for activity in (Activity.MAKER, Activity.RESELLER)
}


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an entry is."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """A state in words; `kind` is the variant of its tag."""

    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a deadline."""

    day: str
    month: str
    past: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why an entry was found: where which words of the query stand."""

    label: str
    text: str
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One result as `components/hit.html` takes it."""

    name: str
    url: str
    emblem: EmblemArt
    kind: str
    name_lang: str = ""
    name_parts: Parts = ()
    owners: tuple[Owner, ...] = ()
    place: str = ""
    status: Status | None = None
    is_sample: bool = False
    text: str = ""
    text_lang: str = ""
    parts: Parts = ()
    evidence: tuple[Fact, ...] = ()
    logo: Mapping[str, Any] | None = None
    date: Day | None = None
    reasons: tuple[Reason, ...] = ()
    score: str = ""


def present_hit(
    hit: Hit,
    labels: Labels,
    *,
    asked: Mapping[str, str] = MappingProxyType({}),
    scored: bool = False,
) -> Card:
    """Return one hit as a card in the language of the labels; with `scored` it says its score, which is for staff.

    `asked` are the values that each hit of an answer has, see `evidence.proven`.
    """
    card, lang = hit.card, labels.lang
    name, name_lang = text_in(card.get("name", {}), lang)
    text, text_lang = text_in(card.get("tagline", {}), lang)
    parts: Parts = ()
    shown = hit.highlights.get("tagline")
    if shown is None or shown.lang != text_lang:
        shown = hit.highlights.get("description")
    if shown is not None:
        parts, text_lang = shown.parts, shown.lang
    marked = hit.highlights.get("name")
    status, day = _need_state(card) if hit.type == schema.NEED else (None, None)
    return Card(
        name=name,
        name_lang=_foreign(name_lang, lang),
        name_parts=marked.parts if marked is not None and marked.lang == name_lang else (),
        url=_entry_url(hit.type, hit.slug, lang),
        emblem=emblem_path(belt_number(card.get("emblem", hit.id))),
        kind=_kind(hit, labels),
        owners=_owners(hit, labels),
        place=_place(hit, labels),
        status=status or _register_state(card, labels),
        is_sample=bool(card.get("sample")),
        text=text or _no_words(hit, labels),
        text_lang=_foreign(text_lang, lang),
        parts=parts,
        evidence=present_evidence(hit, labels, asked),
        logo=card.get("logo"),
        date=day,
        reasons=(
            *([Reason(labels.said(_CHOSEN), labels.said(_FOR_THIS))] if hit.pinned else []),
            *[_reason(highlight, labels) for highlight in hit.highlights.values()],
        ),
        score=f"{hit.score:.4f}" if scored else "",
    )


def entry_url(type_name: str, slug: str) -> str:
    """Return the address of an entry's page in the active language."""
    return _entry_url(type_name, slug, get_language() or schema.LANGUAGES[0])


def _entry_url(type_name: str, slug: str, lang: str) -> str:
    before, after = _around(type_name, lang)
    return f"{before}{slug}{after}"


# A page has some fifty addresses of entries, which differ in their slugs alone.
@lru_cache(maxsize=64)
def _around(type_name: str, lang: str) -> tuple[str, str]:
    with override(lang):
        before, _slug, after = reverse(f"browse:{type_name}", args=[_ANY_SLUG]).partition(_ANY_SLUG)
    return before, after


def hit_name(hit: Hit, lang: str) -> str:
    """Return the name of a hit, in another language where this one has none."""
    return text_in(hit.card.get("name", {}), lang)[0]


def _foreign(text_lang: str, lang: str) -> str:
    return text_lang if text_lang != lang else ""


def _kind(hit: Hit, labels: Labels) -> str:
    if hit.card.get("private"):
        return capfirst(str(PROCUREMENT_BUYER))
    kind = labels.value("kind", hit.card["kind"]) if hit.card.get("kind") else ""
    if hit.type == schema.SOLUTION:
        return labels.said(_SOLUTION) % {"kind": kind.lower()}
    if hit.type == schema.NEED:
        return labels.said(_NEED) % {"kind": kind.lower()}
    if hit.type == schema.REFERENCE:
        return labels.said(_PROJECT)
    if hit.type == schema.DATASET:
        return labels.said(_DATASET)
    return kind


def _owners(hit: Hit, labels: Labels) -> tuple[Owner, ...]:
    card, lang = hit.card, labels.lang
    if hit.type == schema.SOLUTION:
        named = [(one, schema.ORGANISATION) for one in card.get("providers", ())]
    else:
        named = [(card.get(name), of) for name, of in _OWNERS.get(hit.type, ())]
    return tuple(
        Owner(
            text_in(one["name"], lang)[0],
            _entry_url(of, one["slug"], lang) if one.get("slug") else "",
        )
        for one, of in named
        if one
    )


def _place(hit: Hit, labels: Labels) -> str:
    card = hit.card
    if hit.type == schema.REFERENCE:
        return labels.country(card["country"]) if card.get("country") else ""
    if hit.type != schema.ORGANISATION:
        return ""
    country = card.get("country", "LV")
    places = [card.get("city", ""), "" if country == "LV" else labels.country(country)]
    place = ", ".join(part for part in places if part)
    if founded := card.get("founded"):
        since = labels.said(_SINCE) % {"year": founded}
        return f"{place}, {since}" if place else since
    return place


def _need_state(card: Mapping[str, Any]) -> tuple[Status, Day | None]:
    """Return the state of a need now, as `Need.status` derives it, and the day of its deadline."""
    deadline = card.get("deadline")
    moment = None if deadline is None else datetime.fromtimestamp(deadline, UTC)
    settled = card.get("settled")
    past = moment is not None and moment <= timezone.now()
    state = NeedStatus(settled) if settled else NeedStatus.CLOSED if past else NeedStatus.OPEN
    status = {
        NeedStatus.OPEN: Status(pgettext("a need is", "Open"), "good"),
        NeedStatus.CLOSED: Status(pgettext("a need is", "Ended")),
        NeedStatus.AWARDED: Status(pgettext("a need is", "Awarded"), "amber"),
        NeedStatus.CANCELLED: Status(pgettext("a need is", "Cancelled"), "carmine"),
    }[state]
    if moment is None:
        return status, None
    local = timezone.localtime(moment)
    return status, Day(
        str(local.day),
        date_format(local, pgettext("date format of a month in short", "M")),
        state != NeedStatus.OPEN,
    )


def next_deadline(hits: Iterable[Hit], *, since: float) -> float:
    """Return the moment at which the first of the needs ends that were open at another; infinity without any.

    Both are in seconds since 1970.
    """
    deadlines = (hit.card.get("deadline") for hit in hits if hit.type == schema.NEED)
    return min((float(one) for one in deadlines if one is not None and one > since), default=inf)


def _register_state(card: Mapping[str, Any], labels: Labels) -> Status | None:
    return Status(labels.said(_CLOSED), "carmine") if card.get("status") == "closed" else None


def _no_words(hit: Hit, labels: Labels) -> str:
    """Return what is said of a company that has not described itself."""
    if hit.type != schema.ORGANISATION or hit.card.get("own_words"):
        return ""
    activity = _ACTIVITIES.get(hit.card.get("activity", ""))
    if activity is None:
        return ""
    return labels.said(_ACCORDING) % {"activity": capfirst(labels.said(activity))}


def _reason(highlight: Highlight, labels: Labels) -> Reason:
    quoted = labels.said(_QUOTED)
    told = {
        "words": ", ".join([quoted % {"word": word} for word in highlight.words]),
        "text": "".join([text for text, _match in highlight.parts]),
    }
    said = _stand_in(labels.lang, len(highlight.words))
    if others := _other_words(highlight):
        told["others"] = ", ".join([quoted % {"word": word} for word in others])
        said = _stand_in_as(labels.lang, len(highlight.words))
    return Reason(labels.said(FIELD_LABELS[highlight.field]), said % told)


def _other_words(highlight: Highlight) -> tuple[str, ...]:
    """Return what stands there in the place of words typed: synonyms, or what misspelt ones meant."""
    marked = tuple(dict.fromkeys([text for text, is_match in highlight.parts if is_match]))
    return _standing_in(highlight.words, marked)


# The same few words stand in every result of an answer.
@lru_cache(maxsize=2_000)
def _standing_in(words: tuple[str, ...], marked: tuple[str, ...]) -> tuple[str, ...]:
    typed = {fold(word)[:_ALIKE] for several in words for word in several.split()}
    found = {text.lower(): text for text in marked}
    other = [text for text in found.values() if fold(text.lower())[:_ALIKE] not in typed]
    return tuple(other[:_MOST_OTHERS])


@lru_cache(maxsize=100)
def _stand_in(lang: str, count: int) -> str:  # noqa: ARG001  the active language is part of the cache's key
    return ngettext("%(words)s stands in: %(text)s", "%(words)s stand in: %(text)s", count)


@lru_cache(maxsize=100)
def _stand_in_as(lang: str, count: int) -> str:  # noqa: ARG001  the active language is part of the cache's key
    return ngettext(
        "%(words)s (here %(others)s) stands in: %(text)s",
        "%(words)s (here %(others)s) stand in: %(text)s",
        count,
    )
