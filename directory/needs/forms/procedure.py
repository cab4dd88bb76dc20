"""The forms of a need's procedure: by when, questions, responses, scores, outcome."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import capfirst as _capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.catalogue.models import Organisation, Solution
from directory.catalogue.validators import validate_texts
from directory.needs.choices import MOST_POINTS, OutcomeKind
from directory.needs.models import Criterion, Need, Response
from directory.needs.models.undertaking import MOST_CHARACTERS as MOST_IN_SENTENCE
from directory.needs.services.responses import (
    DOCUMENT_ENDINGS,
    MOST_DOCUMENT_BYTES,
    MOST_DOCUMENTS,
    Upload,
)
from directory.needs.validators import riga_moment

capfirst = lazy(_capfirst, str)


def _documents_taken() -> str:
    return _("At most %(number)d files of %(size)d MB each: %(kinds)s, PNG or JPEG.") % {
        "number": MOST_DOCUMENTS,
        "size": MOST_DOCUMENT_BYTES // 1024**2,
        "kinds": ", ".join(sorted(ending.upper() for ending in DOCUMENT_ENDINGS)),
    }


#: Put together when the page is, in its language: numbers put into a lazy text fix it at once.
_which_documents = lazy(_documents_taken, str)


class RigaDateTimeField(forms.DateTimeField):
    """A moment by the clock of Riga, whatever the reader's own time zone is."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return timezone.localtime(value, timezone.get_default_timezone()).replace(tzinfo=None)
        return value

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value
        try:
            local = datetime.fromisoformat(str(value).strip())
        except ValueError as error:
            raise forms.ValidationError(
                gettext("Give date and time, such as 2026-05-31T12:00."), code="invalid"
            ) from error
        return riga_moment(local.replace(tzinfo=None))


def _words(label: Any, *, rows: int, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        validators=[validate_texts],
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


class ReasonForm(forms.Form):
    """A reason that the public reads."""

    reason = _words(_("Reason, for everybody to read"), rows=3, most=2000)


class ExtendForm(ReasonForm):
    """A later deadline."""

    deadline = RigaDateTimeField(label=_("New deadline"), help_text=_("By the clock of Riga."))
    field_order = ("deadline", "reason")


class AskForm(forms.Form):
    """A question to the contracting authority."""

    text = _words(
        _("Your question"),
        rows=5,
        most=2000,
        help_text=_(
            "Write nothing that tells who asks: everybody reads the question with its answer."
        ),
    )


class UndertakingForm(forms.Form):
    """What an organisation says of its work on a need; the sentence may be left out."""

    sentence_lv = forms.CharField(
        label=_("What you do, in Latvian"),
        max_length=MOST_IN_SENTENCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "lv"}),
        help_text=_("A sentence for everybody to read; it may be left out."),
    )
    sentence_en = forms.CharField(
        label=_("What you do, in English"),
        max_length=MOST_IN_SENTENCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, text in list(cleaned.items()):
            # One line, as it is shown.
            cleaned[name] = " ".join(text.split())
        return cleaned


class AnswerForm(forms.Form):
    """An answer, kept as a draft until the answers are published."""

    text = _words(_("Answer"), rows=4, most=4000, required=False)


class DocumentsInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class DocumentsField(forms.FileField):
    """Several files."""

    widget = DocumentsInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(DocumentsField, self).clean(file, initial) for file in files]


class ResponseForm(forms.Form):
    """What an organisation answers; each criterion has a field of its own."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    solution = forms.ModelChoiceField(
        label=_("Your solution"),
        queryset=Solution.objects.none(),
        required=False,
        empty_label=_("None of those listed"),
    )
    summary = _words(_("What you offer"), rows=8, most=10_000)
    documents = DocumentsField(
        label=_("Documents"),
        required=False,
        help_text=_which_documents(),
    )
    interests = forms.ChoiceField(
        label=_("Conflict of interest"),
        choices=[
            ("none", _("We know of none.")),
            ("declared", _("We declare the following.")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Ties of your owners, managers or staff to people of the authority who may decide."
        ),
    )
    conflict = _words(_("What you declare"), rows=3, most=2000, required=False)

    def __init__(self, *args: Any, need: Need, organisation: Organisation, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"form_token": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        own: Any = self.fields["solution"]
        own.queryset = Solution.objects.filter(providers=organisation, live=True).order_by("slug")
        self.criteria = list(need.criteria.order_by("order", "pk"))
        for one in self.criteria:
            self.fields[f"criterion_{one.pk}"] = _words(_named(one), rows=5, most=5000)
        names = [f"criterion_{one.pk}" for one in self.criteria]
        self.order_fields(
            ["form_token", "solution", "summary", *names, "documents", "interests", "conflict"]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("interests") == "declared" and not cleaned.get("conflict"):
            self.add_error("conflict", gettext("Say what you declare."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return what a valid form says, as the service takes it."""
        data = self.cleaned_data
        return {
            "token": data["form_token"],
            "solution": data["solution"],
            "summary": data["summary"],
            "answers": {one.pk: data[f"criterion_{one.pk}"] for one in self.criteria},
            "conflict": data["conflict"] if data["interests"] == "declared" else "",
            "documents": [Upload(file.name or "", file.read()) for file in data["documents"]],
        }


def _named(criterion: Criterion) -> str:
    return gettext("%(criterion)s (weight %(weight)d)") % {
        "criterion": criterion,
        "weight": criterion.weight,
    }


class ScoresForm(forms.Form):
    """Points and reasons for each response by each criterion."""

    def __init__(
        self,
        *args: Any,
        responses: Iterable[Response],
        criteria: Iterable[Criterion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.responses, self.criteria = list(responses), list(criteria)
        for response in self.responses:
            for one in self.criteria:
                key = f"{response.pk}_{one.pk}"
                self.fields[f"points_{key}"] = forms.IntegerField(
                    label=gettext("Points from 0 to 10: %(criterion)s")
                    % {"criterion": _named(one)},
                    min_value=0,
                    max_value=MOST_POINTS,
                    required=False,
                )
                self.fields[f"reason_{key}"] = _words(
                    _("Reason"), rows=2, most=2000, required=False
                )

    def of(self, response: Response) -> list[Any]:
        """Return the fields of one response."""
        start = (f"points_{response.pk}_", f"reason_{response.pk}_")
        return [self[name] for name in self.fields if name.startswith(start)]

    def values(self) -> dict[tuple[int, int], tuple[int | None, str]]:
        """Return (response, criterion) → (points, reason) of a valid form."""
        data = self.cleaned_data
        return {
            (row.pk, one.pk): (
                data.get(f"points_{row.pk}_{one.pk}"),
                data.get(f"reason_{row.pk}_{one.pk}", ""),
            )
            for row in self.responses
            for one in self.criteria
        }


class OutcomeForm(forms.Form):
    """What came of a need."""

    kind = forms.ChoiceField(
        label=_("Outcome"),
        choices=[
            (value, capfirst(label))
            for value, label in OutcomeKind.choices
            if value != OutcomeKind.CANCELLED
        ],
        widget=forms.RadioSelect,
    )
    winner = forms.ModelChoiceField(
        label=_("Winner"),
        queryset=Response.objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )
    further = forms.ModelMultipleChoiceField(
        label=_("Further winners"),
        queryset=Response.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where several are chosen, as for a framework agreement."),
    )
    statement_lv = _words(_("How it was decided, in Latvian"), rows=5, most=4000, required=False)
    statement_en = _words(_("How it was decided, in English"), rows=5, most=4000, required=False)

    def __init__(self, *args: Any, responses: Iterable[Response], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(responses)
        choices = [(row.pk, str(row.organisation)) for row in rows]
        winner: Any = self.fields["winner"]
        further: Any = self.fields["further"]
        # What is chosen is looked for again; what is offered was read already.
        winner.queryset = further.queryset = Response.objects.filter(
            pk__in=[row.pk for row in rows]
        )
        winner.choices = [("", winner.empty_label), *choices]
        further.choices = choices
        if len(rows) < 2:
            del self.fields["further"]
