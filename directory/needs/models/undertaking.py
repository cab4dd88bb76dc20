"""That an organisation works on a need, said in public by its team and read by a reviewer before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.catalogue.models import Organisation
from directory.catalogue.models.entry import LANGUAGES
from directory.catalogue.validators import validate_no_contacts, validate_texts
from directory.moderation.models import Moderated
from directory.needs.models.need import Need
from directory.needs.querysets import UndertakingQuerySet

MOST_CHARACTERS = 300


class Undertaking(Moderated):
    """One organisation's “we are working on it” for one need, with a sentence where it wants one."""

    need = models.ForeignKey(
        Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="undertakings"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="undertakings",
    )
    sentence_en = models.CharField(
        _("what you do (English)"),
        max_length=MOST_CHARACTERS,
        blank=True,
        validators=[validate_texts, validate_no_contacts],
    )
    sentence_lv = models.CharField(
        _("what you do (Latvian)"),
        max_length=MOST_CHARACTERS,
        blank=True,
        validators=[validate_texts, validate_no_contacts],
    )
    since = models.DateField(_("since"), default=timezone.localdate)

    for _field in (need, organisation):
        _field.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    del _field

    objects: ClassVar[UndertakingQuerySet] = UndertakingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("undertaking")
        verbose_name_plural = _("undertakings")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "organisation"], name="needs_undertaking_one_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.need}"

    def get_absolute_url(self) -> str:
        return self.need.get_absolute_url()

    def text(self) -> tuple[str, str]:
        """Return the sentence in the active language, or else in the other, with its language."""
        for candidate in (get_language() or LANGUAGES[0], *LANGUAGES):
            if value := getattr(self, f"sentence_{candidate}", ""):
                return value, candidate
        return "", ""
