"""The forms by which staff edit entries and the facts about them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.models import WagtailAdminModelForm

from directory.catalogue.models import Entry
from directory.catalogue.models.entry import LANGUAGES, SLUG_LENGTH, slug_from
from directory.catalogue.validators import validate_texts
from directory.taxonomy.forms import only_current_terms


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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "slug" in self.fields and not cleaned.get("slug") and not self.errors.get("slug"):
            # Left to the model, a taken slug made of the name would be numbered only on saving.
            entry: Entry = self.instance
            names = (cleaned.get(f"{entry.name_field}_{language}") for language in LANGUAGES)
            made = next((slug_from(name) for name in names if name), "")
            taken = type(entry)._default_manager.exclude(pk=entry.pk).filter(slug=made)
            if made and not taken.exists():
                cleaned["slug"] = made[:SLUG_LENGTH]
        return cleaned
