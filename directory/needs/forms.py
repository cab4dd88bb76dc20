"""Forms about needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.catalogue.validators import validate_texts
from directory.needs.models import Need


class ScopeForm(forms.Form):
    """Whether needs concern ICT, and why."""

    in_scope = forms.TypedChoiceField(
        label=_("concerns ICT"),
        choices=[("yes", _("Yes, show them")), ("no", _("No, keep them for staff"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    reason = forms.CharField(
        label=_("reason"),
        max_length=Need._meta.get_field("scope_reason").max_length,
        validators=[validate_texts],
    )


def scope_of(form: Any) -> dict[str, Any]:
    """Return what a valid form decided, as the service takes it."""
    return {"in_scope": form.cleaned_data["in_scope"], "reason": form.cleaned_data["reason"]}
