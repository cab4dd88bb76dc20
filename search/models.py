"""The change log: what changed, in the order of commits; and the words that editors steer the search by."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from directory.catalogue.models import Dataset, Organisation, Solution
from search.contract import schema
from search.contract.levers import MAX_WORDS, Levers, question_keys, words_of
from search.contract.parse import loosened

MAX_PHRASES = 12

# Several phrases on one line would be one long phrase, which nobody types.
_SEVERAL = re.compile(r"[,;]\s")


class Change(models.Model):
    """One entry that may differ from what an index knows of it.

    Written in the transaction that changed the entry; every index follows from its own cursor,
    which is the id of the last change it has taken in.
    """

    type = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "change"
        verbose_name_plural = "changes"
        indexes = [
            models.Index(
                fields=["id"],
                name="search_change_vocabulary",
                condition=models.Q(type="vocabulary"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.type} {self.object_id}"


def check_phrase(text: str) -> None:
    """Raise `ValidationError` for a phrase without a word, or with more words than the search considers."""
    words = len(words_of(text))
    if not words:
        raise ValidationError(_("“%(text)s” holds no word."), params={"text": text})
    if words > MAX_WORDS:
        raise ValidationError(
            _("“%(text)s” has more than %(most)s words."), params={"text": text, "most": MAX_WORDS}
        )


class SynonymGroup(models.Model):
    """Phrases that mean the same to the search: who types one of them also finds the others.

    The labels and synonyms of the vocabularies do so by themselves; this is for all other words.
    """

    phrases = models.TextField(
        _("phrases"),
        validators=[MaxLengthValidator(1000)],
        help_text=_("One phrase a line, in any language. Word forms and diacritics don’t matter."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return " = ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """Return the phrases, each once."""
        lines = (" ".join(line.split()) for line in self.phrases.splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> None:
        """Refuse a group that would do nothing, or more than the search considers."""
        lines = self.lines
        if not 2 <= len(lines) <= MAX_PHRASES:
            message = _("Give 2 to %(most)s phrases, each on a line of its own.")
            raise ValidationError({"phrases": message % {"most": MAX_PHRASES}})
        errors = []
        for line in lines:
            try:
                check_phrase(line)
            except ValidationError as error:
                errors.append(error)
            if _SEVERAL.search(line):
                message = _("“%(text)s” holds a comma: give each phrase a line of its own.")
                errors.append(ValidationError(message, params={"text": line}))
        if errors:
            raise ValidationError({"phrases": errors})
        levers = Levers([lines])
        if not any(levers.alternatives(words_of(line)) for line in lines):
            message = _(
                "These are forms of the same words, which the search takes for one already."
            )
            raise ValidationError({"phrases": message})
        self.phrases = "\n".join(lines)


class PinnedSearch(ClusterableModel):
    """A question for which editors choose what comes first, as long as it is public and no filter excludes it."""

    text = models.CharField(
        _("question"),
        max_length=100,
        validators=[check_phrase],
        help_text=_(
            "The whole question as people type it. Word forms, diacritics, small words and the order don’t matter."
        ),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        blank=True,
        choices=[("en", _("English pages")), ("lv", _("Latvian pages"))],
        help_text=_("Without a language it holds for both."),
    )

    page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page of the site"),
        help_text=_(
            "It is named above the results, also where nothing is found; in the other language its translation, if it "
            "has one. While it is not public it is not named."
        ),
    )

    class Meta:
        verbose_name = _("pinned search")
        verbose_name_plural = _("pinned results")

    def __str__(self) -> str:
        return self.text

    @admin.display(description=_("language"))
    def pages_of(self) -> str:
        """Return the language that the row holds for, in words."""
        return self.get_language_display() or gettext("both")

    @admin.display(description=_("entries"))
    def chosen(self) -> str:
        """Return the names of the entries in their order; one that nobody sees says so."""
        chosen = [one.entry for one in self.entries.all()]
        return "; ".join(
            str(one) if one.live else _("%(entry)s (not public)") % {"entry": one}
            for one in ([self.page] if self.page else []) + chosen
        )

    def clean(self) -> None:
        """Refuse a second row for the same question, of which one would be without effect."""
        super().clean()
        if loosened(self.text):
            message = _(
                "Leave out quotation marks and minus signs: who types them asks for exactly that, and is shown nothing "
                "pinned."
            )
            raise ValidationError({"text": message})
        own = question_keys(self.text)
        for other in PinnedSearch.objects.exclude(pk=self.pk):
            same = not (self.language and other.language) or self.language == other.language
            if same and not own.isdisjoint(question_keys(other.text)):
                message = _("“%(text)s” asks the same already: add the entries there.")
                raise ValidationError({"text": message % {"text": other.text}})


class PinnedEntry(Orderable):
    """One entry chosen for a question: exactly one of the columns names it."""

    search = ParentalKey(PinnedSearch, on_delete=models.CASCADE, related_name="entries")
    solution = models.ForeignKey(
        Solution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("solution"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    dataset = models.ForeignKey(
        Dataset, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("dataset")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("pinned entry")
        verbose_name_plural = _("pinned entries")
        constraints = [
            models.CheckConstraint(
                name="search_pinned_entry_names_one",
                condition=(
                    models.Q(solution__isnull=False, organisation=None, dataset=None)
                    | models.Q(solution=None, organisation__isnull=False, dataset=None)
                    | models.Q(solution=None, organisation=None, dataset__isnull=False)
                ),
                violation_error_message=_(
                    "Choose exactly one: a solution, an organisation or a dataset."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.entry)

    @property
    def entry(self) -> Any:
        """Return the solution, organisation or dataset chosen."""
        return self.solution or self.organisation or self.dataset

    @property
    def key(self) -> str:
        """Return the key of the entry's document."""
        for name in (schema.SOLUTION, schema.ORGANISATION, schema.DATASET):
            if pk := getattr(self, f"{name}_id"):
                return f"{name}:{pk}"
        return ""


class StopPhrase(models.Model):
    """A phrase that says nothing in this directory, so the search leaves it out unless nothing else is typed."""

    text = models.CharField(
        _("phrase"),
        max_length=100,
        unique=True,
        validators=[check_phrase],
        help_text=_("For example “looking for” or “uzņēmums Latvijā”."),
    )

    class Meta:
        verbose_name = _("stop phrase")
        verbose_name_plural = _("stop phrases")

    def __str__(self) -> str:
        return self.text
