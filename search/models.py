"""The change log: what changed, in the order of commits; and the words that editors steer the search by."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.contract.levers import MAX_WORDS, words_of

MAX_PHRASES = 12


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
        if errors:
            raise ValidationError({"phrases": errors})
        self.phrases = "\n".join(lines)


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
