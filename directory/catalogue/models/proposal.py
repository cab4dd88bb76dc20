"""Words that teams miss in the vocabularies."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.catalogue.choices import ProposalState, Vocabulary
from directory.catalogue.models.organisation import Organisation
from directory.taxonomy.models import Certification, DataTheme, Sector, Technology, Term

MODELS: dict[str, type[Term]] = {
    Vocabulary.SECTORS: Sector,
    Vocabulary.TECHNOLOGIES: Technology,
    Vocabulary.DATA_THEMES: DataTheme,
    Vocabulary.CERTIFICATIONS: Certification,
}


class Proposal(models.Model):
    """A word that somebody who keeps an entry did not find in a list."""

    wagtail_reference_index_ignore = True

    vocabulary = models.CharField(_("list"), max_length=20, choices=Vocabulary.choices)
    text = models.CharField(_("proposed word"), max_length=80)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="proposals",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        _("status"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN
    )
    created_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    #: The slug of the term that came of it.
    term = models.SlugField(_("term"), max_length=80, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("proposed word")
        verbose_name_plural = _("proposed words")
        constraints = [
            models.CheckConstraint(
                name="catalogue_proposal_vocabulary",
                condition=models.Q(vocabulary__in=Vocabulary.values),
            ),
            models.CheckConstraint(
                name="catalogue_proposal_decided",
                condition=models.Q(state=ProposalState.OPEN, decided_at__isnull=True)
                | ~models.Q(state=ProposalState.OPEN) & models.Q(decided_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["organisation", "vocabulary", "text"],
                condition=models.Q(state=ProposalState.OPEN),
                name="catalogue_proposal_once_while_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="catalogue_proposal_open",
                condition=models.Q(state=ProposalState.OPEN),
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def model(self) -> type[Term]:
        """Return the vocabulary that it is proposed for."""
        return MODELS[self.vocabulary]
