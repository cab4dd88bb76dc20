"""Read what a need is described as."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.catalogue.validators import validate_texts
from directory.matching.choices import Feature
from directory.matching.models import Weights
from directory.matching.sources.documents import (
    MOST_BYTES,
    UnreadableError,
    text_of,
)
from directory.matching.sources.documents import MOST_CHARACTERS as MOST_IN_DRAFT
from directory.taxonomy.models import Cpv, Sector

MOST_CHARACTERS = 20_000
_CPV = re.compile(r"(\d{8})(?:-(\d))?")


class DescribeForm(forms.Form):
    """A need in words; it is asked by GET so that an answer has an address."""

    text = forms.CharField(
        label=_("What is needed?"),
        max_length=MOST_CHARACTERS,
        validators=[validate_texts],
        widget=forms.Textarea(attrs={"rows": 6, "class": "input"}),
        error_messages={"required": _("Describe in a sentence or two what is needed.")},
    )
    sector = forms.ModelChoiceField(
        label=_("Sector"),
        queryset=Sector.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Any sector"),
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"invalid_choice": _("There is no such sector.")},
    )
    cpv = forms.MultipleChoiceField(label=_("CPV codes"), required=False)
    other = forms.CharField(
        label=_("Another CPV code"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "numeric"}),
    )

    def __init__(self, data: Any = None, *, offered: list[tuple[str, str]] | None = None) -> None:
        super().__init__(data)
        self.fields["sector"].queryset = Sector.objects.filter(  # type: ignore[attr-defined]
            merged_into__isnull=True, parent__isnull=True
        ).order_by("order", "slug")
        self.fields["cpv"].choices = offered or []  # type: ignore[attr-defined]

    def clean_cpv(self) -> list[str]:
        # A code offered for an earlier wording stays chosen until the reader drops it.
        return list(self.cleaned_data.get("cpv", []))

    def clean_other(self) -> str:
        """Return the code without its check digit, which must be right where it is given."""
        value = self.cleaned_data["other"].strip()
        if not value:
            return ""
        match = _CPV.fullmatch(value)
        row: Any = Cpv.objects.filter(slug=match.group(1)).first() if match else None
        if match is None or row is None:
            raise forms.ValidationError(
                _("This is no code of CPV 2008: eight digits, such as 72000000-5.")
            )
        if match.group(2) is not None and match.group(2) != row.check_digit:
            raise forms.ValidationError(
                _("The check digit is wrong; the code is %(code)s.")
                % {"code": f"{row.slug}-{row.check_digit}"}
            )
        return str(row.slug)


class CheckForm(forms.Form):
    """A draft regulation: pasted, or as a file."""

    text = forms.CharField(
        label=_("Text of the draft"),
        required=False,
        max_length=MOST_IN_DRAFT,
        widget=forms.Textarea(attrs={"rows": 10, "class": "input"}),
        help_text=_("In Latvian or English. Nothing is stored unless you ask for it."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(
            attrs={"class": "input", "accept": ".txt,.docx,.odt,.pdf,.html,.htm"}
        ),
        help_text=_("txt, docx, odt, pdf or html, up to 10 MB."),
    )

    keep = forms.BooleanField(
        label=_("Keep this draft in my account, for me alone, to check it again later"),
        required=False,
    )

    def __init__(self, *args: Any, may_keep: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_keep:
            del self.fields["keep"]

    def clean(self) -> dict[str, Any]:
        """Take the text out of the file where there is one."""
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), (cleaned.get("text") or "").strip()
        if self.errors:
            return cleaned
        if file and text:
            self.add_error("file", _("Paste a text or choose a file, not both."))
        elif file:
            try:
                cleaned["draft"] = text_of(file.read(MOST_BYTES + 1))
            except UnreadableError as error:
                self.add_error("file", str(error))
        elif text:
            cleaned["draft"] = text
        else:
            self.add_error("text", _("Paste the text of a draft, or choose a file."))
        return cleaned


class WeightsForm(forms.ModelForm):
    """The weights of matching."""

    class Meta:
        model = Weights
        fields = tuple(Feature.values)

    def clean(self) -> dict[str, Any]:
        """Refuse weights that are all nothing, by which every match would be worth nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in Feature.values):
            raise forms.ValidationError(_("At least one weight must be more than 0."))
        return cleaned

    def weighed(self) -> dict[str, int]:
        """Return feature → weight of a valid form."""
        return {name: int(self.cleaned_data[name]) for name in Feature.values}
