"""Questions about a need; each is published with its answer, for everybody at the same moment."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.catalogue.validators import validate_texts
from directory.needs.models.need import Need


class Question(models.Model):
    """A question; who asked is kept for the answer's message alone and never shown."""

    need = models.ForeignKey(
        Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="questions"
    )
    text = models.TextField(_("question"), max_length=2000, validators=[validate_texts])
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answer = models.TextField(_("answer"), max_length=4000, blank=True, validators=[validate_texts])
    answer_language = models.CharField(
        _("language of the answer"), max_length=10, choices=settings.LANGUAGES, blank=True
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(
                name="needs_question_published_with_its_answer",
                condition=models.Q(published_at__isnull=True) | models.Q(answer__gt=""),
            )
        ]
        indexes = [models.Index(fields=["need", "published_at"], name="needs_question_of_need")]

    def __str__(self) -> str:
        return self.text[:80]
