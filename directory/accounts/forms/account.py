"""The forms of a person's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.mail.choices import Topic
from directory.mail.services import refused_topics
from directory.users.forms import time_zones
from directory.users.models import User


class NewAccountForm(SignupForm):
    """Address and password of a new account."""

    def try_save(self, request: HttpRequest) -> Any:
        """Make the account; for an address that has one, take as long and answer the same."""
        if self.account_already_exists:
            # Hashing is nearly all of the time that a new account takes.
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class SettingsForm(forms.Form):
    """Name, language and time zone."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Messages to you are written in it."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))
    topics = forms.MultipleChoiceField(
        label=_("Messages I want"),
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Messages about what you began yourself come in any case."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        names = ("first_name", "last_name", "language", "time_zone")
        initial: dict[str, Any] = {name: getattr(user, name) for name in names}
        refused = refused_topics(receiver=user.email)
        # A list: Django takes any other collection for one value, and ticks nothing.
        initial["topics"] = [topic for topic in Topic.values if topic not in refused]
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        choices = time_zones()
        if user.time_zone not in dict(choices):
            choices.append((user.time_zone, user.time_zone))
        zone: Any = self.fields["time_zone"]
        zone.choices = choices


class EraseForm(forms.Form):
    """A deliberate yes to the end of an account."""

    sure = forms.BooleanField(
        label=_("I understand that this cannot be undone."),
        error_messages={"required": _("Confirm that you understand.")},
    )
