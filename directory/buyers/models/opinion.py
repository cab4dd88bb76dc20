"""What the people of a public body say of the matches of its needs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.buyers.choices import Fit
from directory.catalogue.models import Organisation, Solution
from directory.catalogue.validators import validate_texts
from directory.needs.models import Need

#: Characters of a reason.
REASON_LENGTH = 300


class Opinion(models.Model):
    """A person's word on whether an entry fits a need; it can be changed, and goes with its person.

    The buyer's team and staff see how many said what; nobody else learns of it.
    """

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="opinions",
    )
    need = models.ForeignKey(
        Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="opinions"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    solution = models.ForeignKey(
        Solution,
        verbose_name=_("solution"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    value = models.CharField(_("opinion"), max_length=5, choices=Fit.choices)
    reason = models.CharField(
        _("reason"), max_length=REASON_LENGTH, blank=True, validators=[validate_texts]
    )
    said_at = models.DateTimeField(_("said"), default=timezone.now)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = [
            models.CheckConstraint(
                name="buyers_opinion_of_one",
                condition=models.Q(organisation__isnull=True) ^ models.Q(solution__isnull=True),
            ),
            models.CheckConstraint(
                name="buyers_opinion_value", condition=models.Q(value__in=Fit.values)
            ),
            models.UniqueConstraint(
                fields=["user", "need", "organisation"],
                condition=models.Q(organisation__isnull=False),
                name="buyers_opinion_once_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["user", "need", "solution"],
                condition=models.Q(solution__isnull=False),
                name="buyers_opinion_once_a_solution",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.solution}: {self.value}"

    @property
    def entry(self) -> Organisation | Solution:
        """Return what the opinion is of: a constraint of the table holds one."""
        if self.solution is not None:
            return self.solution
        return self.organisation  # type: ignore[return-value]
