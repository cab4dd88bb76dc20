"""What the review keeps beside Wagtail's own tables: checks, remarks, who looks at what."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Revision, TaskState, WorkflowState

from directory.moderation.choices import FindingKind


@register_setting(icon="time", order=850)
class ReviewSettings(BaseGenericSetting):
    """What staff decide of the queue of submissions."""

    late_after_days = models.PositiveSmallIntegerField(
        _("late after (days)"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("Submissions that wait longer are marked in the queue."),
    )

    class Meta:
        verbose_name = _("queue of submissions")


class Reason(models.Model):
    """A reason for returning a submission, in the words that those who keep the entry read."""

    title = models.CharField(
        _("name in the list"), max_length=80, help_text=_("Only reviewers see it.")
    )
    text = models.TextField(
        _("text"), max_length=1000, help_text=_("Those who keep the entry read it at the field.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_offered = models.BooleanField(_("offered to reviewers"), default=True)

    class Meta:
        verbose_name = _("reason for returning")
        verbose_name_plural = _("reasons for returning")

    def __str__(self) -> str:
        return str(self.title)


class Handling(models.Model):
    """Who reviews a submission. The log of the entry keeps who gave it to whom."""

    workflow_state = models.OneToOneField(
        WorkflowState, on_delete=models.CASCADE, related_name="handling"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("reviewer of a submission")
        verbose_name_plural = _("reviewers of submissions")

    def __str__(self) -> str:
        return str(self.reviewer or "")


class Check(models.Model):
    """The look that the site itself takes at a submitted version; done once ``done_at`` is set."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="check_made")
    asked_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("check of a submission")
        verbose_name_plural = _("checks of submissions")

    def __str__(self) -> str:
        return str(self.revision)


class Finding(models.Model):
    """Something that a reviewer should look at; it decides nothing."""

    check_made = models.ForeignKey(
        Check, verbose_name=_("check"), on_delete=models.CASCADE, related_name="findings"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=FindingKind.choices)
    field = models.CharField(_("field"), max_length=80, blank=True)
    #: What was found: an address, a passage, the name of another entry.
    detail = models.CharField(_("detail"), max_length=500, blank=True)
    #: Another entry of the same text, as ``app.model`` and key.
    other_model = models.CharField(max_length=100, blank=True)
    other_id = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.CheckConstraint(
                name="moderation_finding_kind",
                condition=models.Q(kind__in=FindingKind.values),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.detail}"


class Remark(models.Model):
    """What a reviewer says of a field, or of the whole where no field is named, in both languages."""

    task_state = models.ForeignKey(TaskState, on_delete=models.CASCADE, related_name="remarks")
    field = models.CharField(_("field"), max_length=80, blank=True)
    text_en = models.TextField(max_length=4000)
    text_lv = models.TextField(max_length=4000)

    class Meta:
        verbose_name = _("remark of a reviewer")
        verbose_name_plural = _("remarks of reviewers")
        constraints = [
            models.UniqueConstraint(
                fields=["task_state", "field"], name="moderation_remark_once_per_field"
            )
        ]

    def __str__(self) -> str:
        return self.in_language(get_language() or "en")

    def in_language(self, language: str) -> str:
        """Return what was said, in one of the site's languages."""
        return self.text_lv if language == "lv" else self.text_en
