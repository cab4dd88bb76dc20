"""What reviewers fill in at the queue of submissions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from directory.moderation.models import Reason
from directory.moderation.permissions import possible_reviewers
from directory.moderation.services.deciding import MOST_WORDS, Words
from directory.moderation.services.queue import LATE, MINE, NOBODY, moderated_models


def _reasons() -> Any:
    return Reason.objects.filter(is_offered=True).order_by("order", "pk")


class QueueFilter(forms.Form):
    """Which submissions are listed."""

    who = forms.ChoiceField(
        label=_("Reviewer"),
        required=False,
        choices=[("", _("All")), (MINE, _("Mine")), (NOBODY, _("Nobody’s")), (LATE, _("Late"))],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    text = forms.CharField(label=_("Name"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [
            ("", _("All")),
            *(
                (model._meta.label_lower, capfirst(str(model._meta.verbose_name_plural)))
                for model in moderated_models()
            ),
        ]


class AssignForm(forms.Form):
    """To whom a submission is given."""

    reviewer: Any = forms.ModelChoiceField(
        label=_("Reviewer"), queryset=None, required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["reviewer"]
        people.queryset = possible_reviewers()


class WordsForm(forms.Form):
    """What many submissions are returned with."""

    reason: Any = forms.ModelChoiceField(
        label=_("Reason"), queryset=None, required=False, empty_label=_("Not said")
    )
    own = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons: Any = self.fields["reason"]
        reasons.queryset = _reasons()

    def words(self) -> Words:
        """Return what was said."""
        return Words(self.cleaned_data["reason"], self.cleaned_data["own"])


class RemarksForm(forms.Form):
    """What a submission is returned with: a reason or words for the whole and for each field."""

    def __init__(self, *args: Any, names: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = _reasons()
        self.names = ("", *names)
        for name in self.names:
            self.fields[f"reason-{name}"] = forms.ModelChoiceField(
                label=_("Reason"), queryset=reasons, required=False, empty_label=_("Not said")
            )
            self.fields[f"own-{name}"] = forms.CharField(
                label=_("In your words"),
                required=False,
                max_length=MOST_WORDS,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def at(self, name: str) -> tuple[Any, Any]:
        """Return the two inputs of a field."""
        return self[f"reason-{name}"], self[f"own-{name}"]

    def remarks(self) -> dict[str, Words]:
        """Return what was said of each field."""
        values = self.cleaned_data
        return {name: Words(values[f"reason-{name}"], values[f"own-{name}"]) for name in self.names}
