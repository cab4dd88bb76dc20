"""The forms by which staff manage the people who sign in."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from directory.users.models import User


def time_zones() -> list[tuple[str, str]]:
    """Return the time zones with a place in their name, and UTC."""
    names = (name for name in zoneinfo.available_timezones() if "/" in name)
    kept = sorted(name for name in names if not name.startswith(("Etc/", "SystemV/")))
    return [(name, name.replace("_", " ")) for name in ["UTC", *kept]]


class PersonFormMixin(forms.ModelForm):
    """What both forms add to Wagtail's: language, time zone, and addresses in any case."""

    #: A person may be known by the address alone.
    optional = ("first_name", "last_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.optional:
            self.fields[name].required = False
        present = self.instance.time_zone
        choices = time_zones()
        if present and present not in dict(choices):
            choices.append((present, present))
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("time zone"), choices=choices, initial=present
        )

    def clean_email(self) -> str:
        """Return the address; raises ValidationError where it is another account's in any case."""
        email: str = type(self.instance)._default_manager.normalize_email(
            self.cleaned_data["email"]
        )
        others = User.objects.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                _("An account with this e-mail address exists already."), code="unique"
            )
        return email


class PersonCreationForm(PersonFormMixin, UserCreationForm):
    """A new account."""

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"language", "time_zone"}


class PersonEditForm(PersonFormMixin, UserEditForm):
    """An account that is there."""

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"language", "time_zone"}
