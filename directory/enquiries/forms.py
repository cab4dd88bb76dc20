"""The forms of senders, of organisations and of staff."""

from __future__ import annotations

import time
import uuid
from typing import Any

from django import forms
from django.core import signing
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.enquiries.choices import (
    CONSENT,
    LEAST_SECONDS,
    MOST_SECONDS,
    OUTCOMES,
    Interest,
    Status,
    ValueBand,
)
from directory.enquiries.models import LONGEST_MESSAGE, Enquiry, Reply
from directory.enquiries.services.sending import Letter
from directory.taxonomy.choices import MarketKind
from directory.taxonomy.models import Market

SALT = "enquiries.form"


#: A choice as a form begins it.
_begun = lazy(capfirst, str)


def new_stamp() -> str:
    """Return what a form carries to tell when it was opened, and which form it is."""
    return signing.dumps([uuid.uuid4().hex, time.time()], salt=SALT)


def countries() -> Any:
    """Return the countries to choose from, by their names."""
    rows: Any = Market.objects
    return rows.current().filter(kind=MarketKind.COUNTRY).order_by("label")


def _rule(model: Any, name: str) -> dict[str, Any]:
    """Return length and validators of a column, so that form and service refuse the same."""
    column = model._meta.get_field(name)
    return {"max_length": column.max_length, "validators": list(column.validators)[:2]}


class GuardedForm(forms.Form):
    """A form that anybody may send, and that programs find hard to."""

    # People do not see this field; programs fill in whatever is there.
    homepage = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form_id: uuid.UUID | None = None
        # Behind what a form asks for: a reader of screens comes to the questions first.
        self.order_fields([name for name in self.fields if name not in ("homepage", "stamp")])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("homepage"):
            self.add_error(
                None,
                forms.ValidationError(
                    _(
                        "This looks as if a program had filled it in: nothing was sent. Leave the hidden field empty."
                    ),
                    code="honeypot",
                ),
            )
        problem = self._read_stamp(cleaned.get("stamp", ""))
        if problem:
            self.add_error(None, forms.ValidationError(problem, code="timing"))
            # What is shown again carries a fresh one.
            self.data = {**self.data.dict(), "stamp": new_stamp()}  # type: ignore[attr-defined]
        return cleaned

    def _read_stamp(self, stamp: str) -> str:
        """Keep the form's id, and return what is wrong with the time it took."""
        try:
            key, opened = signing.loads(stamp, salt=SALT)
            self.form_id, age = uuid.UUID(hex=key), time.time() - float(opened)
        except (signing.BadSignature, ValueError, TypeError):
            return _("Send the form once more: it was not opened on this page.")
        if age > MOST_SECONDS:
            return _("The page was open for very long. Send the form once more.")
        if age < LEAST_SECONDS:
            return _("That was quicker than people type. Read it through and send it once more.")
        return ""


class EnquiryForm(GuardedForm):
    """A stranger's message: structured, and hard for programs to send."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        **_rule(Enquiry, "name"),
    )
    organisation_name = forms.CharField(
        label=gettext_lazy("Your organisation"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        **_rule(Enquiry, "organisation_name"),
    )
    country = forms.ModelChoiceField(
        label=gettext_lazy("Your country"),
        queryset=Market.objects.none(),
        to_field_name="slug",
        empty_label=gettext_lazy("Choose a country"),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("It stays hidden. We send a link there first, to confirm it."),
    )
    interest = forms.ChoiceField(
        label=gettext_lazy("What you have in mind"),
        choices=[(value, _begun(label)) for value, label in Interest.choices],
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), **_rule(Enquiry, "subject"))
    message = forms.CharField(
        label=gettext_lazy("Message"),
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST_MESSAGE}),
        help_text=gettext_lazy("What you need, by when, and what you would like to know first."),
        **_rule(Enquiry, "message"),
    )
    consent = forms.BooleanField(
        label=CONSENT,
        error_messages={"required": gettext_lazy("Agree, so that we may pass it on.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries()  # type: ignore[attr-defined]

    def letter(self) -> Letter:
        """Return what the sender wrote, from a valid form."""
        names = ("name", "organisation_name", "country", "email", "interest", "subject", "message")
        return Letter(**{name: self.cleaned_data[name] for name in names})


class ReplyForm(forms.Form):
    """One more message in a conversation."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        widget=forms.Textarea(attrs={"rows": 6}),
        **_rule(Reply, "text"),
    )


class OutcomeForm(forms.Form):
    """What came of an enquiry."""

    status = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[(status.value, status.label) for status in OUTCOMES],
        widget=forms.RadioSelect,
    )
    country = forms.ModelChoiceField(
        label=gettext_lazy("Country of the deal"),
        queryset=Market.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("Not said"),
        help_text=gettext_lazy("Where it was won."),
    )
    value = forms.ChoiceField(
        label=gettext_lazy("Value of the deal"),
        choices=[("", gettext_lazy("Not said")), *ValueBand.choices],
        required=False,
        help_text=gettext_lazy("A band is enough; it is never shown with your name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("status") == Status.WON:
            for name in ("country", "value"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Needed where a deal was won."))
        return cleaned


class PassOnForm(forms.Form):
    """The role mailbox that staff pass an enquiry on to."""

    email = forms.EmailField(
        label=gettext_lazy("Role mailbox of the organisation"),
        help_text=gettext_lazy("Such as info@ or sales@; no address of one person."),
    )
