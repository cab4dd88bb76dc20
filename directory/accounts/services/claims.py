"""Writes about claims: who says to speak for an organisation, and how it is shown."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.accounts.choices import (
    CLAIM_AGE,
    DOMAIN_METHODS,
    FACTS_OF_A_TEAM,
    PROOF_AGE,
    UNDECIDED,
    ClaimMethod,
    ClaimStatus,
)
from directory.accounts.models import Claim, Member
from directory.accounts.services.deciding import approve, free_number, offer_to_deciders
from directory.accounts.services.notices import address_of, notify
from directory.accounts.services.team import lock
from directory.accounts.sources.domains import (
    domain_of_email,
    domain_of_website,
    registrable_domain,
)
from directory.accounts.sources.websites import Unreachable, read_file, read_txt
from directory.catalogue.models import Organisation
from directory.media.validators import clean_document, clean_image

SALT = "accounts.claim"
#: Claims a person may have undecided at once, and seconds between two looks at a domain.
MOST_UNDECIDED = 10
PAUSE = timedelta(seconds=10)
#: Where a claim stands once its link was followed.
USED = (ClaimStatus.PENDING, ClaimStatus.APPROVED)
MOST_DOCUMENT_BYTES = 5 * 1024 * 1024


def recorded_domain(organisation: Organisation) -> str:
    """Return the domain that staff or an import put on record, or nothing.

    Where the entry ever had a team, its website may be that team's own word: it proves nothing. What was verified of
    a team stays when its people erase their accounts, with which their claims and invitations go.
    """
    had_a_team = (
        organisation.claims.filter(status=ClaimStatus.APPROVED).exists()
        or organisation.invitations.exclude(accepted_at=None).exists()
        or organisation.verifications.filter(what__in=FACTS_OF_A_TEAM).exists()
    )
    if had_a_team:
        return ""
    return domain_of_website(organisation.website)


def proving_address(user: Any) -> str:
    """Return the address of a person that proves as much as one more link to it would, or nothing.

    Only the one that the person signs in with now, and that a link was followed from: those of staff are held for
    verified because other staff wrote them, and a former one may have been taken away.
    """
    email: str = user.email.lower()
    rows = EmailAddress.objects.filter(user=user, email__iexact=email, verified=True, primary=True)
    return email if not user.is_staff and rows.exists() else ""


def address_at_record(user: Any, organisation: Organisation) -> str:
    """Return the address of a person that proves a claim at once, or nothing."""
    domain, email = recorded_domain(organisation), proving_address(user)
    return email if domain and domain_of_email(email) == domain else ""


@transaction.atomic
def start_claim(
    *,
    organisation: Organisation,
    user: Any,
    method: str,
    domain: str = "",
    email: str = "",
    note: str = "",
    document: Any = None,
) -> Claim:
    """Begin a claim to an entry, or ask its team for membership.

    A claim by a domain first waits for its proof; a document and a request are decided by people.
    Raises ValidationError, at the field, for what cannot be claimed or proved so.
    """
    lock(organisation)
    members = Member.objects.filter(organisation=organisation)
    if members.filter(user=user).exists():
        raise ValidationError(_("You belong to this team already."), code="member")
    claimed = members.exists()
    if claimed != (method == ClaimMethod.JOIN):
        raise ValidationError(
            _("This entry has a team: ask to join it.")
            if claimed
            else _("This entry has no team yet: claim it."),
            code="claimed",
        )
    own = Claim.objects.filter(user=user, status__in=UNDECIDED)
    if own.filter(organisation=organisation).exists():
        raise ValidationError(_("You have claimed this entry already."), code="again")
    if own.count() >= MOST_UNDECIDED:
        raise ValidationError(_("Finish or withdraw your other claims first."), code="too_many")
    claim = Claim(organisation=organisation, user=user, method=method, note=note.strip())
    if method in DOMAIN_METHODS:
        _set_domain(claim, domain=domain, email=email)
    elif method == ClaimMethod.DOCUMENT:
        claim.document = _checked(document)
    if method not in DOMAIN_METHODS:
        claim.status = ClaimStatus.PENDING
    claim.full_clean()
    claim.save()
    if method == ClaimMethod.EMAIL:
        # An address that the account has verified already proves the same as a second link would.
        if claim.email.lower() == proving_address(user):
            return _proved(claim)
        _send_proof(claim)
    elif claim.status == ClaimStatus.PENDING:
        offer_to_deciders(claim=claim)
    return claim


def _set_domain(claim: Claim, *, domain: str, email: str) -> None:
    """Write the domain of the proof into a claim: the one on record, or the one named."""
    recorded = recorded_domain(claim.organisation)
    named = domain_of_website(domain) if "//" in domain else registrable_domain(domain)
    claim.domain = recorded or named
    claim.domain_on_record = bool(recorded)
    if claim.method != ClaimMethod.EMAIL:
        if not claim.domain:
            raise ValidationError(
                {"domain": _("Name the domain of your website, such as example.lv; no shared one.")}
            )
        return
    claim.email = email.strip()
    validate_email(claim.email)
    at = domain_of_email(claim.email)
    claim.domain = claim.domain or registrable_domain(at)
    if not claim.domain:
        raise ValidationError(
            {
                "email": _(
                    "Use an address at the organisation's own domain; everybody can have this one."
                )
            }
        )
    if at != claim.domain:
        raise ValidationError(
            {"email": _("Use an address that ends in @%(domain)s.") % {"domain": claim.domain}}
        )


def _checked(document: Any) -> Any:
    """Return a document that is what its name says; raises ValidationError at the field."""
    if document is None:
        raise ValidationError({"document": _("Choose a file.")})
    if (document.size or 0) > MOST_DOCUMENT_BYTES:
        raise ValidationError({"document": _("The file is larger than 5 MB.")})
    data = document.read()
    document.seek(0)
    ending = (document.name or "").rpartition(".")[2].lower()
    try:
        if ending == "pdf":
            clean_document(data, name=document.name or "")
        elif ending in {"png", "jpg", "jpeg"}:
            clean_image(data)
        else:
            raise ValidationError(_("Choose a PDF, PNG or JPEG file."))
    except ValidationError as error:
        raise ValidationError({"document": error.messages}) from error
    document.name = f"{secrets.token_hex(8)}.{ending}"
    return document


def _send_proof(claim: Claim) -> None:
    language = claim.user.language or translation.get_language() or "en"
    token = signing.dumps([claim.pk, claim.token], salt=SALT)
    notify(
        event=f"accounts:claim-proof:{claim.pk}",
        receiver=claim.email,
        template="claim_proof",
        context={
            "claim": claim,
            "url": address_of("accounts:claim_proof", token, language=language),
        },
        language=language,
    )


def read_proof(token: str) -> Claim:
    """Return the open claim of a proof's link; raises ValidationError for any other link."""
    try:
        key, secret = signing.loads(token, salt=SALT, max_age=PROOF_AGE)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise _stale() from error
    claim = _claims_of_links().filter(pk=key).first()
    if claim is None or claim.status != ClaimStatus.OPEN or claim.token != secret:
        raise _stale()
    return claim


def used_proof(*, token: str, user: Any) -> Claim | None:
    """Return the claim that somebody has proved by a link already: following it twice is no fault."""
    try:
        key, secret = signing.loads(token, salt=SALT, max_age=PROOF_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = _claims_of_links().filter(pk=key, user=user, status__in=USED)
    claim = rows.exclude(proved_at=None).first()
    return claim if claim is not None and claim.token == secret else None


def _claims_of_links() -> QuerySet[Claim]:
    return Claim.objects.select_related("organisation", "user")


def _stale() -> ValidationError:
    return ValidationError(
        _("This link is no longer valid: it was used, or has expired. Begin the claim again."),
        code="proof",
    )


@transaction.atomic
def confirm_email(*, token: str, user: Any) -> Claim:
    """Take the link of a proof's e-mail as proof; the claimant must be who follows it.

    Raises ValidationError for a link that is no longer valid or another person's.
    """
    claim = read_proof(token)
    if claim.user_id != user.pk:
        raise ValidationError(
            _("This link belongs to another account's claim: sign in with that account."),
            code="other_account",
        )
    return _proved(claim)


def check_domain(
    *,
    claim: Claim,
    user: Any,
    read_records: Callable[[str], list[str]] = read_txt,
    read_page: Callable[[str], str] = read_file,
) -> Claim:
    """Look for a claim's token at its domain, and take it as proof where it is found.

    Raises ValidationError where it is not there (yet), or was looked for a moment ago. The domain
    is asked outside of any transaction, for it may be slow.
    """
    if claim.user_id != user.pk or claim.method not in {ClaimMethod.DNS, ClaimMethod.FILE}:
        raise PermissionDenied
    now = timezone.now()
    ready = Claim.objects.filter(pk=claim.pk, status=ClaimStatus.OPEN).filter(
        Q(checked_at=None) | Q(checked_at__lte=now - PAUSE)
    )
    if not ready.update(checked_at=now):
        raise ValidationError(_("Wait a few seconds before looking again."), code="too_soon")
    if claim.created_at < now - CLAIM_AGE:
        raise ValidationError(_("This claim has expired: begin it again."), code="expired")
    try:
        by_record = claim.method == ClaimMethod.DNS
        texts = read_records(claim.domain) if by_record else read_page(claim.domain).split()
    except Unreachable as error:
        raise ValidationError(
            _("%(domain)s could not be read: %(reason)s.")
            % {"domain": claim.domain, "reason": error},
            code="unreachable",
        ) from error
    if claim.token not in {text.strip().removeprefix("latvia-ict=") for text in texts}:
        raise ValidationError(
            _("The token was not found at %(domain)s. Records may take an hour to be seen.")
            % {"domain": claim.domain},
            code="missing",
        )
    with transaction.atomic():
        return _proved(claim)


def _proved(claim: Claim) -> Claim:
    """Go on with a claim whose domain is proved: to the team, or to staff where that is too little."""
    lock(claim.organisation)
    now = timezone.now()
    moved = Claim.objects.filter(pk=claim.pk, status=ClaimStatus.OPEN)
    if not moved.update(status=ClaimStatus.PENDING, proved_at=now):
        raise _stale()
    claim.refresh_from_db()
    claimed = Member.objects.filter(organisation=claim.organisation).exists()
    if (
        claim.domain_on_record
        and not claimed
        and claim.domain == recorded_domain(claim.organisation)
    ):
        return approve(claim=claim, by=None)
    offer_to_deciders(claim=claim)
    return claim


@transaction.atomic
def withdraw(*, claim: Claim, user: Any) -> None:
    """Take a claim back; raises PermissionDenied for anybody but the claimant."""
    if claim.user_id != user.pk:
        raise PermissionDenied
    changed = Claim.objects.filter(pk=claim.pk, status__in=UNDECIDED).update(
        status=ClaimStatus.WITHDRAWN, decided_at=timezone.now(), document=""
    )
    if changed:
        free_number(claim)
    if changed and claim.document:
        transaction.on_commit(partial(claim.document.storage.delete, str(claim.document.name)))
