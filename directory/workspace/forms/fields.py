"""Inputs of the workspace's forms, which all work without a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIteratorValue
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.browse.presenters.maturity import level_in_words
from directory.taxonomy.models import Cpv, Term
from directory.taxonomy.services.resolve import TermResolver

_SEPARATOR = re.compile(r"[\s,;]+")
MOST_CODES = 30


class TermField(forms.TypedChoiceField):
    """One term of a vocabulary that was read beforehand, by key."""

    def __init__(self, *, terms: Mapping[int, Term], empty: str = "", **kwargs: Any) -> None:
        choices = [("", empty), *((key, str(term)) for key, term in terms.items())]
        super().__init__(
            choices=choices, coerce=lambda key: terms[int(key)], empty_value=None, **kwargs
        )


class TermsField(forms.MultipleChoiceField):
    """Terms of a vocabulary that was read beforehand, by key."""

    def __init__(self, *, terms: Mapping[int, Term], **kwargs: Any) -> None:
        super().__init__(
            choices=[(ModelChoiceIteratorValue(key, one), str(one)) for key, one in terms.items()],
            widget=TermPicks,
            **kwargs,
        )
        self.terms = {str(key): term for key, term in terms.items()}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or not isinstance(value, Iterable):
            return value
        return [getattr(one, "pk", one) for one in value]

    def clean(self, value: Any) -> list[Term]:
        keys = super(forms.MultipleChoiceField, self).clean(value)
        return [self.terms[str(key)] for key in dict.fromkeys(keys or ())]

    def validate(self, value: Any) -> None:
        super(forms.ChoiceField, self).validate(value)
        unknown = next((key for key in value if str(key) not in self.terms), None)
        if unknown is not None:
            raise ValidationError(
                _("“%(pk)s” is not in this list."), code="invalid_pk_value", params={"pk": unknown}
            )


class TermPicks(forms.CheckboxSelectMultiple):
    """Check boxes of a vocabulary that tell how deep in its tree each term stands."""

    #: Deeper ones are set in no further: narrow screens have no room for it.
    DEEPEST = 2

    def optgroups(self, name: str, value: list[Any], attrs: Any = None) -> list[Any]:
        groups: list[Any] = super().optgroups(name, value, attrs)
        depths: dict[Any, int] = {}
        for _group, options, _index in groups:
            for option in options:
                term = getattr(option["value"], "instance", None)
                above = depths.get(getattr(term, "parent_id", None))
                depth = 0 if above is None else min(above + 1, self.DEEPEST)
                depths[getattr(term, "pk", None)] = depth
                if depth:
                    option["attrs"]["data-depth"] = depth
        return groups


def chosen_of(field: forms.BoundField) -> tuple[str, ...]:
    """Return the labels of the boxes ticked in a field."""
    return tuple(str(box.data["label"]) for box in field.subwidgets if box.data.get("selected"))


class MaturityField(forms.TypedChoiceField):
    """A technology readiness level, each with what it means."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_levels, coerce=int, empty_value=None, required=False, **kwargs)


def _levels() -> list[tuple[Any, str]]:
    said = [(level, f"{level}: {capfirst(level_in_words(level))}") for level in range(1, 10)]
    return [("", _("Not said")), *said]


class CpvField(forms.CharField):
    """CPV codes separated by commas; a code that is none is named in the answer."""

    widget = forms.TextInput

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        value = list(value)
        if all(isinstance(item, Cpv) for item in value):
            return ", ".join(sorted(item.slug for item in value))
        keys = [getattr(item, "pk", item) for item in value]
        rows = Cpv.objects.filter(pk__in=keys).order_by("slug")
        return ", ".join(rows.values_list("slug", flat=True))

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        codes = list(dict.fromkeys(code for code in _SEPARATOR.split(text) if code))
        if len(codes) > MOST_CODES:
            raise ValidationError(_("Give at most %(number)d codes.") % {"number": MOST_CODES})
        if not codes:
            return []
        resolver = TermResolver(Cpv)
        unknown = [code for code in codes if resolver.key(code) is None]
        if unknown:
            raise ValidationError(
                _("Not among the CPV codes: %(codes)s.") % {"codes": ", ".join(unknown)[:200]}
            )
        return list(Cpv.objects.filter(pk__in=[resolver.key(code) for code in codes]))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)
