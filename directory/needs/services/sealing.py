"""Seal what organisations send, and open it for nobody before the deadline.

An envelope: every response has a random key of its own that encrypts its content and documents
(AES-256-GCM, NIST SP 800-38D); that key is stored wrapped by the first of ``RESPONSE_KEYS``. What is
sealed is bound to its need, organisation and form, so a row moved to another need does not open.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from directory.needs.choices import OutcomeKind, ResponseStatus
from directory.needs.models import Need, Response
from directory.needs.permissions import can_open

_NONCE = 12


class SealedError(PermissionDenied):
    """A response is asked for that may not be opened (yet)."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is stored of a response: no part of it tells what it says."""

    digest: str
    key_id: str
    wrapped_key: bytes
    content: bytes
    documents: tuple[bytes, ...]


def key_id(key: bytes) -> str:
    """Return the name of a key, from which nobody finds the key."""
    return hashlib.sha256(b"response-key" + key).hexdigest()[:16]


@sensitive_variables()
def seal(*, content: Mapping[str, Any], documents: Sequence[bytes], bound: str) -> Envelope:
    """Encrypt a response. The digest covers a random part too, so that nobody can guess at the content."""
    whole = {**content, "salt": secrets.token_hex(16)}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()
    key = AESGCM.generate_key(bit_length=256)
    master = settings.RESPONSE_KEYS[0]
    return Envelope(
        digest=hashlib.sha256(text).hexdigest(),
        key_id=key_id(master),
        wrapped_key=_encrypt(master, key, bound),
        content=_encrypt(key, text, bound),
        documents=tuple(
            _encrypt(key, data, f"{bound}:{number}") for number, data in enumerate(documents, 1)
        ),
    )


def open_content(*, response: Response, by: Any) -> dict[str, Any]:
    """Return what a response says, to a team member of the public body after the deadline.

    Raises SealedError before the deadline, for what was withdrawn or cancelled, and for who has no
    right to it.
    """
    return open_contents(need_id=response.need_id, responses=[response], by=by)[response.pk]


def open_contents(
    *, need_id: int, responses: Sequence[Response], by: Any
) -> dict[int, dict[str, Any]]:
    """Return what responses to one need say, by their keys, under the same rules as each of them."""
    _check(need_id, responses, by)
    return {
        row.pk: json.loads(_decrypt(_unwrap(row), bytes(row.sealed), _bound(row)))
        for row in responses
    }


def open_document(*, response: Response, number: int, by: Any) -> tuple[str, bytes]:
    """Return the name and the data of one document of a response, under the rules of its content."""
    content = open_content(response=response, by=by)
    row = response.documents.get(number=number)
    data = _decrypt(_unwrap(response), bytes(row.sealed), f"{_bound(response)}:{number}")
    return content["documents"][number - 1]["name"], data


def bound_to(*, need: int, organisation: int, token: Any) -> str:
    """Return what a sealed response is bound to."""
    return f"{need}:{organisation}:{token}"


def _bound(response: Response) -> str:
    return bound_to(
        need=response.need_id, organisation=response.organisation_id, token=response.form_token
    )


def _check(need_id: int, responses: Sequence[Response], by: Any) -> None:
    need = Need.objects.select_related("buyer", "outcome").get(pk=need_id)
    if not need.deadline_has_passed:
        raise SealedError("sealed until the deadline")
    for response in responses:
        if response.need_id != need.pk:
            raise SealedError("a response to another need")
        if response.status != ResponseStatus.RECEIVED or not response.sealed:
            raise SealedError("no received response")
    outcome = getattr(need, "outcome", None)
    if outcome is not None and outcome.kind == OutcomeKind.CANCELLED:
        raise SealedError("the need was cancelled")
    if not can_open(by, need):
        raise SealedError("not an evaluator")


def _encrypt(key: bytes, data: bytes, bound: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, bound.encode())


def _decrypt(key: bytes, data: bytes, bound: str) -> bytes:
    try:
        return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], bound.encode())
    except InvalidTag as error:
        raise SealedError("the response was changed or its key is another one") from error


def _unwrap(response: Response) -> bytes:
    for master in settings.RESPONSE_KEYS:
        if key_id(master) == response.key_id:
            return _decrypt(master, bytes(response.wrapped_key), _bound(response))
    raise SealedError("the key of this response is not among RESPONSE_KEYS")


def rewrap() -> int:
    """Wrap the keys of all responses with the first of ``RESPONSE_KEYS``; return how many changed.

    Content and documents stay as they are, and nothing of them is opened.
    """
    master = settings.RESPONSE_KEYS[0]
    waiting = Response.objects.exclude(key_id=key_id(master)).exclude(key_id="")
    count = 0
    for key in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            rows = Response.objects.filter(pk=key)
            row = rows.select_for_update().get()
            if row.key_id:
                wrapped = _encrypt(master, _unwrap(row), _bound(row))
                count += rows.update(wrapped_key=wrapped, key_id=key_id(master))
    return count
