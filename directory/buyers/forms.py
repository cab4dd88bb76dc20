"""The forms by which somebody says whether a match fits a need, and asks to be told of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.buyers.choices import Fit
from directory.buyers.models import REASON_LENGTH, Opinion
from directory.catalogue.models import Organisation, Solution
from directory.catalogue.validators import validate_texts
from directory.enquiries.forms import GuardedForm
from directory.needs.models import Need

#: The value of the button that removes an opinion.
TAKE_BACK = "none"
_LONGEST_NAME = 300


class LineField(forms.CharField):
    """A short text of one line, whatever was typed between its words."""

    def to_python(self, value: Any) -> Any:
        """Return the text with single spaces between its words."""
        return " ".join((super().to_python(value) or "").split())


class OpinionForm(forms.Form):
    """What is said, of which entry, and why."""

    entry = forms.CharField(label=_("Entry"), max_length=_LONGEST_NAME)
    value = forms.ChoiceField(
        label=pgettext_lazy("of a match", "Opinion"),
        choices=[*Fit.choices, (TAKE_BACK, pgettext_lazy("an opinion", "Take back"))],
    )
    reason = LineField(
        label=_("Reason"), max_length=REASON_LENGTH, required=False, validators=[validate_texts]
    )

    def __init__(self, data: Any, *, need: Need, user: Any) -> None:
        """Keep whose opinion on which need it is."""
        super().__init__(data)
        self._own = Opinion.objects.filter(need=need, user=user)

    def clean_entry(self) -> Organisation | Solution:
        """Return the public entry that ``type:slug`` names, or one on which an opinion stands."""
        kind, _colon, slug = self.cleaned_data["entry"].partition(":")
        rows: Any = {
            "organisation": Organisation.objects.public(),
            "solution": Solution.objects.public(),
        }.get(kind)
        if rows is None:
            raise _unknown()
        found: Organisation | Solution | None = rows.filter(slug=slug).first()
        # What somebody said can be taken back where the entry has left the directory.
        if found is None and self.data.get("value") == TAKE_BACK:
            said = self._own.filter(**{f"{kind}__slug": slug}).first()
            found = None if said is None else said.entry
        if found is None:
            raise _unknown()
        return found


class TellMeForm(GuardedForm):
    """An address to write to, of somebody without an account."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We send a link there first, to confirm it. Nobody else sees the address."),
    )


def _unknown() -> ValidationError:
    return ValidationError(_("There is no such entry in the directory."), code="unknown")
