"""What the forms of all kinds of entry share: both languages, limits, plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.forms import ClusterForm

from directory.catalogue.choices import Vocabulary
from directory.catalogue.forms import clean_prose, prose_columns, show_prose
from directory.catalogue.models.entry import LANGUAGES
from directory.catalogue.validators import validate_no_contacts, validate_texts
from directory.moderation.models import translated_originals
from directory.moderation.prose import plain
from directory.taxonomy.models import Term
from directory.taxonomy.querysets import read_terms
from directory.workspace.forms.fields import TermField, TermsField, chosen_of

#: What owners may write; imports and staff may exceed it, as registers do.
LIMITS = {
    "name": 100,
    "title": 200,
    "tagline": 140,
    "client": 200,
    "description": 5000,
    "features": 1000,
}
#: Features say in a few words each what a solution does; more would be there for search engines.
MOST_FEATURES = MOST_FEATURE_WORDS = 10
LONG = frozenset({"description", "features", "result", "legal_note"})
#: Texts of the public page in which an address or a number would bypass the enquiry form.
FREE = frozenset({"tagline", "description", "features", "result", "legal_note", "title"})
#: The lists for which a team may propose a word, by the name of the field that chooses from them.
PROPOSED = {
    "sectors": Vocabulary.SECTORS,
    "technologies": Vocabulary.TECHNOLOGIES,
    "data_themes": Vocabulary.DATA_THEMES,
    "themes": Vocabulary.DATA_THEMES,
    "certifications": Vocabulary.CERTIFICATIONS,
}
PROPOSE = "propose_"
NAMES = {"en": gettext_lazy("%(field)s (English)"), "lv": gettext_lazy("%(field)s (Latvian)")}


@dataclass(frozen=True, slots=True)
class Part:
    """A field, or the fields of one text in both languages; ``missing`` names the empty language."""

    label: str
    fields: tuple[Any, ...]
    is_pair: bool = False
    is_choice: bool = False
    missing: str = ""
    limit: int | None = None
    #: The words chosen in a list, shown while it is folded.
    chosen: tuple[str, ...] = ()
    #: What the reviewer says of it.
    remark: str = ""
    #: The name of the box for a word that the list lacks, and what was typed there.
    propose: str = ""
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Parts under a heading."""

    title: str
    parts: tuple[Part, ...]
    #: Where the menu leads to it.
    anchor: str = ""


class EntryForm(ClusterForm):
    """The draft of an entry, in the words of those who keep it."""

    #: Headings with the names of what stands under them; a translated name stands for its pair.
    layout: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()
    #: What a field is called that is kept under another name than the form's.
    kept_as: ClassVar[Mapping[str, str]] = {}
    #: What the reviewer says of the draft, by the names of fields.
    remarks: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.originals = translated_originals(self._meta.model)
        self._offer_terms()
        for name, field in self.fields.items():
            base, _underscore, language = name.rpartition("_")
            if base in self.originals and language in LANGUAGES:
                self._set_up_text(field, base, language)
            field.help_text = field.help_text or ""
            _say_nothing(field)
        show_prose(self)
        for name in prose_columns(self):
            self.fields[name].widget.attrs |= {"data-prose": static("js/prose.js"), **_tools()}

    def _offer_terms(self) -> None:
        """Let words be chosen among the terms in use, which are read by one query for all fields."""
        choosing: dict[str, Any] = {
            name: field
            for name, field in self.fields.items()
            if isinstance(field, forms.ModelChoiceField)
            and field.queryset is not None
            and issubclass(field.queryset.model, Term)
        }
        lists = read_terms([(field.queryset.model, None) for field in choosing.values()])
        for (name, field), terms in zip(choosing.items(), lists, strict=True):
            said = {
                key: getattr(field, key) for key in ("label", "required", "help_text", "initial")
            }
            if isinstance(field, forms.ModelMultipleChoiceField):
                self.fields[name] = TermsField(terms=terms, **said)
            else:
                self.fields[name] = TermField(terms=terms, **said)

    def _set_up_text(self, field: Any, base: str, language: str) -> None:
        label = capfirst(str(self._meta.model._meta.get_field(base).verbose_name))
        field.label = NAMES[language] % {"field": label}
        # Beside its pair the name of the language is enough to see.
        field.language = str(field.label)[len(label) :].strip(" ()").capitalize()
        limit = LIMITS.get(base, field.max_length)
        field.max_length = limit
        field.validators = [
            rule for rule in field.validators if getattr(rule, "code", "") != "max_length"
        ]
        if base == "features":
            field.help_text = _("One a line: ten at most, of ten words at most.")
        attributes = {"lang": language, "aria-label": field.label}
        if base in LONG:
            field.widget = forms.Textarea(attrs=attributes | {"rows": 8})
        else:
            field.widget = forms.Textarea(attrs=attributes | {"rows": 2, "class": "input--line"})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        clean_prose(self, cleaned)
        for name, value in list(cleaned.items()):
            if not isinstance(value, str):
                continue
            value = plain(value) if name in prose_columns(self) else value
            base = name.rpartition("_")[0]
            try:
                validate_texts(value)
                if base in FREE:
                    validate_no_contacts(value)
                _refuse_long(value, self._limit_of(name))
                if base == "features":
                    _refuse_stuffed(value)
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned

    def _limit_of(self, name: str) -> int | None:
        """Return how long a text may be; the columns of long ones do not refuse it themselves."""
        if name.rpartition("_")[0] not in self.originals:
            return None
        limit: int | None = getattr(self.fields[name], "max_length", None)
        return limit

    def _post_clean(self) -> None:
        super()._post_clean()
        # What is sound is put into the draft even where something else is not: no work is lost.
        for link in self._meta.model._meta.many_to_many:
            if link.name in self.cleaned_data:
                getattr(self.instance, link.name).set(self.cleaned_data[link.name])

    def sections(self) -> Iterator[Section]:
        """Yield what the page shows, in its order."""
        for number, (title, names) in enumerate(self.layout, 1):
            parts = tuple(self._part(name) for name in names)
            yield Section(str(title), parts, f"part-{number}")

    def _part(self, name: str) -> Part:
        if name not in self.originals:
            field = self[name]
            is_choice = isinstance(field.field.widget, forms.CheckboxSelectMultiple)
            remark = self.remarks.get(name, "")
            return Part(
                str(field.label),
                (field,),
                is_choice=is_choice,
                chosen=chosen_of(field) if is_choice else (),
                remark=remark,
                propose=f"{PROPOSE}{name}" if name in PROPOSED else "",
                proposed=self.data.get(f"{PROPOSE}{name}", ""),
            )
        pair = tuple(self[f"{name}_{language}"] for language in LANGUAGES)
        filled = [bool(field.value()) for field in pair]
        missing = ""
        if any(filled) and not all(filled):
            missing = str(pair[filled.index(False)].label)
        label = str(self._meta.model._meta.get_field(name).verbose_name)
        said = dict.fromkeys(self.remarks.get(field.name, "") for field in pair)
        return Part(
            label,
            pair,
            is_pair=True,
            missing=missing,
            limit=pair[0].field.max_length,
            remark="\n\n".join(text for text in said if text),
        )


def _say_nothing(field: Any) -> None:
    """Put words in the place of the dashes by which Django says that nothing is chosen."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label is not None:
            field.empty_label = _("Not said")
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        said = dict.fromkeys(["", None], _("Not said"))
        field.choices = [(value, said.get(value, label)) for value, label in choices]


def _tools() -> dict[str, str]:
    """Return what the buttons of the editor are called."""
    return {
        "data-tools": _("Formatting"),
        "data-bold": _("Bold"),
        "data-italic": _("Italic"),
        "data-bullets": _("List"),
        "data-numbers": _("Numbered list"),
    }


def _refuse_long(value: str, limit: int | None) -> None:
    if limit is not None and len(value) > limit:
        raise ValidationError(
            _("%(length)d characters: shorten it to %(limit)d.")
            % {"length": len(value), "limit": limit},
            code="max_length",
        )


def _refuse_stuffed(features: str) -> None:
    """Raise ValidationError for more features, or longer ones, than anybody reads."""
    lines = [line for line in features.splitlines() if line.strip()]
    if len(lines) > MOST_FEATURES:
        raise ValidationError(
            _("%(length)d lines: choose the %(limit)d that matter most.")
            % {"length": len(lines), "limit": MOST_FEATURES},
            code="too_many",
        )
    long = next((line for line in lines if len(line.split()) > MOST_FEATURE_WORDS), "")
    if long:
        raise ValidationError(
            _("“%(line)s” has more than %(limit)d words.")
            % {"line": long[:60], "limit": MOST_FEATURE_WORDS},
            code="too_long",
        )
