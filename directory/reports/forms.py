"""What the reports are asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.reports.choices import Days, Show


class SearchesForm(forms.Form):
    """Which searches, of which days and pages."""

    show = forms.ChoiceField(label=_("Searches"), choices=Show.choices, required=False)
    days = forms.ChoiceField(label=_("Period"), choices=Days.choices, required=False)
    language = forms.ChoiceField(
        label=_("Language of the page"),
        choices=[("", _("both")), ("en", _("English")), ("lv", _("Latvian"))],
        required=False,
    )

    def wanted(self) -> dict[str, Any]:
        """Return what is asked for; a value that is none of those offered is the first one."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "show": chosen.get("show") or Show.TOP.value,
            "days": int(chosen.get("days") or Days.MONTH.value),
            "language": chosen.get("language") or "",
        }
