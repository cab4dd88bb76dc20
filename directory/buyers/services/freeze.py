"""Freeze the ranked matches of a need, or of a need described in words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.buyers.models import Shortlist, ShortlistEntry, in_language
from directory.buyers.permissions import can_make
from directory.buyers.services.cards import read_cards
from directory.catalogue.models import Organisation
from directory.catalogue.models.entry import LANGUAGES
from directory.matching.presenters import GapView, MatchView, ReasonView, present_matches
from directory.matching.records import Demand, Match
from directory.matching.services.demands import demand_of, demand_of_text
from directory.matching.services.match import match, weights
from directory.needs.models import Need
from directory.taxonomy.models import Cpv, Sector, Term
from search import indexing

MOST_A_DAY = 50
DEFAULT_SIZE = 20


def freeze(
    *,
    organisation: Organisation,
    by: Any,
    token: UUID,
    title: str = "",
    need: Need | None = None,
    text: str = "",
    lang: str = "lv",
    cpv: Sequence[str] = (),
    sectors: Sequence[str] = (),
    limit: int = DEFAULT_SIZE,
) -> Shortlist:
    """Keep what matches a need now, with the content as it is now; nothing changes it afterwards.

    The same form sent twice freezes once. Raises PermissionDenied for who is not of a public body's
    team, and ValidationError where neither need nor text is given, where nothing matches, and for
    more than fifty lists of an organisation within a day.
    """
    if not can_make(by, organisation):
        raise PermissionDenied
    if need is None and not text.strip():
        raise ValidationError({"text": _("Choose a need, or describe one.")}, code="required")
    asked = (
        demand_of(need)
        if need is not None
        else demand_of_text(text=text, lang=lang, cpv=cpv, sectors=sectors)
    )
    weighed = weights()
    found = match(asked, limit=limit, weighed=weighed)
    if not found:
        raise ValidationError(
            _("Nothing in the directory matches this need yet, so there is nothing to freeze."),
            code="nothing",
        )
    demand = _demand(asked, need, text.strip(), lang)
    entries = [_entry(position, *row) for position, row in enumerate(_rows(found), start=1)]
    name = title.strip() or in_language(demand["title"], lang)[0] or text.strip()
    content = {"demand": demand, "weights": weighed, "entries": [_content(one) for one in entries]}
    shortlist = Shortlist(
        organisation=organisation,
        need=need,
        title=" ".join(name.split())[:300],
        demand=demand,
        weights=weighed,
        form_token=token,
        digest=hashlib.sha256(canonical(content)).hexdigest(),
        made_by=by,
    )
    return _keep(shortlist, entries)


@transaction.atomic
def _keep(shortlist: Shortlist, entries: Sequence[ShortlistEntry]) -> Shortlist:
    """Write a list down once, under its organisation's lock; SQLite writes one at a time anyway."""
    rows = Organisation.objects.filter(pk=shortlist.organisation_id)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    lists = Shortlist.objects.filter(organisation=rows.get())
    made = lists.filter(form_token=shortlist.form_token).first()
    if made is not None:
        return made
    if lists.filter(made_at__gt=timezone.now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise ValidationError(
            _("Your organisation froze %(number)s shortlists within a day. Try again tomorrow.")
            % {"number": MOST_A_DAY},
            code="too_many",
        )
    shortlist.full_clean(exclude=["need", "made_by"])
    shortlist.save(force_insert=True)
    for entry in entries:
        entry.shortlist = shortlist
        entry.full_clean(validate_unique=False, validate_constraints=False)
    ShortlistEntry.objects.bulk_create(entries)
    return shortlist


def digest_of(shortlist: Shortlist) -> str:
    """Return the digest of what is stored: the one on record, unless somebody broke in."""
    rows = shortlist.entries.order_by("position")
    content = {
        "demand": shortlist.demand,
        "weights": shortlist.weights,
        "entries": [_content(row) for row in rows],
    }
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: Any) -> bytes:
    """Return data as the same bytes wherever it was stored."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _content(entry: ShortlistEntry) -> dict[str, Any]:
    names = ("position", "type", "public_id", "score", "card", "reasons", "gaps")
    return {name: getattr(entry, name) for name in names}


def _rows(found: Sequence[Match]) -> Iterable[tuple[Match, Mapping[str, MatchView], Any]]:
    views: dict[str, list[MatchView]] = {}
    for lang in LANGUAGES:
        with translation.override(lang):
            views[lang] = present_matches(found, lang=lang)
    cards = read_cards((one.candidate.type, one.candidate.key) for one in found)
    for number, one in enumerate(found):
        card = cards.get((one.candidate.type, one.candidate.key))
        # What was withdrawn since the matches were read is left out.
        if card is not None:
            said = {lang: views[lang][number] for lang in LANGUAGES}
            yield one, said, card


def _entry(position: int, found: Match, said: Mapping[str, MatchView], card: Any) -> ShortlistEntry:
    first = said[LANGUAGES[0]]
    card = card | {"url": first.url}
    reasons = zip(*(said[lang].reasons for lang in LANGUAGES), strict=True)
    gaps = zip(*(said[lang].gaps for lang in LANGUAGES), strict=True)
    return ShortlistEntry(
        position=position,
        type=found.candidate.type,
        public_id=found.candidate.public_id,
        score=min(100.0, round(found.score, 4)),
        card=card,
        reasons=[_reason(one) for one in reasons],
        gaps=[_gap(one) for one in gaps],
    )


def _reason(views: Sequence[ReasonView]) -> dict[str, Any]:
    evidence = {
        view.evidence_lang or lang: view.evidence
        for lang, view in zip(LANGUAGES, views, strict=True)
        if view.evidence
    }
    return {
        "kind": views[0].kind,
        "label": {lang: view.label for lang, view in zip(LANGUAGES, views, strict=True)},
        "points": views[0].weight,
        "evidence": evidence,
        "url": views[0].url,
    }


def _gap(views: Sequence[GapView]) -> dict[str, Any]:
    label = {lang: view.label for lang, view in zip(LANGUAGES, views, strict=True)}
    return {"kind": views[0].kind, "label": label}


def _demand(asked: Demand, need: Need | None, text: str, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": {},
        "text": {lang if lang in LANGUAGES else LANGUAGES[0]: text} if text else {},
        "cpv": _codes(Cpv, asked.cpv),
        "sectors": _codes(Sector, sorted(asked.sectors)),
    }
    if need is None:
        return found
    with translation.override(LANGUAGES[0]):
        url = need.get_absolute_url()
    return found | {
        "title": _texts(need, "title"),
        "text": _texts(need, "description"),
        "buyer": need.buyer_label,
        "url": url,
        "deadline": need.deadline.isoformat() if need.deadline else "",
    }


def _texts(need: Need, field: str) -> dict[str, str]:
    pairs = {lang: getattr(need, f"{field}_{lang}") or "" for lang in LANGUAGES}
    return {lang: value for lang, value in pairs.items() if value}


def _codes(model: type[Term], slugs: Iterable[str]) -> list[dict[str, Any]]:
    vocabulary = indexing.snapshot()[model]
    rows = [row for slug in slugs if (row := vocabulary.named(slug)) is not None]
    return [{"slug": row.slug, "label": dict(row.label)} for row in rows]
