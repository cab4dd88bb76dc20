"""Say in words how a question is understood, what answers it, and what a lever would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override, pgettext_lazy

from search.contract.query import SearchQuery
from search.contract.result import Hit, SearchResult
from search.contract.understood import How, LeftOut, ReadStep, ReadWord, Term, Understood
from search.presenters.cards import FIELD_LABELS, entry_url, hit_name
from search.presenters.links import address
from search.presenters.named import NamedPage, named_page
from search.presenters.numbers import grouped

_HOW: dict[How, Any] = {
    How.FORMS: gettext_lazy("in any of its forms"),
    How.SAME: gettext_lazy("no entry holds it, so only what means the same is asked for"),
    How.BEGUN: gettext_lazy("no entry holds it, so words that begin so are asked for"),
    How.MISSPELT: gettext_lazy(
        "no entry holds it, so words that are spelt nearly so are asked for"
    ),
    How.ABSENT: gettext_lazy("no entry holds anything like it, so it is not asked for"),
}
_LEFT_OUT: dict[LeftOut, Any] = {
    LeftOut.SMALL: gettext_lazy("a small word"),
    LeftOut.STOP: gettext_lazy("a stop phrase"),
    LeftOut.TALK: gettext_lazy("says little in a whole sentence"),
    LeftOut.LIMIT: gettext_lazy("beyond the length that is asked for"),
}
_LANGUAGES: dict[str, Any] = {
    "en": pgettext_lazy("a word is", "English"),
    "lv": pgettext_lazy("a word is", "Latvian"),
}
_TYPES: dict[str, Any] = {
    "solution": gettext_lazy("Solution"),
    "organisation": gettext_lazy("Organisation"),
    "reference": gettext_lazy("Project"),
    "dataset": gettext_lazy("Dataset"),
    "need": gettext_lazy("Public need"),
}


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word of the question: how it is found, by what, and what is asked for in its place."""

    typed: str
    how: str
    terms: tuple[str, ...]
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One strictness in words."""

    needed: str
    enough: str
    found: str
    taken: bool


@dataclass(frozen=True, slots=True)
class HitRow:
    """One result with its score; `before` is its place without what is tried, empty where nothing is."""

    name: str
    url: str
    kind: str
    score: str
    why: tuple[str, ...]
    before: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the page shows of one question; `effect` says what the lever that is tried changes."""

    words: tuple[WordRow, ...]
    notes: tuple[str, ...]
    steps: tuple[StepRow, ...]
    total: str
    hits: tuple[HitRow, ...]
    effect: str
    page_url: str
    engine: str


def present_reading(
    query: SearchQuery,
    understood: Understood,
    result: SearchResult,
    before: SearchResult | None = None,
    *,
    held: Mapping[str, int],
) -> Reading:
    """Return what is said of a question in the active language, which need not be that of the question.

    `before` is the answer without the lever that is tried; `held` counts the entries that hold what means the same.
    """
    with override(query.lang):
        urls = [entry_url(hit.type, hit.slug) for hit in result.hits]
        page_url = address(query)
        named = named_page(query)
    places = {} if before is None else {hit.key: n for n, hit in enumerate(before.hits, start=1)}
    return Reading(
        words=tuple(_word(word, held) for word in understood.words),
        notes=tuple(_notes(understood, result, named)),
        steps=tuple(map(_step, understood.steps)),
        total=_entries(result.total),
        hits=tuple(
            _hit(hit, url, query.lang, "" if before is None else str(places.get(hit.key, "–")))
            for hit, url in zip(result.hits, urls, strict=True)
        ),
        effect="" if before is None else _effect(before, result),
        page_url=page_url,
        engine=result.engine,
    )


def _word(word: ReadWord, held: Mapping[str, int]) -> WordRow:
    same = [
        _("%(text)s: %(entries)s") % {"text": phrase, "entries": _entries(held[phrase])}
        if phrase in held
        else phrase
        for phrase in word.same
    ]
    return WordRow(word.typed, str(_HOW[word.how]), tuple(map(_term, word.terms)), tuple(same))


def _term(term: Term) -> str:
    if " " in term.text:
        return _("“%(words)s” side by side") % {"words": term.text}
    said = {"text": term.text, "entries": _entries(term.entries)}
    if term.lang:
        said["language"] = str(_LANGUAGES[term.lang])
        return _("%(text)s… (%(language)s): %(entries)s") % said
    return _("%(text)s: %(entries)s") % said


def _notes(understood: Understood, result: SearchResult, named: NamedPage | None) -> list[str]:
    notes = []
    if understood.phrases:
        notes.append(_("Must stand just so: %(words)s") % {"words": _quoted(understood.phrases)})
    if understood.excluded:
        notes.append(_("Must not be there: %(words)s") % {"words": _quoted(understood.excluded)})
    for reason, said in _LEFT_OUT.items():
        words = [word for word, why in understood.left_out if why == reason]
        if words:
            told = {"words": _quoted(words), "reason": str(said)}
            notes.append(_("Left out: %(words)s (%(reason)s)") % told)
    if understood.sentence:
        notes.append(
            _(
                "So many words are taken for a sentence: fewer of them must be there, and what the best entries share "
                "ranks the others."
            )
        )
    if understood.pinned:
        notes.append(
            ngettext(
                "Editors chose %(count)s entry for this question.",
                "Editors chose %(count)s entries for this question.",
                len(understood.pinned),
            )
            % {"count": len(understood.pinned)}
        )
    if named:
        notes.append(_("Named above the results: “%(title)s”") % {"title": named.title})
    if result.suggestion:
        notes.append(_("“Did you mean” offers: %(text)s") % {"text": result.suggestion})
    if result.truncated:
        notes.append(_("The question is longer than is asked for; its end is left out."))
    return notes


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(_("“%(word)s”") % {"word": word} for word in words)


def _step(step: ReadStep) -> StepRow:
    needed = _("%(needed)s of %(words)s") % {"needed": step.needed, "words": step.words}
    enough = grouped(step.enough) if step.enough else "–"
    return StepRow(needed, enough, grouped(step.found), step.taken)


def _hit(hit: Hit, url: str, lang: str, before: str) -> HitRow:
    why = [_("Chosen by the editors")] if hit.pinned else []
    why += [f"{FIELD_LABELS[one.field]}: {', '.join(one.words)}" for one in hit.highlights.values()]
    kind = str(_TYPES.get(hit.type, hit.type))
    return HitRow(hit_name(hit, lang), url, kind, f"{hit.score:.4f}", tuple(why), before)


def _effect(before: SearchResult, after: SearchResult) -> str:
    told = {"before": _entries(before.total), "after": _entries(after.total)}
    if before.total == after.total and [hit.key for hit in before.hits] == [
        hit.key for hit in after.hits
    ]:
        return _("Nothing would change: %(after)s, as before.") % told
    return _("Before: %(before)s. With this: %(after)s.") % told


def _entries(number: int) -> str:
    return ngettext("%(count)s entry", "%(count)s entries", number) % {"count": grouped(number)}
