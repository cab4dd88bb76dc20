"""The form of a public body's need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.needs.choices import ANSWERABLE, NeedKind
from directory.needs.forms.amount import AmountField
from directory.needs.forms.procedure import RigaDateTimeField
from directory.needs.models import Criterion, Need
from directory.needs.models.need import FROZEN
from directory.needs.validators import validate_ahead, validate_weights
from directory.workspace.forms.base import EntryForm, Section
from directory.workspace.forms.fields import CpvField

_LINE = re.compile(r"(\d{1,3})\s*%?\s+(.+)")
MOST_CRITERIA = 12
AMOUNTS = ("budget_min", "budget_max")


class CriteriaField(forms.CharField):
    """Criteria, one a line: the weight, the name in Latvian, and after `` / `` that in English."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(_line(one) for one in value)

    def clean(self, value: Any) -> list[Criterion]:
        if isinstance(value, list):
            # What a frozen need has, shown in a field that cannot be written.
            return value
        found: list[Criterion] = []
        for line in filter(None, (line.strip() for line in super().clean(value).splitlines())):
            match = _LINE.fullmatch(line)
            if match is None:
                raise ValidationError(
                    gettext("“%(line)s” has no weight: write for instance “40 Cena / Price”.")
                    % {"line": line[:80]}
                )
            latvian, _slash, english = (part.strip() for part in match[2].partition(" / "))
            one = Criterion(
                weight=int(match[1]), name_lv=latvian, name_en=english, order=len(found)
            )
            one.clean_fields(exclude=["need"])
            found.append(one)
        if len(found) > MOST_CRITERIA:
            raise ValidationError(
                gettext("At most %(number)d criteria.") % {"number": MOST_CRITERIA}
            )
        if found:
            validate_weights(one.weight for one in found)
        return found


def _line(one: Criterion) -> str:
    names = " / ".join(filter(None, (one.name_lv or one.name_en, one.name_lv and one.name_en)))
    return f"{one.weight} {names}"


def _same(one: Iterable[Criterion], other: Iterable[Criterion]) -> bool:
    return [_line(row) for row in one] == [_line(row) for row in other]


class NeedForm(EntryForm):
    """A need; what responses are judged by can be written until it is published."""

    cpv = CpvField(
        label=_("CPV codes"),
        required=False,
        help_text=_("Eight digits each, separated by commas, such as 72212000."),
    )
    deadline = RigaDateTimeField(
        label=_("Deadline"), required=False, help_text=_("By the clock of Riga.")
    )
    criteria_text = CriteriaField(
        label=_("Criteria and weights"),
        required=False,
        help_text=_(
            "One a line: the weight, the name in Latvian, then “ / ” and the name in English. "
            "The weights sum to 100. They are published with the need and stay."
        ),
    )

    kept_as = {"criteria_text": "criteria"}
    layout = (
        (_("What is needed"), ("kind", "title", "description")),
        (
            _("By when, and how it is judged"),
            ("deadline", "responses_here", "criteria_text"),
        ),
        (_("Budget"), AMOUNTS),
        (_("Where it belongs"), ("sectors", "cpv", "required_certifications", "source_url")),
        (_("After publication"), ("correction_reason",)),
    )

    class Meta:
        model = Need
        formsets: list[str] = []
        fields = [
            "kind", "title_en", "title_lv", "description_en", "description_lv", "deadline",
            "responses_here", *AMOUNTS, "sectors", "cpv",
            "required_certifications", "source_url", "correction_reason",
        ]  # fmt: skip
        field_classes = dict.fromkeys(AMOUNTS, AmountField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        need: Need = self.instance
        rows = sorted(need.criteria.all(), key=lambda one: (one.order, one.pk or 0))
        self.before = rows
        self.fields["criteria_text"].initial = rows
        for name in AMOUNTS:
            self.fields[name].label = f"{self.fields[name].label} ({need.currency})"
        kinds: Any = self.fields["kind"]
        kinds.choices = [choice for choice in NeedKind.choices if choice[0] != NeedKind.TENDER]
        row = Need.objects.filter(pk=need.pk).first() if need.pk else None
        self.is_frozen = row is not None and row.is_frozen
        self.is_public = row is not None and row.live
        if self.is_frozen:
            for name in {*FROZEN, "criteria_text"} & set(self.fields):
                self.fields[name].disabled = True
        if not self.is_public:
            self.fields["correction_reason"].widget = forms.HiddenInput()
        elif not self.is_bound:
            self.initial["correction_reason"] = ""

    def sections(self) -> Iterator[Section]:
        """Yield what the page shows; a correction is asked for once there is something to correct."""
        found = list(super().sections())
        yield from found if self.is_public else found[:-1]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_public and not cleaned.get("correction_reason"):
            self.add_error("correction_reason", gettext("Say why: everybody reads it."))
        if self.is_frozen:
            return cleaned
        deadline, kind = cleaned.get("deadline"), cleaned.get("kind")
        if deadline is not None:
            try:
                validate_ahead(deadline)
            except ValidationError as error:
                self.add_error("deadline", error)
        takes = cleaned.get("responses_here")
        if takes and deadline is None and "deadline" not in self.errors:
            self.add_error(
                "deadline", gettext("Responses need a deadline: until then they stay sealed.")
            )
        if takes and kind == NeedKind.CHALLENGE and cleaned.get("criteria_text") == []:
            self.add_error("criteria_text", gettext("A challenge says how responses are judged."))
        if takes and kind not in ANSWERABLE and "kind" not in self.errors:
            self.add_error(
                "kind", gettext("Only challenges and market consultations take responses here.")
            )
        return cleaned

    def _update_errors(self, errors: ValidationError) -> None:
        """Add what the need itself finds wrong; of a field that was refused it misses the value only."""
        for name in set(getattr(errors, "error_dict", ())) & set(self.errors):
            del errors.error_dict[name]
        super()._update_errors(errors)

    def _post_clean(self) -> None:
        super()._post_clean()
        found = self.cleaned_data.get("criteria_text")
        if found is not None and not self.is_frozen and not _same(found, self.before):
            self.instance.criteria = found
