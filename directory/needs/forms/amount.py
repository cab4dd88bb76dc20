"""An amount of money as people write it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

#: Thousands in groups by one sign or in none, then at most two digits of cents. An amount has no third one: so
#: a sign before three digits groups thousands, in whatever language it is written.
_AMOUNT = re.compile(
    r"(?P<sign>[-−–]?)(?P<whole>[1-9]\d{0,2}(?P<group>[ .,'’])\d{3}(?:(?P=group)\d{3})*|\d+)"
    r"(?:(?P<point>[.,])(?P<cents>\d{1,2}))?"
)
_UNITS = re.compile(r"^(?:EUR|€)|(?:EUR|€)$", re.IGNORECASE)


class AmountField(forms.DecimalField):
    """An amount that is shown as the page's language writes it, and read as any of ours does."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or _("Such as 50 000 or 50,000.50.")
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal"}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        places = 0 if value == value.to_integral_value() else 2
        return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # Django's own is no IntegerField
        if isinstance(value, Decimal):
            return value
        written = " ".join(_UNITS.sub("", " ".join(str(value or "").split())).split())
        if not written:
            return None
        found = _AMOUNT.fullmatch(written)
        if found is None or found["group"] in {".", ","} & {found["point"]}:
            raise forms.ValidationError(
                gettext("Write an amount such as 50 000 or 50,000.50."), code="invalid"
            )
        whole = re.sub(r"\D", "", found["whole"])
        amount = Decimal(f"{whole}.{found['cents'] or '0'}")
        return -amount if found["sign"] else amount
