"""What was imported when, from where, and where staff must decide."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.catalogue.models import ExternalId
from directory.importers.choices import Version


class ImportRun(models.Model):
    """One call of an import command; without ``finished`` it is running or was killed."""

    command = models.CharField(_("command"), max_length=40)
    file = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    started = models.DateTimeField(_("started"), auto_now_add=True)
    finished = models.DateTimeField(_("finished"), null=True, blank=True)
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    bad = models.PositiveIntegerField(_("refused"), default=0)
    conflicts = models.PositiveIntegerField(_("conflicts"), default=0)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.command} {self.file} {self.started:%Y-%m-%d %H:%M}"


class ImportRecord(models.Model):
    """What a source last said about an entry.

    Comparing it with the entry tells what staff changed since, which no import overwrites.
    """

    external_id = models.OneToOneField(
        ExternalId, verbose_name=_("external id"), on_delete=models.CASCADE, related_name="record"
    )
    content = models.JSONField(_("content"))
    run = models.ForeignKey(
        ImportRun,
        verbose_name=_("import"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="records",
    )
    said_at = models.DateTimeField(
        _("said"),
        null=True,
        blank=True,
        help_text=_("When the source said it, where it dates what it says."),
    )

    class Meta:
        verbose_name = _("imported record")
        verbose_name_plural = _("imported records")

    def __str__(self) -> str:
        return str(self.external_id)


class ImportConflict(models.Model):
    """A value that a source and staff both changed: the entry kept what staff wrote."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey("content_type", "object_id")
    version = models.CharField(_("version"), max_length=5, choices=Version.choices)
    field = models.CharField(_("field"), max_length=60)
    imported = models.JSONField(_("imported"), null=True)
    kept = models.JSONField(_("kept"), null=True)
    run = models.ForeignKey(
        ImportRun,
        verbose_name=_("import"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="conflict_set",
    )
    found = models.DateTimeField(_("found"), auto_now=True)
    settled = models.BooleanField(_("settled"), default=False)

    class Meta:
        verbose_name = _("import conflict")
        verbose_name_plural = _("import conflicts")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "version", "field"],
                name="importers_importconflict_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}: {self.field}"
