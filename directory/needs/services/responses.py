"""Receive responses: sealed, with a receipt, replaced or withdrawn until the deadline."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from directory.catalogue.models import Organisation, Solution
from directory.media.validators import clean_document, clean_image
from directory.needs.choices import NeedStatus, ResponseStatus
from directory.needs.models import Need, Response, SealedDocument
from directory.needs.permissions import can_respond
from directory.needs.services.locking import locked_need
from directory.needs.services.notices import team_of, tell
from directory.needs.services.sealing import Envelope, bound_to, seal

MOST_DOCUMENTS = 5
MOST_DOCUMENT_BYTES = 10 * 1024 * 1024
DOCUMENT_ENDINGS = frozenset({"pdf", "docx", "odt", "xlsx", "csv", "txt"})
_PICTURE_ENDINGS = frozenset({"png", "jpg", "jpeg"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A document as it was sent."""

    name: str
    data: bytes


@sensitive_variables()
def receive(
    *,
    need: Need,
    organisation: Organisation,
    by: Any,
    token: UUID,
    summary: str,
    answers: Mapping[int, str],
    conflict: str,
    solution: Solution | None = None,
    documents: Sequence[Upload] = (),
) -> Response:
    """Receive and seal a response, and write the receipt to the organisation's team.

    An earlier response of the organisation is replaced and destroyed. The same form sent twice is
    received once: the second time returns the first receipt. The deadline is compared in the
    transaction that stores the response, under the need's lock, after the upload is complete.

    ``conflict`` is what the organisation declares of its interests; empty stands for none. Raises
    PermissionDenied for who may not, and ValidationError for what cannot be received.
    """
    if not can_respond(by, organisation, need):
        raise PermissionDenied
    uploads = [_checked(upload) for upload in documents]
    if len(uploads) > MOST_DOCUMENTS:
        raise ValidationError(
            {"documents": _("At most %(number)d documents.") % {"number": MOST_DOCUMENTS}}
        )
    known = {row.pk for row in need.criteria.all()}
    if missing := [key for key in sorted(known) if not answers.get(key, "").strip()]:
        raise ValidationError({f"criterion_{key}": _("Answer this criterion.") for key in missing})
    if solution is not None and not solution.providers.filter(pk=organisation.pk).exists():
        raise ValidationError({"solution": _("Choose a solution of the organisation.")})
    content = {
        "summary": summary.strip(),
        "answers": {str(key): answers[key].strip() for key in sorted(known)},
        "conflict": conflict.strip(),
        "solution": solution.pk if solution is not None else None,
        "documents": [
            {
                "name": upload.name,
                "size": len(upload.data),
                "sha256": hashlib.sha256(upload.data).hexdigest(),
            }
            for upload in uploads
        ],
    }
    bound = bound_to(need=need.pk, organisation=organisation.pk, token=token)
    # Encrypted before the lock is taken: others wait for the row and not for the cipher.
    envelope = seal(content=content, documents=[upload.data for upload in uploads], bound=bound)
    return _store(need, organisation, by, token, envelope)


@transaction.atomic
def _store(
    need: Need, organisation: Organisation, by: Any, token: UUID, envelope: Envelope
) -> Response:
    row = locked_need(need.pk)
    now = timezone.now()
    again = Response.objects.filter(form_token=token).first()
    if again is not None:
        if (again.need_id, again.organisation_id) != (row.pk, organisation.pk):
            raise ValidationError(_("Open the form anew."), code="token")
        return again
    _check_open(row)
    earlier = Response.objects.filter(
        need=row, organisation=organisation, status=ResponseStatus.RECEIVED
    )
    end_responses(earlier, status=ResponseStatus.REPLACED)
    response = Response.objects.create(
        need=row,
        organisation=organisation,
        submitted_by=by,
        form_token=token,
        received_at=now,
        digest=envelope.digest,
        documents_count=len(envelope.documents),
        key_id=envelope.key_id,
        wrapped_key=envelope.wrapped_key,
        sealed=envelope.content,
    )
    SealedDocument.objects.bulk_create(
        SealedDocument(response=response, number=number, sealed=data)
        for number, data in enumerate(envelope.documents, 1)
    )
    tell(
        need=row,
        people=team_of(organisation),
        event=f"receipt:{response.pk}",
        template="receipt",
        response=response,
        received=now,
    )
    return response


@transaction.atomic
def withdraw(*, need: Need, organisation: Organisation, by: Any) -> None:
    """Take a response back before the deadline; what was sent is destroyed unopened.

    Raises PermissionDenied for who may not, and ValidationError after the deadline or where nothing
    was sent.
    """
    row = locked_need(need.pk)
    if not can_respond(by, organisation, row):
        raise PermissionDenied
    _check_open(row)
    own = Response.objects.filter(
        need=row, organisation=organisation, status=ResponseStatus.RECEIVED
    )
    response = own.first()
    if response is None:
        raise ValidationError(_("There is no response to withdraw."), code="none")
    end_responses(own, status=ResponseStatus.WITHDRAWN)
    tell(
        need=row,
        people=team_of(organisation),
        event=f"withdrawn:{response.pk}",
        template="withdrawn",
        response=response,
    )


def end_responses(rows: QuerySet[Response], *, status: str) -> None:
    """End responses and destroy what they hold, receipts excepted; the need is locked by the caller."""
    keys = list(rows.values_list("pk", flat=True))
    SealedDocument.objects.filter(response__in=keys).delete()
    Response.objects.filter(pk__in=keys).update(
        status=status, ended_at=timezone.now(), sealed=b"", wrapped_key=b"", key_id=""
    )


def _check_open(need: Need) -> None:
    """Raise ValidationError unless a need, locked by the caller, takes responses at this moment."""
    if not need.live or not need.in_scope or not need.responses_here:
        raise ValidationError(_("This need takes no responses here."), code="none_here")
    if need.status != NeedStatus.OPEN:
        raise ValidationError(
            _("The deadline has passed: nothing is received, replaced or withdrawn any more."),
            code="closed",
        )


def _checked(upload: Upload) -> Upload:
    """Return a document that is what its name says; a picture comes back made anew."""
    name = PurePath(upload.name.replace("\\", "/")).name[:150]
    ending = PurePath(name).suffix.lower().lstrip(".")
    try:
        if len(upload.data) > MOST_DOCUMENT_BYTES:
            raise ValidationError(
                _("“%(name)s” is larger than %(size)d MB.")
                % {"name": name, "size": MOST_DOCUMENT_BYTES // 1024**2}
            )
        if ending in DOCUMENT_ENDINGS:
            clean_document(upload.data, name=name)
            return Upload(name, upload.data)
        if ending in _PICTURE_ENDINGS:
            return Upload(name, clean_image(upload.data).data)
        raise ValidationError(
            _("“%(name)s”: send PDF, DOCX, ODT, XLSX, CSV, TXT, PNG or JPEG files.")
            % {"name": name}
        )
    except ValidationError as error:
        raise ValidationError({"documents": error.messages}) from error
