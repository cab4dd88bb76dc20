"""The forms by which staff edit needs and decide which are shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.catalogue.forms import EntryForm
from directory.catalogue.validators import validate_texts
from directory.needs.forms.amount import AmountField
from directory.needs.models import Need
from directory.needs.models.need import FROZEN
from directory.needs.validators import validate_weights


class NeedEntryForm(EntryForm):
    """A need: its weights sum to a hundred, and of a frozen one the terms are shown only."""

    class Meta:
        field_classes = dict.fromkeys(("budget_min", "budget_max"), AmountField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        need: Need = self.instance
        # A draft answers for the row it belongs to.
        row = Need.objects.filter(pk=need.pk).first() if need.pk else None
        if row is not None and row.is_frozen:
            for name in set(FROZEN) & set(self.fields):
                self.fields[name].disabled = True
            for form in self.formsets["criteria"].forms if "criteria" in self.formsets else ():
                for field in form.fields.values():
                    field.disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        criteria = self.formsets.get("criteria")
        if criteria is not None and criteria.is_valid():
            rows = [form.cleaned_data for form in criteria.forms if form.cleaned_data]
            weights = [row["weight"] for row in rows if not row.get("DELETE")]
            if weights:
                try:
                    validate_weights(weights)
                except forms.ValidationError as error:
                    self.add_error(None, error)
        return cleaned


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
