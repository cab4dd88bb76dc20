"""Say what facets and their values are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from directory.catalogue.choices import Employees, OrganisationKind, Pillar, SolutionKind, Stage
from directory.needs.choices import NeedKind
from search.contract import schema
from search.indexing import FACET_VOCABULARY, TermRow, Vocabulary, snapshot

FACET_LABELS: Mapping[str, Any] = {
    "type": gettext_lazy("Kind of entry"),
    "kind": gettext_lazy("Kind"),
    "sector": gettext_lazy("Sector"),
    "technology": gettext_lazy("Technology"),
    "data_theme": gettext_lazy("Data theme"),
    "market": gettext_lazy("Export market"),
    "certification": gettext_lazy("Certificate"),
    "region": gettext_lazy("Region"),
    "size": gettext_lazy("Company size"),
    "trl": gettext_lazy("Maturity, TRL"),
    "stage": gettext_lazy("Stage"),
    "pillar": gettext_lazy("Pillar of the memorandum"),
    "data_driven": gettext_lazy("Data-driven"),
}

TYPE_LABELS: Mapping[str, Any] = {
    schema.SOLUTION: gettext_lazy("Solutions"),
    schema.ORGANISATION: gettext_lazy("Organisations"),
    schema.REFERENCE: gettext_lazy("Projects"),
    schema.DATASET: gettext_lazy("Datasets"),
    schema.NEED: gettext_lazy("Needs"),
}

_KINDS: Mapping[str, Any] = {
    value: choices(value).label
    for choices in (OrganisationKind, SolutionKind, NeedKind)
    for value in choices.values
}
_TRL: Mapping[str, Any] = {
    "1": gettext_lazy("1, principle observed"),
    "2": gettext_lazy("2, concept formulated"),
    "3": gettext_lazy("3, proof of concept"),
    "4": gettext_lazy("4, validated in the laboratory"),
    "5": gettext_lazy("5, validated in its environment"),
    "6": gettext_lazy("6, demonstrated in its environment"),
    "7": gettext_lazy("7, prototype in operation"),
    "8": gettext_lazy("8, complete and qualified"),
    "9": gettext_lazy("9, in daily use"),
}
_COUNTRY = gettext_lazy("Country")
_YES_NO: Mapping[str, Any] = {
    "yes": pgettext_lazy("data-driven", "Yes"),
    "no": pgettext_lazy("data-driven", "No"),
}


_SAID: dict[str, dict[int, str]] = {}
"""Language → constant message → what it says; looking one up in a catalogue takes longer than drawing a result."""


_NAMED: dict[str, dict[tuple[str, str], str]] = {}
"""Language → facet and value → what the value is called, of the facets whose values are fixed."""


class Labels:
    """Answers what values are called in one language; one query for as many as are asked for."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._said = _SAID.setdefault(lang, {})
        self._fixed = _NAMED.setdefault(lang, {})
        terms = snapshot()
        self._vocabularies = {name: terms[model] for name, model in FACET_VOCABULARY.items()}

    def said(self, message: Any) -> str:
        """Return a lazy message in the language of the labels; it must be a constant, which is looked up once."""
        try:
            return self._said[id(message)]
        except KeyError:
            return self._said.setdefault(id(message), str(message))

    def vocabulary(self, facet: str) -> Vocabulary | None:
        """Return the vocabulary behind a facet, if its values come from one."""
        return self._vocabularies.get(facet)

    def facet(self, name: str, types: tuple[str, ...] = ()) -> str:
        """Return what a facet is called, where some types alone are shown."""
        if name == "market" and types and set(types) <= {schema.REFERENCE, schema.NEED}:
            return self.said(_COUNTRY)
        return self.said(FACET_LABELS[name])

    def value(self, facet: str, value: str) -> str:
        """Return what a value is called; a value that nothing knows is called as it was typed."""
        vocabulary = self._vocabularies.get(facet)
        if vocabulary is not None:
            term = vocabulary.named(value)
            return self.term(term) if term else value
        known = self._fixed.get((facet, value))
        if known is None:
            label = _FIXED[facet](value)
            if label is None:
                return value
            known = self._fixed[facet, value] = capfirst(str(label))
        return known

    def term(self, term: TermRow) -> str:
        """Return what a term is called, in the other language where this one has no word."""
        return term.label.get(self.lang) or next(iter(term.label.values()), term.slug)

    def country(self, code: str) -> str:
        """Return the name of a country by its code."""
        return self.value("market", code.lower())


_PILLARS: Mapping[str, Any] = {str(pillar.value): pillar.label for pillar in Pillar}

_FIXED: Mapping[str, Callable[[str], Any]] = {
    "type": TYPE_LABELS.get,
    "kind": _KINDS.get,
    "size": dict(Employees.choices).get,
    "trl": _TRL.get,
    "stage": dict(Stage.choices).get,
    "pillar": _PILLARS.get,
    "data_driven": _YES_NO.get,
}
