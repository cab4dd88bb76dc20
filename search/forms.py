"""Read the parameters of a request into one frozen question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from search.contract import schema
from search.contract.query import QueryError, SearchQuery
from search.indexing import FACET_VOCABULARY, Vocabulary, snapshot
from search.models import PinnedEntry, PinnedSearch, SynonymGroup, check_phrase

TEXT = "q"
SORT = "sort"
PAGE = "page"
LANG = "lang"
PAGE_SIZE = "page_size"
BASE = "base"
"""The name under which a form of the administration sends what it was made from."""

_ONCE = (TEXT, SORT, PAGE, LANG, PAGE_SIZE)
_API_ONLY = frozenset({LANG, PAGE_SIZE})
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a question as it is answered.

    `renamed` says that a term was asked for by the slug of one merged into it, so that the address should be another.
    """

    query: SearchQuery
    renamed: bool = False


def read_page(parameters: QueryDict, *, lang: str) -> Asked:
    """Read the address of a results page.

    Names it does not know, such as those of a campaign, are left alone; of a name that counts once the last value
    counts; a facet value that no vocabulary knows is asked for and found nowhere. Raises `QueryError`.
    """
    single = {name: parameters.get(name, "") for name in (TEXT, SORT, PAGE)}
    return _asked(parameters, single | {LANG: lang})


def read_api(parameters: QueryDict) -> Asked:
    """Read the parameters of an API call: every name and every value must be known, or `QueryError` is raised."""
    for name in parameters:
        if name not in _ONCE and name not in schema.FACET_BY_NAME:
            raise QueryError(shown(name), "unknown", f"there is no parameter {shown(name)!r}")
    for name in _ONCE:
        if len(parameters.getlist(name)) > 1:
            raise QueryError(name, "repeated", f"{name} may be given once")
    asked = _asked(parameters, {name: parameters.get(name, "") for name in _ONCE})
    terms = snapshot()
    for name, values in asked.query.filters.items():
        known = _known_values(
            name, terms[FACET_VOCABULARY[name]] if name in FACET_VOCABULARY else None
        )
        for value in values:
            if value not in known:
                raise QueryError(name, "value", f"{name} has no value {value!r}")
    return asked


def explain(error: QueryError) -> str:
    """Return in the reader's language what is wrong with an address."""
    messages = {
        TEXT: _("The words of the search can't be read."),
        SORT: _("There is no such order: results come by relevance, the newest first, or by name."),
        PAGE: _("There is no such page."),
        "type": _("There is no such kind of entry."),
    }
    if error.code == "too_many_to_export":
        return _(
            "More than %(most)s entries were found, which is more than a file takes. Narrow the search with a filter "
            "or another word; everything public is also on the page “Open data”."
        ) % {"most": f"{schema.MAX_WINDOW:,}".replace(",", "\u00a0")}
    if error.code == "too_many":
        return _("Too many values of one filter are chosen.")
    return messages.get(error.field) or _("One of the filters has a value that can't be read.")


def _asked(parameters: QueryDict, single: Mapping[str, str]) -> Asked:
    filters: dict[str, tuple[str, ...]] = {}
    renamed = False
    terms = snapshot()
    for name in schema.FACET_BY_NAME:
        values = tuple(_normal(name, value) for value in parameters.getlist(name) if value.strip())
        if name in FACET_VOCABULARY:
            vocabulary = terms[FACET_VOCABULARY[name]]
            current = tuple(_current(value, vocabulary) for value in values)
            renamed = renamed or current != values
            values = current
        filters[name] = _in_order(name, values)
    query = SearchQuery(
        # One letter more than is read, so that a text which was cut says so.
        text=clean_text(single[TEXT])[: schema.MAX_CHARACTERS + 1],
        filters=filters,
        sort=single[SORT].strip().lower() or schema.RELEVANCE,
        page=number(PAGE, single[PAGE], 1),
        page_size=number(PAGE_SIZE, single.get(PAGE_SIZE, ""), schema.PAGE_SIZE),
        lang=single[LANG].strip().lower() or schema.LANGUAGES[0],
    )
    return Asked(query, renamed)


def _in_order(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return values in one order, whatever the order in which they were chosen: one question has one address."""
    if len(values) < 2:
        return values
    fixed = schema.FACET_BY_NAME[name].values
    return tuple(
        sorted(values, key=lambda one: (fixed.index(one) if one in fixed else len(fixed), one))
    )


def _normal(name: str, value: str) -> str:
    value = value.strip().lower()
    # A plus sign that was not encoded arrives as a space.
    return "250+" if name == "size" and value == "250" else value


def _current(value: str, vocabulary: Vocabulary) -> str:
    term = vocabulary.named(value)
    return term.slug if term else value


def _known_values(name: str, vocabulary: Vocabulary | None) -> frozenset[str] | dict[str, int]:
    return frozenset(schema.FACET_BY_NAME[name].values) if vocabulary is None else vocabulary.slugs


def clean_text(text: str) -> str:
    """Return the text without what no page, index or database can hold."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ").strip()


def number(name: str, value: str, default: int) -> int:
    """Return a whole number, or the default for no text; raises `QueryError` for anything else."""
    value = value.strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit():
        raise QueryError(name, "value", f"{name} must be a whole number from 1")
    # Longer ones are out of any range, and Python refuses to read very long ones.
    return int(value[: _DIGITS + 1]) if len(value) > _DIGITS else int(value)


def shown(name: str) -> str:
    """Return the name of a parameter as far as it can be shown in a message."""
    return "".join(char for char in name[:40] if char.isprintable())


class ReadingForm(forms.Form):
    """A question whose understanding is asked for, and what editors try before they save it."""

    q = forms.CharField(
        label=pgettext_lazy("of a search", "Question"), max_length=300, required=False
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the page"),
        choices=[("en", gettext_lazy("English")), ("lv", gettext_lazy("Latvian"))],
        required=False,
    )
    phrases = forms.CharField(
        label=gettext_lazy("Try a group of synonyms"),
        help_text=gettext_lazy("One phrase a line. Nothing is saved."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    stop = forms.CharField(
        label=gettext_lazy("Try a stop phrase"),
        help_text=gettext_lazy("It is left out of the question. Nothing is saved."),
        max_length=100,
        required=False,
    )

    def clean_phrases(self) -> list[str]:
        """Return the phrases that are tried; refuse what could not be saved."""
        group = SynonymGroup(phrases=self.cleaned_data["phrases"])
        if not group.lines:
            return []
        try:
            group.clean()
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return group.lines

    def clean_stop(self) -> str:
        """Return the stop phrase that is tried; refuse what could not be saved."""
        text: str = self.cleaned_data["stop"]
        if text:
            check_phrase(text)
        return text

    def clean_language(self) -> str:
        """Return the language of the question, the first one where none is chosen."""
        return self.cleaned_data["language"] or schema.LANGUAGES[0]


class LeverForm(WagtailAdminModelForm):
    """What editors steer the search by; who comes second learns that somebody else changed it meanwhile."""

    @property
    def base(self) -> str:
        """Return what tells the stored row from what it was when this form was first shown; empty for a new one."""
        return self.data.get(BASE, "") if self.is_bound else _state(self.instance)

    def clean(self) -> dict[str, Any]:
        """Refuse to write over what somebody else wrote."""
        cleaned: dict[str, Any] = super().clean()
        if self.base and self.base != _state(type(self.instance)(pk=self.instance.pk)):
            raise ValidationError(
                _(
                    "Somebody else changed this while it was open here. Open it anew, and change what is there now."
                )
            )
        return cleaned


def _state(row: Any) -> str:
    """Return what stays the same as long as a row, and what belongs to it, is stored as it is."""
    if row.pk is None:
        return ""
    stored = type(row).objects.filter(pk=row.pk).values_list()
    entries = PinnedEntry.objects.filter(search=row.pk) if isinstance(row, PinnedSearch) else None
    parts = [list(stored), [] if entries is None else list(entries.order_by("pk").values_list())]
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


class PinnedSearchForm(LeverForm):
    """What editors choose for a question: entries, a page, or both."""

    def clean(self) -> dict[str, Any]:
        """Refuse a row that chooses nothing."""
        cleaned: dict[str, Any] = super().clean()
        entries = self.formsets["entries"]
        if not cleaned.get("page") and entries.is_valid():
            chosen = [row for row in entries.cleaned_data if row and not row.get("DELETE")]
            if not chosen:
                raise ValidationError(_("Choose at least one entry, or a page."))
        return cleaned
