"""The forms by which staff edit entries and the facts about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from directory.catalogue.models import Entry, Proposal
from directory.catalogue.models.entry import LANGUAGES, SLUG_LENGTH, slug_from
from directory.catalogue.validators import validate_texts
from directory.moderation.prose import is_rich, merged, plain
from directory.taxonomy.forms import only_current_terms


def show_prose(form: Any) -> None:
    """Let a form show the words of rich texts; scripts are given the rest beside them.

    Other words that were sent with the form are shown alone, as they would be kept.
    """
    for name in prose_columns(form):
        kept = getattr(form.instance, name) or ""
        if is_rich(kept):
            form.initial[name] = words = plain(kept)
            field = form.fields[name]
            # The form's own bound field would hold on to the label and help of this moment.
            shown = field.get_bound_field(form, name).value() or ""
            if with_line_feeds(shown).strip() == words.strip():
                field.widget.attrs["data-rich"] = kept


def with_line_feeds(text: str) -> str:
    """Return a text as browsers send it with its lines ended as they are kept."""
    return text.replace("\r\n", "\n")


def prose_columns(form: Any) -> list[str]:
    """Return the fields of a form that may hold rich text."""
    columns = (
        f"{base}_{language}"
        for base in sorted(getattr(form.instance, "prose_fields", ()))
        for language in LANGUAGES
    )
    return [name for name in columns if name in form.fields]


def clean_prose(form: Any, cleaned: dict[str, Any]) -> None:
    """Put rich texts as they are kept into what was filled in.

    What somebody changed in plain words keeps the bold and italic ones of untouched paragraphs.
    """
    cleaned |= {
        name: merged(with_line_feeds(cleaned[name]), getattr(form.instance, name) or "")
        for name in prose_columns(form)
        if cleaned.get(name)
    }


class CatalogueForm(WagtailAdminModelForm):
    """A form that offers no merged term and takes no control characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only_current_terms(self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                try:
                    validate_texts(value)
                except ValidationError as error:
                    self.add_error(name, error)
        return cleaned


class EntryForm(CatalogueForm):
    """An entry: named in at least one language; an empty address is made of its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_prose(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        clean_prose(self, cleaned)
        if "slug" in self.fields and not cleaned.get("slug") and not self.errors.get("slug"):
            # Left to the model, a taken slug made of the name would be numbered only on saving.
            entry: Entry = self.instance
            names = (cleaned.get(f"{entry.name_field}_{language}") for language in LANGUAGES)
            made = next((slug_from(name) for name in names if name), "")
            taken = type(entry)._default_manager.exclude(pk=entry.pk).filter(slug=made)
            if made and not taken.exists():
                cleaned["slug"] = made[:SLUG_LENGTH]
        return cleaned


class ProposalForm(forms.Form):
    """What becomes of a proposed word: a synonym of a term, a new term, or nothing."""

    decision = forms.ChoiceField(
        choices=[("synonym", ""), ("new", ""), ("refuse", "")], error_messages={"required": ""}
    )
    term: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Term"), queryset=None, required=False, empty_label=_("Choose a term")
    )
    label_en = forms.CharField(label=_("Label (English)"), max_length=200, required=False)
    label_lv = forms.CharField(label=_("Label (Latvian)"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever proposed the word reads it."),
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {f"label_{proposal.language}": proposal.text})
        super().__init__(*args, **kwargs)
        term: Any = self.fields["term"]
        term.queryset = proposal.model._default_manager.current().in_order()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        decision = cleaned.get("decision")
        if decision == "synonym" and not cleaned.get("term"):
            self.add_error("term", _now("Choose the term that says the same."))
        if decision == "new":
            for name in ("label_en", "label_lv"):
                if not cleaned.get(name):
                    self.add_error(name, _now("Complete the label in both languages."))
                elif name not in self.errors:
                    try:
                        validate_texts(cleaned[name])
                    except ValidationError as error:
                        self.add_error(name, error)
        return cleaned
