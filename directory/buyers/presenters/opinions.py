"""Say the matches of a need with what was said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from directory.buyers.choices import Fit
from directory.buyers.models import Opinion
from directory.matching.presenters import MatchView, present_matches
from directory.matching.records import Match
from directory.needs.models import Need


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of an entry: by the reader, and by all together."""

    entry: str
    anchor: str
    name: str
    own: str = ""
    own_label: str = ""
    reason: str = ""
    fits: int = 0
    unfit: int = 0
    #: Label and reason of what others said.
    others: Sequence[tuple[str, str]] = field(default_factory=tuple)
    #: Why the reason now sent was refused.
    errors: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class OpinionPage:
    """The matches with what was said of them, and the reader's opinions on what matches no more."""

    cards: Sequence[tuple[MatchView, Said]]
    rest: Sequence[Said]
    #: The anchor of the entry whose form was refused, where it stands on the page.
    refused: str = ""


def present_opinions(
    need: Need, matches: Sequence[Match], *, reader: int, lang: str, form: Any
) -> OpinionPage:
    """Return the page of opinions of a need for one reader, in the active language.

    What was sent stays in the form that was refused.
    """
    sent = form.data.get("entry", "") if form.errors else ""
    rows: dict[str, list[Opinion]] = {}
    opinions = Opinion.objects.filter(need=need).select_related("organisation", "solution")
    for row in opinions.order_by("pk"):
        rows.setdefault(_name(row.entry.type_name, row.entry.slug), []).append(row)
    cards = []
    for match, view in zip(matches, present_matches(matches, lang=lang), strict=True):
        name = _name(match.candidate.type, match.candidate.slug)
        said = _said(name, view.name, rows.pop(name, []), reader)
        if name == sent:
            typed = form.data.get("reason", "")
            said = replace(said, reason=typed, errors=form.errors.get("reason", ()))
        cards.append((view, said))
    rest = [_said(name, str(kept[0].entry), kept, reader) for name, kept in rows.items()]
    refused = next((said.anchor for _view, said in cards if said.entry == sent), "")
    return OpinionPage(cards, [one for one in rest if one.own], refused)


def _name(kind: str, slug: str) -> str:
    return f"{kind}:{slug}"


def _said(entry: str, name: str, rows: Sequence[Opinion], reader: int) -> Said:
    own = next((row for row in rows if row.user_id == reader), None)
    return Said(
        entry=entry,
        anchor=entry.replace(":", "-"),
        name=name,
        own=own.value if own else "",
        own_label=own.get_value_display() if own else "",
        reason=own.reason if own else "",
        fits=sum(row.value == Fit.FITS for row in rows),
        unfit=sum(row.value == Fit.UNFIT for row in rows),
        others=[(row.get_value_display(), row.reason) for row in rows if row != own and row.reason],
    )
