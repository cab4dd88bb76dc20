"""Draw results and facets as joined strings: a page shows hundreds of options, a template takes ten times as long.

What is drawn for a result is what `components/hit.html` renders, which other pages use; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.media.belt import EmblemArt
from search.contract.result import Parts
from search.presenters.cards import Card, Day, Owner, Reason
from search.presenters.evidence import Fact
from search.presenters.facets import Facet, Option
from search.presenters.numbers import grouped

SEARCHED_FROM = 10
"""Further options of a facet among which one may search."""

_MOST_OPTIONS = 20_000


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that are the same in every result, and in every facet; `within` names the facet."""

    sample: str
    score: str
    why: str
    chosen: str
    more: str
    fewer: str
    within: str
    within_these: str
    none: str
    every: str


@lru_cache(maxsize=8)
def _words(lang: str | None) -> _Words:  # noqa: ARG001  the active language is the cache's key
    return _Words(
        sample=_("Sample"),
        score=_("Score"),
        why=escape(_("Why this result")),
        chosen=escape(_("chosen:")),
        more=escape(_("Show more")),
        fewer=escape(_("Show fewer")),
        within=_("Search within: %(facet)s"),
        within_these=escape(_("Search within these")),
        none=escape(_("No value is called that.")),
        every=escape(_("All values, with a search")),
    )


def draw_hits(cards: Iterable[Card], *, level: int = 2) -> SafeString:
    """Return the items of a list of results, their titles being headings of a level."""
    words = _words(get_language())
    return SafeString("".join([_hit(card, level, words) for card in cards]))


def draw_facets(facets: Iterable[Facet]) -> SafeString:
    """Return the facets of a page, each folded or open, its further options on demand."""
    words = _words(get_language())
    return SafeString("".join([_facet(facet, words) for facet in facets]))


def draw_options(name: str, options: Iterable[Option]) -> SafeString:
    """Return the check boxes of a facet."""
    drawn: list[str] = []
    for option in options:
        before, after = _option(
            name, option.value, option.label, option.depth, option.selected, not option.count
        )
        drawn += (before, grouped(option.count), after)
    return SafeString("".join(drawn))


@lru_cache(maxsize=_MOST_OPTIONS)
def _option(
    name: str,
    value: str,
    label: str,
    depth: int,
    selected: bool,
    none: bool,
) -> tuple[str, str]:
    """Return what stands before and after the number of an option."""
    indent = f" opt--d{depth}" if depth else ""
    before = (
        f'<label class="opt{indent}{" opt--none" if none else ""}"><input type="checkbox" '
        f'name="{escape(name)}" value="{escape(value)}"{" checked" if selected else ""}>'
        f'<span class="opt__t">{escape(label)}</span><span class="opt__n">'
    )
    return before, "</span></label>"


def _facet(facet: Facet, words: _Words) -> str:
    name, label = escape(facet.name), escape(facet.label)
    chosen = ""
    if facet.chosen:
        chosen = f'<span class="count"><span class="vh">{words.chosen} </span>{facet.chosen}</span>'
    every = ""
    if facet.all_url:
        every = (
            f'<p class="facet__every"><a href="{escape(facet.all_url)}" rel="nofollow">{words.every}'
            f'<span class="vh">: {label}</span></a></p>'
        )
    return (
        f'<details class="facet" data-name="{name}"{" open" if facet.open else ""}>'
        f'<summary class="facet__name">{label}{chosen}</summary>'
        f'<fieldset class="facet__body"><legend class="vh">{label}</legend>'
        f"{draw_options(facet.name, facet.options)}{_more(facet, words)}{every}</fieldset></details>"
    )


def _more(facet: Facet, words: _Words) -> str:
    """Return the options that are shown on demand, with a search among them where they are many."""
    if not facet.more:
        return ""
    name = escape(facet.name)
    search = ""
    if len(facet.more) >= SEARCHED_FROM:
        search = (
            f'<label class="facet__find"><span class="vh">{escape(words.within % {"facet": facet.label})}</span>'
            '<input class="input input--small" type="search" autocomplete="off" '
            f'placeholder="{words.within_these}" data-filter="{name}"></label>'
            f'<p class="facet__none" role="status" data-none="{words.none}"></p>'
        )
    return (
        f'<details data-name="{name}-more"><summary class="facet__more">'
        f'<span class="facet__closed">{words.more}</span><span class="facet__open">{words.fewer}</span>'
        f'<span class="vh">: {escape(facet.label)}</span></summary>{search}'
        f'<div class="facet__all">{draw_options(facet.name, facet.more)}</div></details>'
    )


def _hit(card: Card, level: int, words: _Words) -> str:
    sign = _emblem(card.emblem, card.logo) if card.date is None else _date(card.date)
    kind = "".join(
        (
            f"<span>{escape(card.kind)}</span>",
            *map(_owner, card.owners),
            f"<span>{escape(card.place)}</span>" if card.place else "",
            _tag(card.status.label, card.status.kind) if card.status else "",
            _tag(words.sample, "sample") if card.is_sample else "",
            _tag(f"{words.score} {card.score}", "") if card.score else "",
        )
    )
    text = ""
    if card.parts or card.text:
        text = f"<p{_lang(card.text_lang)}>{_parts(card.parts) or escape(card.text)}</p>"
    return (
        f'<li class="hit">{sign}<div class="hit__head"><p class="kind">{kind}</p>'
        f'<h{level} class="hit__title"{_lang(card.name_lang)}><a href="{escape(card.url)}">'
        f"{_parts(card.name_parts) or escape(card.name)}</a></h{level}></div>"
        f'<div class="hit__body">{text}{_evidence(card.evidence)}{_why(card, words)}</div></li>'
    )


def _date(date: Day) -> str:
    past = " date--past" if date.past else ""
    return (
        f'<div class="date hit__sign{past}">{escape(date.day)}'
        f'<span class="date__month">{escape(date.month)}</span></div>'
    )


def _emblem(art: EmblemArt, logo: Mapping[str, Any] | None) -> str:
    if logo:
        return (
            f'<img class="emblem emblem--logo hit__sign" src="{escape(str(logo["url"]))}" alt="" '
            f'width="{logo["width"]}" height="{logo["height"]}" loading="lazy">'
        )
    return (
        '<svg class="emblem hit__sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f'<path fill="{art.ground}" d="M0 0h24v24H0z"/><path fill="{art.thread}" d="{art.path}"/></svg>'
    )


def _owner(owner: Owner) -> str:
    if owner.url:
        return f'<a href="{escape(owner.url)}">{escape(owner.name)}</a>'
    return f"<span>{escape(owner.name)}</span>"


def _tag(label: str, kind: str) -> str:
    return f'<span class="tag{f" tag--{kind}" if kind else ""}">{escape(label)}</span>'


def _lang(lang: str) -> str:
    return f' lang="{escape(lang)}"' if lang else ""


def _parts(parts: Parts) -> str:
    return "".join(
        [f"<mark>{escape(text)}</mark>" if is_match else escape(text) for text, is_match in parts]
    )


def _evidence(facts: Sequence[Fact]) -> str:
    if not facts:
        return ""
    return f'<dl class="evidence">{"".join(map(_fact, facts))}</dl>'


def _fact(fact: Fact) -> str:
    value = escape(fact.value)
    if fact.trl:
        value = (
            '<svg class="threads" viewBox="0 0 86 10" aria-hidden="true" focusable="false">'
            f'<path class="threads__all" d="M0 5h90"/><path class="threads__on" d="M0 5h{fact.trl}0"/></svg>{fact.trl}'
        )
    return f'<div class="evidence__fact"><dt>{escape(fact.label)}</dt><dd>{value}</dd></div>'


def _why(card: Card, words: _Words) -> str:
    if not card.reasons:
        return ""
    return (
        f'<div class="hit__tools"><details class="why"><summary class="why__ask">{words.why}'
        f'<span class="vh">: {escape(card.name)}</span></summary>'
        f'<ul class="why__list">{"".join(map(_reason, card.reasons))}</ul></details></div>'
    )


def _reason(reason: Reason) -> str:
    text = f'<p class="reason__text">{escape(reason.text)}</p>' if reason.text else ""
    return f'<li class="reason"><b class="reason__name">{escape(reason.label)}</b>{text}</li>'
