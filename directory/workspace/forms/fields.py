"""Inputs of the workspace's forms, which all work without a script."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from directory.taxonomy.models import Cpv
from directory.taxonomy.services.resolve import TermResolver

_SEPARATOR = re.compile(r"[\s,;]+")
MOST_CODES = 30


class CpvField(forms.CharField):
    """CPV codes separated by commas; a code that is none is named in the answer."""

    widget = forms.TextInput

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
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
