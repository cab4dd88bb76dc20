"""The forms of claims and teams."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.accounts.choices import ClaimMethod, Role
from directory.catalogue.choices import OrganisationKind
from directory.catalogue.validators import validate_registration_number, validate_texts

_METHODS = [
    (ClaimMethod.EMAIL, _("A link sent to an e-mail address at its own domain")),
    (ClaimMethod.DNS, _("A record in the domain name system of its domain")),
    (ClaimMethod.FILE, _("A file on its website")),
    (ClaimMethod.DOCUMENT, _("A document that shows my right; staff decide")),
]


class NumberForm(forms.Form):
    """A registration number."""

    number = forms.CharField(
        label=_("Registration number"),
        max_length=40,
        validators=[validate_registration_number],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Eleven digits, as in the Register of Enterprises."),
    )


class NewEntryForm(NumberForm):
    """What a new entry begins with."""

    name = forms.CharField(
        label=_("Name"), max_length=100, validators=[validate_texts], help_text=_("As registered.")
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("of an organisation", "Kind"), choices=OrganisationKind.choices
    )
    note = forms.CharField(
        label=_("What you are there"),
        max_length=2000,
        required=False,
        validators=[validate_texts],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For the staff who decide: your role, and how they can check it."),
    )


class ClaimForm(forms.Form):
    """How a claimant shows the right to speak for an organisation."""

    method = forms.ChoiceField(label=_("Proof"), choices=_METHODS, widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("E-mail address at its domain"),
        required=False,
        help_text=_("For the first kind of proof."),
    )
    domain = forms.CharField(
        label=_("Domain of its website"),
        max_length=253,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "example.lv", "autocapitalize": "none"}),
        help_text=_("For a record or a file. Staff decide too, as no website is on record here."),
    )
    document = forms.FileField(
        label=_("Document"),
        required=False,
        help_text=_("PDF, PNG or JPEG of at most 5 MB; it is deleted when the claim is decided."),
    )
    note = forms.CharField(
        label=_("Note for staff"),
        max_length=2000,
        required=False,
        validators=[validate_texts],
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, recorded: str, own: str = "", **kwargs: Any) -> None:
        if own:
            kwargs.setdefault("initial", {"method": ClaimMethod.EMAIL, "email": own})
        super().__init__(*args, **kwargs)
        if recorded:
            del self.fields["domain"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        by_email = cleaned.get("method") == ClaimMethod.EMAIL
        if by_email and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", ValidationError(_("Give the address."), code="required"))
        return cleaned


class JoinForm(forms.Form):
    """A request to a team."""

    note = forms.CharField(
        label=_("Who you are"),
        max_length=2000,
        required=False,
        validators=[validate_texts],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The team's administrators read it."),
    )


class InviteForm(forms.Form):
    """An address invited into a team."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.EDITOR)


class StaffInviteForm(forms.Form):
    """An address that staff invite to take an entry over."""

    number = forms.CharField(
        label=_("Registration number"), max_length=40, validators=[validate_registration_number]
    )
    email = forms.EmailField(label=_("E-mail address"))


class DecisionForm(forms.Form):
    """A decision, with its reason."""

    decision = forms.ChoiceField(choices=[("approve", ""), ("refuse", "")])
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        validators=[validate_texts],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The claimant reads it; required for a refusal."),
    )
