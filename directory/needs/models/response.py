"""Responses of organisations: sealed until the deadline, so their columns tell nothing of what they say."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.catalogue.models import Organisation
from directory.needs.choices import ResponseStatus
from directory.needs.models.need import Need


class Response(models.Model):
    """One version of what an organisation sent; a newer one replaces it until the deadline.

    ``sealed`` is encrypted with a key of its own, which is stored wrapped by a key of the
    settings; `directory.needs.services.sealing` alone opens it. What was withdrawn, replaced or
    returned keeps its receipt and nothing else.
    """

    need = models.ForeignKey(
        Need, verbose_name=_("need"), on_delete=models.PROTECT, related_name="responses"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="responses",
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ResponseStatus.choices,
        default=ResponseStatus.RECEIVED,
    )
    form_token = models.UUIDField(
        _("token of the form"), default=uuid.uuid4, unique=True, editable=False
    )
    received_at = models.DateTimeField(_("received"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    documents_count = models.PositiveSmallIntegerField(_("documents"), default=0)
    key_id = models.CharField(max_length=16, editable=False, blank=True)
    wrapped_key = models.BinaryField(editable=False, default=bytes)
    sealed = models.BinaryField(editable=False, default=bytes)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "organisation"],
                condition=models.Q(status=ResponseStatus.RECEIVED),
                name="needs_response_one_received",
            ),
            models.CheckConstraint(
                name="needs_response_ended_unless_received",
                condition=models.Q(status=ResponseStatus.RECEIVED, ended_at__isnull=True)
                | models.Q(
                    status__in=[
                        ResponseStatus.REPLACED,
                        ResponseStatus.WITHDRAWN,
                        ResponseStatus.RETURNED,
                    ],
                    ended_at__isnull=False,
                    sealed=b"",
                    wrapped_key=b"",
                ),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "received_at"], name="needs_response_own")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.need_id}"


class SealedDocument(models.Model):
    """A document of a response, encrypted with the response's key; its name is sealed with the content."""

    response = models.ForeignKey(
        Response, verbose_name=_("response"), on_delete=models.CASCADE, related_name="documents"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    sealed = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("document of a response")
        verbose_name_plural = _("documents of responses")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "number"], name="needs_sealeddocument_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.response_id}: {self.number}"
