"""The looks that the site itself takes at a submission, kept for the reviewer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Revision

from directory.moderation.choices import FindingKind
from directory.moderation.models import Check, Finding, Moderated, translated_originals
from directory.moderation.prose import plain
from directory.moderation.sources.websites import Unreachable, probe
from directory.moderation.validators import contacts_in

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
#: Links that are asked for one submission, and sentences and entries that are compared.
MOST_LINKS = 20
MOST_SENTENCES = 3
MOST_ALIKE = 20
#: A text is another's where so much of it stands there too, in passages of so many words.
SHARE = 0.5
PASSAGE = 5
SHORTEST_TEXT = 80
SHORTEST_SENTENCE, LONGEST_SENTENCE = 30, 200
_LINK = re.compile(r"https?://[^\s<>\"')\]]+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?\n]+")


def ask_for_check(*, revision: Revision) -> Check:
    """Write down at once what a version shows by itself; the rest waits for the worker."""
    check, _created = Check.objects.update_or_create(revision=revision, defaults={"done_at": None})
    check.findings.all().delete()
    draft = revision.as_object()
    Finding.objects.bulk_create(
        Finding(check_made=check, kind=kind, field=name, detail=detail[:500])
        for kind, name, detail in (*_contacts(draft), *_missing_languages(draft))
    )
    return check


def finish_check(*, revision_id: int, look: Callable[[str], None] = probe) -> None:
    """Ask a version's links and compare its texts with those of other entries.

    Websites are asked outside of any transaction, for they may be slow. Nothing happens for a
    version that is gone.
    """
    revision = Revision.objects.filter(pk=revision_id).first()
    if revision is None or revision.content_object is None:
        return
    draft = revision.as_object()
    found = [*_dead_links(draft, look), *_alike(draft)]
    with transaction.atomic():
        check = Check.objects.filter(revision=revision).first()
        if check is None:
            return
        check.findings.filter(kind__in=[FindingKind.DEAD_LINK, FindingKind.DUPLICATE]).delete()
        for finding in found:
            finding.check_made = check
        Finding.objects.bulk_create(found)
        Check.objects.filter(pk=check.pk).update(done_at=timezone.now())


def _texts(entry: Moderated) -> Iterator[tuple[str, str]]:
    for base in translated_originals(type(entry)):
        for language in LANGUAGES:
            name = f"{base}_{language}"
            value = getattr(entry, name, None)
            if value:
                yield name, plain(value)


def _contacts(entry: Moderated) -> Iterator[tuple[str, str, str]]:
    for name, text in _texts(entry):
        for contact in contacts_in(text):
            yield FindingKind.CONTACT, name, contact


def _missing_languages(entry: Moderated) -> Iterator[tuple[str, str, str]]:
    """Yield the columns that are empty while the same text stands in another language."""
    filled = {name for name, _text in _texts(entry)}
    for base in sorted(translated_originals(type(entry))):
        names = [f"{base}_{language}" for language in LANGUAGES]
        if filled.intersection(names):
            yield from ((FindingKind.LANGUAGE, name, "") for name in names if name not in filled)


def _dead_links(entry: Moderated, look: Callable[[str], None]) -> Iterator[Finding]:
    links: dict[str, str] = {}
    for field in entry._meta.concrete_fields:
        if isinstance(field, models.URLField) and getattr(entry, field.name):
            links.setdefault(getattr(entry, field.name), field.name)
    for name, text in _texts(entry):
        for link in _LINK.findall(text):
            links.setdefault(link.rstrip(".,;:!?"), name)
    for link, name in list(links.items())[:MOST_LINKS]:
        try:
            look(link)
        except Unreachable as error:
            detail = f"{link[:400]} ({error})"
            yield Finding(kind=FindingKind.DEAD_LINK, field=name, detail=detail[:500])


def _long_columns(model: type[Moderated]) -> list[str]:
    return [
        f"{base}_{language}"
        for base in translated_originals(model)
        if isinstance(model._meta.get_field(base), models.TextField)
        for language in LANGUAGES
    ]


def _passages(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + PASSAGE]) for at in range(max(1, len(words) - PASSAGE + 1))}


def _sentences(text: str) -> list[str]:
    """Return a text's longest sentences, by which others that hold them are found."""
    parts = (part.strip()[:LONGEST_SENTENCE] for part in _SENTENCE_END.split(text))
    fitting = {part for part in parts if len(part) >= SHORTEST_SENTENCE}
    return sorted(fitting, key=len, reverse=True)[:MOST_SENTENCES]


def _alike(entry: Moderated) -> Iterator[Finding]:
    """Yield the other entries in which at least half of a long text stands."""
    for name in _long_columns(type(entry)):
        text = getattr(entry, name) or ""
        sentences = _sentences(text)
        if len(text) < SHORTEST_TEXT or not sentences:
            continue
        passages = _passages(text)
        for model in apps.get_models():
            if not issubclass(model, Moderated) or model._meta.abstract:
                continue
            for other in _holding(model, sentences, entry):
                shares = [
                    len(passages & _passages(getattr(other, column) or "")) / len(passages)
                    for column in _long_columns(model)
                ]
                if max(shares) >= SHARE:
                    yield Finding(
                        kind=FindingKind.DUPLICATE,
                        field=name,
                        detail=f"{other} ({max(shares):.0%})"[:500],
                        other_model=other._meta.label_lower,
                        other_id=str(other.pk),
                    )


def _holding(model: type[Moderated], sentences: list[str], entry: Moderated) -> Any:
    columns = _long_columns(model)
    if not columns:
        return model._default_manager.none()
    condition = models.Q()
    for column in columns:
        for sentence in sentences:
            condition |= models.Q((f"{column}__contains", sentence))
    rows = model._default_manager.filter(condition)
    if isinstance(entry, model):
        rows = rows.exclude(pk=entry.pk)
    return rows.order_by("pk")[:MOST_ALIKE]
