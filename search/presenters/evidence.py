"""The evidence line of a card: the same facts in the same order everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from directory.catalogue.choices import UpdateFrequency, size_label
from search.contract import schema
from search.contract.result import Hit
from search.indexing import holders
from search.presenters.labels import Labels

MOST_FACTS = 5
"""Facts of one evidence line: more would not be read."""

_CODE_LENGTH = 2

_PROJECTS = gettext_lazy("Projects")
_CONTRACTS = gettext_lazy("Public contracts")
_SOLUTIONS = gettext_lazy("Solutions")
_CLIENT = gettext_lazy("Client")
_BUDGET = gettext_lazy("Budget")
_DEADLINE = gettext_lazy("Deadline")
_LICENCE = gettext_lazy("Licence")
_FORMATS = gettext_lazy("Formats")
_UPDATED = gettext_lazy("Updated")
_MARKETS = gettext_lazy("Markets")
_TRL = gettext_lazy("TRL")
_CERTIFICATE = gettext_lazy("Certificate")
_PEOPLE = gettext_lazy("People")
_NUMBER = gettext_lazy("Register no.")
_YEAR = gettext_lazy("Year")
_LATEST = gettext_lazy("Latest")
_LOOKS_FOR = gettext_lazy("Looks for")
_PARTNER = gettext_lazy("a partner")
_FREQUENCIES = {str(one.value): one.label for one in UpdateFrequency}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the evidence line; `trl` is drawn, everything else has a `value`."""

    label: str
    value: str = ""
    trl: int | None = None


def proven(filters: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """Return facet → value, for those of which one value alone was chosen: every hit has it."""
    return {name: values[0] for name, values in filters.items() if len(values) == 1}


def present_evidence(
    hit: Hit, labels: Labels, asked: Mapping[str, str] = MappingProxyType({})
) -> tuple[Fact, ...]:
    """Return the facts of a hit that prove something, always in the same order.

    Of many markets or certificates few are named; the one that was asked for, see `proven`, comes first.
    """
    card = hit.card
    values = (
        (_PROJECTS, _figure(card.get("references"))),
        (_CONTRACTS, _figure(card.get("contracts"))),
        (_SOLUTIONS, _figure(card.get("solutions"))),
        (_CLIENT, text_in(card.get("client", {}), labels.lang)[0]),
        (_BUDGET, _budget(card)),
        (_DEADLINE, _deadline(card)),
        (_LICENCE, card.get("licence", "") if hit.type == schema.DATASET else ""),
        (_FORMATS, card.get("formats", "")),
        (_UPDATED, _updated(card, labels)),
        (_MARKETS, _markets(card, labels, asked.get("market", ""))),
        (_TRL, card.get("trl")),
        (_CERTIFICATE, _certificate(card, labels, asked.get("certification", ""))),
        (_PEOPLE, size_label(card.get("employees", ""))),
        (_NUMBER, card.get("number", "") if not card.get("own_words") else ""),
        (_YEAR if hit.type == schema.REFERENCE else _LATEST, str(card.get("year") or "")),
        (_LOOKS_FOR, labels.said(_PARTNER) if card.get("partner_sought") else ""),
    )
    # Labels are looked up for the facts that are shown, which are few.
    facts = [
        Fact(labels.said(label), trl=int(value))
        if label is _TRL
        else Fact(labels.said(label), value)
        for label, value in values
        if value
    ]
    return tuple(facts[:MOST_FACTS])


def _figure(number: int | None) -> str:
    return str(number) if number else ""


def _markets(card: Mapping[str, Any], labels: Labels, asked: str) -> str:
    codes = [
        code if len(code) == _CODE_LENGTH else labels.value("market", code)
        for code in card.get("markets", ())
    ]
    more, wanted = card.get("markets_more"), asked.upper()
    vocabulary = labels.vocabulary("market")
    # A group was found by its countries, which are named already.
    country = len(wanted) == _CODE_LENGTH and not (vocabulary and asked in holders(vocabulary))
    if country and (more or wanted in codes):
        others = [code for code in codes if code != wanted]
        codes = [wanted, *others][: len(codes)]
    if more:
        codes.append(f"+{more}")
    return " ".join(codes)


def _certificate(card: Mapping[str, Any], labels: Labels, asked: str) -> str:
    label = text_in(card.get("certificate", {}), labels.lang)[0]
    more = card.get("certificates_more")
    if label and more and asked:
        # By its short name, as the card names the first.
        label = labels.value("certification", asked).split(" (")[0]
    return f"{label} +{more}" if label and more else label


def _budget(card: Mapping[str, Any]) -> str:
    if not card.get("budget"):
        return ""
    low, high = (
        None if amount is None else _money(amount, card["currency"]) for amount in card["budget"]
    )
    if low and high:
        return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    if high:
        return _("up to %(amount)s") % {"amount": high}
    return _("from %(amount)s") % {"amount": low}


def _money(amount: float, currency: str) -> str:
    grouped = f"{amount:,.0f}".replace(",", "\u00a0")
    written = {"currency": currency, "amount": grouped}
    return (
        pgettext("an amount of money", "%(currency)s %(amount)s").replace(" ", "\u00a0") % written
    )


def _deadline(card: Mapping[str, Any]) -> str:
    if card.get("deadline") is None:
        return ""
    local = timezone.localtime(datetime.fromtimestamp(card["deadline"], UTC))
    return date_format(local, "DATE_FORMAT")


def _updated(card: Mapping[str, Any], labels: Labels) -> str:
    frequency = _FREQUENCIES.get(card.get("update_frequency", ""))
    return "" if frequency is None else labels.said(frequency)


def text_in(texts: Mapping[str, str], lang: str) -> tuple[str, str]:
    """Return a text in a language, or else in another, and the language it is in."""
    for one in (lang, *schema.LANGUAGES):
        if texts.get(one):
            return texts[one], one
    return "", ""
