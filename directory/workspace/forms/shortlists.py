"""The forms of a shortlist: what it is made for, and why an entry is in or out."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.buyers.choices import SIZES, Verdict
from directory.catalogue.models import Organisation
from directory.catalogue.validators import validate_texts
from directory.needs.models import Need
from directory.workspace.forms.fields import CpvField

MOST_CHARACTERS = 20_000


class FreezeForm(forms.Form):
    """A published need, or a need in words."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    need = forms.ModelChoiceField(
        label=_("Published need"),
        queryset=Need.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("None: I describe it below"),
        error_messages={"invalid_choice": _("There is no such published need.")},
    )
    text = forms.CharField(
        label=_("Or describe the need"),
        required=False,
        max_length=MOST_CHARACTERS,
        validators=[validate_texts],
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In English or Latvian. The first sentence counts most."),
    )
    cpv = CpvField(
        label=_("CPV codes"),
        required=False,
        help_text=_("For a need described here: eight digits each, separated by commas."),
    )
    title = forms.CharField(
        label=_("Name of the list"),
        required=False,
        max_length=300,
        validators=[validate_texts],
        help_text=_("Without one, the title of the need or your first words."),
    )
    limit = forms.TypedChoiceField(label=_("How many matches"), choices=SIZES, coerce=int)

    def __init__(self, data: Any, *, organisation: Organisation, asked: Any) -> None:
        """Offer the organisation's own needs, and the one that was come from, if there is one."""
        slug = (asked if data is None else data).get("need", "")
        first = {name: asked.get(name, "") for name in ("need", "text")}
        first["cpv"] = ", ".join(asked.getlist("cpv"))
        super().__init__(data, initial={"token": uuid.uuid4(), "limit": 20, **first})
        rows = Need.objects.public().filter(Q(buyer=organisation) | Q(slug=slug))
        self.fields["need"].queryset = rows.order_by("-published", "-pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a list made for two needs, or for none."""
        found = super().clean() or self.cleaned_data
        if "need" in self.errors or "text" in self.errors:
            return found
        if found.get("need") and found.get("text"):
            self.add_error("text", _("Choose a need or describe one, not both."))
        elif not found.get("need") and not found.get("text"):
            self.add_error("text", _("Choose a need, or describe one."))
        return found


class DecisionForm(forms.Form):
    """Whether an entry is in, and why."""

    verdict = forms.ChoiceField(
        label=_("Decision"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        validators=[validate_texts],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
