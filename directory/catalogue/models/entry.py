"""What every entry of the directory has: a slug, ids in other systems, old slugs, a life-cycle."""

from __future__ import annotations

import itertools
from collections.abc import Container
from typing import Any, ClassVar, Self

from anyascii import anyascii
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.catalogue.querysets import EntryQuerySet
from directory.moderation.models import Moderated, translated_originals
from directory.moderation.prose import plain
from directory.taxonomy.models import Term
from directory.taxonomy.querysets import read_terms

#: The languages of catalogue texts, the first being the one a plain string is written in. Another
#: one in the setting brings its columns with the next migration.
LANGUAGES: tuple[str, ...] = tuple(settings.MODELTRANSLATION_LANGUAGES)


SLUG_LENGTH = 120


def slug_from(text: str) -> str:
    """Return the words of a text as part of an address: ASCII letters, digits and hyphens."""
    return slugify(anyascii(text))[:SLUG_LENGTH].strip("-")


def named(field: str) -> models.Q:
    """Return the condition that a translated field has a text in at least one language.

    A missing translation is NULL, and a check that comes out as NULL lets a row pass; so each
    column is asked whether it is there at all.
    """
    condition = models.Q()
    for language in LANGUAGES:
        column = f"{field}_{language}"
        condition |= models.Q((f"{column}__isnull", False), (f"{column}__gt", ""))
    return condition


class Atomic(models.Model):
    """A row whose receivers (the search change log) commit with it or not at all."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)


OWN_SOURCE = "directory"
"""The source of entries that were made here."""


def public_id(source: str, value: str, *, shared: bool) -> str:
    """Return what the world outside calls an entry that a source calls by a value.

    That is `source:value` where the value alone does not tell: where another source has it too, and of what was made
    here, whose values are numbers.
    """
    return f"{source}:{value}" if shared or source == OWN_SOURCE else value


def own_value(key: int, taken: Container[str]) -> str:
    """Return the value of an entry that was made here: its key, told apart from values that are taken."""
    value, number = str(key), 1
    while value in taken:
        number += 1
        value = f"{key}-{number}"
    return value


class ExternalId(Atomic):
    """The name an entry has in another system: unique by kind of entry and source."""

    source = models.SlugField(_("source"), max_length=60)
    value = models.CharField(_("id"), max_length=200)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey("content_type", "object_id")

    class Meta:
        verbose_name = _("external id")
        verbose_name_plural = _("external ids")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "source", "value"], name="catalogue_externalid_unique"
            )
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="catalogue_externalid_entry"),
            models.Index(fields=["content_type", "value"], name="catalogue_externalid_value"),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.value}"


class SlugAlias(models.Model):
    """A slug that an entry had once: its address redirects to the present one."""

    slug = models.SlugField(max_length=SLUG_LENGTH)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey("content_type", "object_id")

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "slug"], name="catalogue_slugalias_unique"
            )
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="catalogue_slugalias_entry")
        ]

    def __str__(self) -> str:
        return self.slug


class Entry(Moderated):
    """An entry of the directory with a public page of its own."""

    slug = models.SlugField(
        _("address"),
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        help_text=_("The last part of the page's address; made from the name when left empty."),
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Fictional: shown with a mark on every page.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    external_ids = GenericRelation(ExternalId)
    slug_aliases = GenericRelation(SlugAlias)

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    #: The translated field that names the entry.
    name_field: ClassVar[str] = "name"
    #: What the entry is called in search and in the API, and the name of its page's URL.
    type_name: ClassVar[str]
    reserved_slugs: ClassVar[frozenset[str]] = frozenset()
    #: The translated fields that may hold rich text.
    prose_fields: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, self.name_field) or self.slug)

    def clean(self) -> None:
        super().clean()
        self._fold_spaces()
        columns = [f"{self.name_field}_{language}" for language in LANGUAGES]
        if not any(getattr(self, column) for column in columns):
            raise ValidationError(
                {columns[0]: _("Name the entry in at least one language.")}, code="required"
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with a free slug; a slug given up goes on as an alias of this entry."""
        fields = kwargs.get("update_fields")
        with transaction.atomic():
            if fields is None or "slug" in fields:
                self.slug = self._free_slug()
                self._keep_old_slug()
            super().save(*args, **kwargs)

    @classmethod
    def term_fields(cls) -> dict[str, Any]:
        """Return the fields that hold words of vocabularies, by name."""
        fields = (*cls._meta.concrete_fields, *cls._meta.many_to_many)
        return {
            field.name: field
            for field in fields
            if isinstance(field.related_model, type) and issubclass(field.related_model, Term)
        }

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return this entry as a draft has it, with merged terms replaced by their successors.

        All its words are read by one query.
        """
        own = {name: field for name, field in self.term_fields().items() if name in content}
        draft = super().with_content_json(
            {name: value for name, value in content.items() if name not in own}
        )
        keys = {
            name: [
                key for key in (value if isinstance(value, list) else [value]) if key is not None
            ]
            for name, value in content.items()
            if name in own
        }
        found = read_terms([(own[name].related_model, keys[name]) for name in keys])
        for name, terms in zip(keys, found, strict=True):
            rows = list(dict.fromkeys(terms.values()))
            setattr(draft, name, rows if own[name].many_to_many else next(iter(rows), None))
        return draft

    def read_words(self) -> Self:
        """Read all words of this entry, unless they are read already, by one query; return it."""
        known = getattr(self, "_cluster_related_objects", None) or {}
        fields = [
            field
            for name, field in self.term_fields().items()
            if field.many_to_many and name not in known
        ]
        if self.pk is None or not fields:
            return self
        links = [
            field.remote_field.through._default_manager.filter(
                **{field.m2m_field_name(): self.pk}
            ).values(f"{field.m2m_reverse_field_name()}_id")
            for field in fields
        ]
        tables = [field.related_model for field in fields]
        found = read_terms(list(zip(tables, links, strict=True)))
        for field, terms in zip(fields, found, strict=True):
            setattr(self, field.name, list(terms.values()))
        return self

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        # A new entry has no address yet, and its preview is found by one.
        self.slug = self.slug or self._free_slug()
        return super().serve_preview(request, mode_name)

    def _fold_spaces(self) -> None:
        """Write what is one line with single spaces, as a file that is imported is read."""
        # Setting the original of a translated text would store a fallback as a translation.
        originals = translated_originals(type(self))
        lines = (field for field in self._meta.concrete_fields if field.name not in originals)
        for field in lines:
            value = self.__dict__.get(field.attname)
            if isinstance(value, str) and isinstance(field, models.CharField):
                setattr(self, field.attname, " ".join(value.split()))

    def _free_slug(self) -> str:
        """Return this entry's slug, or else one made of its name, numbered where it is taken.

        Forms refuse a taken slug; a draft's slug can still be taken before it is published.
        """
        wanted = self.slug or slug_from(self.text(self.name_field)[0]) or self.type_name
        others = type(self)._default_manager.exclude(pk=self.pk)
        candidates = (
            wanted if number == 1 else f"{wanted[: SLUG_LENGTH - 8]}-{number}"
            for number in itertools.count(1)
        )
        return next(
            slug
            for slug in candidates
            if slug not in self.reserved_slugs and not others.filter(slug=slug).exists()
        )

    def _keep_old_slug(self) -> None:
        if self.pk is None:
            return
        old = type(self)._default_manager.filter(pk=self.pk).values_list("slug", flat=True).first()
        if old and old != self.slug:
            SlugAlias.objects.update_or_create(
                content_type=ContentType.objects.get_for_model(type(self)),
                slug=old,
                defaults={"object_id": self.pk},
            )

    def text(self, field: str, language: str | None = None) -> tuple[str, str]:
        """Return a translated field's text and the language it is really in.

        The active language comes first (or the one given), then the others; both parts are empty
        where no language has a text. Of rich text these are its words.
        """
        value, found = self.prose(field, language)
        return plain(value) if field in self.prose_fields else value, found

    def prose(self, field: str, language: str | None = None) -> tuple[str, str]:
        """Return a translated field as it is kept, rich or plain, and the language it is in."""
        wanted = language or get_language() or LANGUAGES[0]
        for candidate in (wanted, *(item for item in LANGUAGES if item != wanted)):
            value = getattr(self, f"{field}_{candidate}", None)
            if value:
                return value, candidate
        return "", ""
