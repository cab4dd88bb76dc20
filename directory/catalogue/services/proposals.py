"""Writes of words that teams propose for the vocabularies, and of what staff decide on them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from directory.catalogue.choices import ProposalState, Vocabulary
from directory.catalogue.models import Organisation, Proposal
from directory.catalogue.models.entry import slug_from
from directory.catalogue.models.proposal import MODELS
from directory.catalogue.permissions import can_decide_proposals
from directory.catalogue.validators import validate_no_contacts, validate_texts
from directory.mail.services import address_of, notify
from directory.taxonomy.models import Term

#: More than that at once is no proposal of words any more.
MOST_OPEN = 20


def known_as(model: type[Term], text: str) -> Term | None:
    """Return the term of a vocabulary that a word names: its slug, a label or a synonym."""
    word = " ".join(text.split()).casefold()
    for term in model._default_manager.current():
        labels = (term.slug, getattr(term, "label_en", ""), getattr(term, "label_lv", ""))
        names = [*filter(None, labels), *_synonyms(term)]
        if word in {" ".join(name.split()).casefold() for name in names}:
            return term
    return None


def _synonyms(term: Any) -> list[str]:
    texts = (getattr(term, f"synonyms_{language}", "") or "" for language in ("en", "lv"))
    return [line for text in texts for line in text.splitlines() if line.strip()]


@transaction.atomic
def propose(*, organisation: Organisation, user: Any, vocabulary: str, text: str) -> Proposal:
    """Keep a word that somebody misses in a list.

    Raises ValidationError for what is no word, is in the list already, or waits already.
    """
    list_of = Vocabulary(vocabulary)
    word = " ".join(text.split())
    validate_texts(word)
    validate_no_contacts(word)
    known = known_as(MODELS[list_of], word)
    if known is not None:
        raise ValidationError(
            _("“%(word)s” is in the list already, as “%(term)s”: choose it there.")
            % {"word": word[:80], "term": known},
            code="known",
        )
    waiting = Proposal.objects.filter(organisation=organisation, state=ProposalState.OPEN)
    if waiting.filter(vocabulary=list_of, text__iexact=word).exists():
        raise ValidationError(_("“%(word)s” is proposed already.") % {"word": word}, code="again")
    if waiting.count() >= MOST_OPEN:
        raise ValidationError(
            _("%(number)d of your words wait already: propose more when they are decided.")
            % {"number": MOST_OPEN},
            code="too_many",
        )
    row = Proposal(
        vocabulary=list_of,
        text=word,
        language=(get_language() or "en")[:2],
        organisation=organisation,
        user=user,
    )
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def take(
    *, proposal: Proposal, by: Any, term: Term | None = None, label_en: str = "", label_lv: str = ""
) -> Term:
    """Put a proposed word into its list: as a synonym of a term, or as a new one with both labels.

    Whoever proposed the same word is told. Raises PermissionDenied for who may not change the
    list, and ValidationError where it is decided already, the labels make no term, or the word
    stands for another term.
    """
    if not can_decide_proposals(by):
        raise PermissionDenied
    same = _same(proposal)
    if term is None:
        labels: dict[str, Any] = {"label_en": label_en, "label_lv": label_lv}
        for name, label in labels.items():
            _refuse_known(proposal.model, label, field=name)
        term = proposal.model(slug=_free_slug(proposal.model, label_en), **labels)
        term.full_clean()
        term.save()
    else:
        term = _with_synonym(
            _locked(type(term)._default_manager.current()).get(pk=term.pk), proposal
        )
    _decide(same, by=by, state=ProposalState.TAKEN, term=term)
    return term


def _with_synonym(term: Term, proposal: Proposal) -> Term:
    known = known_as(proposal.model, proposal.text)
    if known == term:
        return term
    _refuse_known(proposal.model, proposal.text, field="term")
    column = f"synonyms_{proposal.language}"
    lines = [*(getattr(term, column, "") or "").splitlines(), proposal.text]
    setattr(term, column, "\n".join(lines))
    term.full_clean()
    term.save()
    return term


def _refuse_known(model: type[Term], word: str, *, field: str) -> None:
    """Raise ValidationError for a word that stands for a term: it cannot stand for two."""
    known = known_as(model, word)
    if known is not None:
        said = _("“%(word)s” is in the list already, as “%(term)s”: choose that one.")
        raise ValidationError({field: said % {"word": word[:80], "term": known}}, code="known")


@transaction.atomic
def refuse(*, proposal: Proposal, by: Any, reason: str) -> None:
    """Leave a proposed word out, with a reason that whoever proposed it reads."""
    if not can_decide_proposals(by):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Give a reason.")}, code="required")
    _decide(_same(proposal), by=by, state=ProposalState.REFUSED, reason=reason.strip())


def _locked(rows: Any) -> Any:
    """Return rows that nobody else writes until this transaction ends."""
    if connection.features.has_select_for_update:
        return rows.select_for_update(of=("self",))
    return rows


def _same(proposal: Proposal) -> list[Proposal]:
    """Return the open proposals of a word, whoever made them, locked until they are decided."""
    rows = Proposal.objects.filter(state=ProposalState.OPEN, vocabulary=proposal.vocabulary)
    rows = rows.filter(Q(pk=proposal.pk) | Q(text__iexact=proposal.text))
    found = list(_locked(rows.select_related("organisation", "user")).order_by("pk"))
    if proposal.pk not in {row.pk for row in found}:
        raise ValidationError(_("It was decided already."), code="decided")
    return found


def _decide(
    rows: list[Proposal], *, by: Any, state: str, term: Term | None = None, reason: str = ""
) -> None:
    for row in rows:
        row.state, row.decided_at, row.decided_by = state, timezone.now(), by
        row.term, row.reason = (term.slug if term is not None else ""), reason
        row.full_clean()
        row.save()
        if row.user is not None and row.user.is_active:
            _tell(row, term)


def _tell(row: Proposal, term: Term | None) -> None:
    language = row.user.language  # type: ignore[union-attr]
    with override(language):
        values = {
            "proposal": row,
            "list": row.get_vocabulary_display(),
            "term": str(term or ""),
            "url": address_of("workspace:profile_edit", row.organisation.slug, language=language),
        }
    notify(
        event=f"catalogue:proposal:{row.pk}",
        receiver=row.user.email,  # type: ignore[union-attr]
        template="proposal_taken" if term is not None else "proposal_refused",
        context=values,
        language=language,
        folder="catalogue/mail",
    )


def _free_slug(model: type[Term], label: str) -> str:
    stem = slug_from(label)[:70] or slugify(model._meta.model_name or "term")
    slug, number = stem, 2
    while model._default_manager.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug
