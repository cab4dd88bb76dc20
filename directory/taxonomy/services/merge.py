"""Merging a term into another: every reference moves, the old slug stays as an alias."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from directory.taxonomy.models import Term
from directory.taxonomy.signals import terms_changed

#: Columns of a term that are moved by rules of their own.
_OWN_COLUMNS = frozenset({"parent", "merged_into"})


class MergeError(Exception):
    """Two terms that cannot be merged; the message tells staff why."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that points at terms of one vocabulary."""

    model: type[models.Model]
    column: str
    label: str

    @property
    def rows(self) -> models.QuerySet[Any]:
        """Return all rows of the column's table, whatever their model's manager leaves out."""
        return models.QuerySet(self.model)


def references_to(model: type[Term]) -> Iterator[Reference]:
    """Return every column of the project that points at a vocabulary, joining tables included."""
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.local_fields:
            points_here = field.remote_field is not None and field.related_model is model
            if not points_here or (other is model and field.name in _OWN_COLUMNS):
                continue
            owner: Any = other._meta.auto_created or other
            yield Reference(other, field.name, capfirst(str(owner._meta.verbose_name_plural)))


def count_references(term: Term) -> dict[str, int]:
    """Return how many rows of each kind point at a term, by the kind's name; zeros left out."""
    counts: dict[str, int] = {}
    for reference in references_to(type(term)):
        number = reference.rows.filter(**{reference.column: term}).count()
        if number:
            counts[reference.label] = counts.get(reference.label, 0) + number
    return counts


def merge_terms(*, source: Term, target: Term, user: Any) -> Term:
    """Merge ``source`` into ``target`` and return the target.

    In one transaction all references, children and aliases of the source move, none twice; its
    labels and synonyms become synonyms of the target, so that old words still find. Raises
    MergeError for terms of two vocabularies, a term itself or one below it, and merged terms.
    """
    model = type(source)
    if type(target) is not model:
        raise MergeError(_("These terms belong to two vocabularies."))
    with transaction.atomic():
        terms: models.QuerySet[Term] = models.QuerySet(model)
        locked = terms.select_for_update().in_bulk([source.pk, target.pk])
        if len(locked) < 2:
            raise MergeError(_("A term cannot be merged into itself."))
        source, target = locked[source.pk], locked[target.pk]
        _check(source, target)
        moved = count_references(source)
        for reference in references_to(model):
            _move(reference, source, target)
        children = set(model._default_manager.filter(parent=source).values_list("pk", flat=True))
        model._default_manager.filter(pk__in=children).update(parent=target)
        model._default_manager.filter(merged_into=source).update(merged_into=target)
        source.merged_into = target
        source.save(update_fields=["merged_into"])
        _adopt_words(source, target)
        terms_changed.send(sender=model, pks=frozenset({source.pk, target.pk, *children}))
        log(
            instance=target,
            action="taxonomy.merge",
            user=user,
            data={"source": {"slug": source.slug, "label": str(source)}, "moved": moved},
            content_changed=True,
        )
    return target


def _check(source: Term, target: Term) -> None:
    if source.merged_into_id is not None:
        raise MergeError(_("This term was merged into another one already."))
    if target.merged_into_id is not None:
        raise MergeError(_("The other term was merged itself; choose the one it was merged into."))
    ancestor = target.parent
    while ancestor is not None:
        if ancestor.pk == source.pk:
            raise MergeError(_("A term cannot be merged into one below it."))
        ancestor = ancestor.parent


def _move(reference: Reference, source: Term, target: Term) -> None:
    """Point a column's rows at the target, and drop those it has already."""
    column, rows = reference.column, reference.rows
    for others in _unique_with(reference.model, column):
        same = {name: OuterRef(name) for name in others}
        twin = rows.filter(**{column: target}, **same)
        rows.filter(**{column: source}).filter(Exists(twin)).delete()
    rows.filter(**{column: source}).update(**{column: target})
    maker: Any = reference.model._meta.auto_created
    if maker is type(source):
        # A term that grouped the other must not come to group itself.
        ends = [field.name for field in reference.model._meta.fields if field.is_relation]
        if all(reference.model._meta.get_field(end).related_model is type(source) for end in ends):
            rows.filter(**dict.fromkeys(ends, target)).delete()


def _unique_with(model: type[models.Model], column: str) -> Iterator[tuple[str, ...]]:
    """Return the columns that, each set together with ``column``, may stand in one row only."""
    sets = [tuple(names) for names in model._meta.unique_together]
    sets += [
        tuple(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None
    ]
    field = model._meta.get_field(column)
    if getattr(field, "unique", False):
        sets.append((column,))
    for names in sets:
        if column in names:
            yield tuple(name for name in names if name != column)


def _adopt_words(source: Term, target: Term) -> None:
    """Add the source's labels and synonyms to the target's synonyms, language by language."""
    for language in ("en", "lv"):
        known = {str(getattr(target, f"label_{language}") or "").casefold()}
        words = []
        for text in (
            getattr(target, f"synonyms_{language}"),
            getattr(source, f"label_{language}"),
            getattr(source, f"synonyms_{language}"),
        ):
            for word in (text or "").splitlines():
                if word.strip() and word.strip().casefold() not in known:
                    known.add(word.strip().casefold())
                    words.append(word.strip())
        setattr(target, f"synonyms_{language}", "\n".join(words))
    columns = ["synonyms_en", "synonyms_lv"]
    target.save(update_fields=columns)
