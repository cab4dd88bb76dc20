"""The life-cycle that every entry shares: draft, review, publication, history."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self, cast

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from modelcluster.models import (
    ClusterableModel,
    get_all_child_relations,
    model_from_serializable_data,
)
from modeltranslation.translator import NotRegistered, translator
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)


def translated_originals(model: type[models.Model]) -> list[str]:
    """Return the names of the fields that modeltranslation split into one column a language."""
    try:
        return list(translator.get_options_for_model(model).get_field_names())
    except NotRegistered:
        return []


def label_of(model: type[models.Model], name: str) -> str:
    """Return what a column or a relation is called, its language behind it; nothing for no name."""
    if not name:
        return ""
    base, _underscore, language = name.rpartition("_")
    if base in translated_originals(model) and language in dict(settings.LANGUAGES):
        original: Any = model._meta.get_field(base)
        return f"{original.verbose_name} ({language})"
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if field.one_to_many:
        return str(field.related_model._meta.verbose_name_plural)
    return str(getattr(field, "verbose_name", name))


def _parents(model: type[models.Model], data: dict[str, Any]) -> dict[Any, Any]:
    """Return the rows that the columns of a row refer to, None for what is gone, read by table."""
    fields: dict[Any, Any] = {
        field: field.target_field.to_python(data[field.name])
        for field in cast("Any", model._meta.concrete_fields)
        if field.remote_field is not None
        and data.get(field.name) is not None
        and field.remote_field.on_delete is not models.DO_NOTHING
    }
    keys: dict[Any, set[Any]] = {}
    for field, key in fields.items():
        keys.setdefault(field.remote_field.model, set()).add(key)
    rows = {table: table._default_manager.in_bulk(wanted) for table, wanted in keys.items()}
    return {field: rows[field.remote_field.model].get(key) for field, key in fields.items()}


def _standing(relation: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a child relation without what refers to something deleted.

    A row goes where deleting would have taken it along; elsewhere its key is emptied.
    """
    for field in relation.related_model._meta.concrete_fields:
        if field.remote_field is None or field == relation.field:
            continue
        wanted = {row[field.name] for row in rows if row.get(field.name) is not None}
        if not wanted:
            continue
        known = field.remote_field.model._default_manager.filter(pk__in=wanted)
        gone = wanted - set(known.values_list("pk", flat=True))
        if field.remote_field.on_delete is models.CASCADE:
            rows = [row for row in rows if row.get(field.name) not in gone]
        else:
            rows = [
                row | {field.name: None} if row.get(field.name) in gone else row for row in rows
            ]
    return rows


class Moderated(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
):
    """An entry whose drafts are reviewed before they replace what the public sees.

    Its state is read from Wagtail's revision and workflow tables and never stored twice. Every
    write runs in one transaction, so that receivers (the search change log) commit with it or not
    at all; Wagtail's own actions do not do that.
    """

    _workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    if TYPE_CHECKING:

        def get_absolute_url(self) -> str:
            """Return the address of the public page in the active language."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            return super().delete(*args, **kwargs)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            self._keep_live_version(revision)
            return super().publish(revision, *args, **kwargs)

    def _keep_live_version(self, revision: Any) -> None:
        """Give a published row that was imported a revision of what is live now.

        Wagtail takes an entry without one off the site when its next version is only scheduled.
        """
        if not self.live or self.live_revision_id is not None or not revision.content["go_live_at"]:
            return
        self.live_revision = type(revision).objects.create(
            content_object=self,
            base_content_type=self.get_base_content_type(),
            created_at=revision.created_at - timedelta(microseconds=1),
            content=self.serializable_data(),
            object_str=str(self),
        )
        type(self)._default_manager.filter(pk=self.pk).update(live_revision=self.live_revision)

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            return super().unpublish(*args, **kwargs)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        # A translated original has no value of its own: it answers with a fallback, which must
        # neither satisfy nor break validation. Only the columns of each language are checked.
        super().clean_fields(exclude={*(exclude or ()), *translated_originals(type(self))})

    def serializable_data(self) -> dict[str, Any]:
        """Return what a revision keeps: the columns of each language, never their fallback."""
        data: dict[str, Any] = super().serializable_data()
        for name in translated_originals(type(self)):
            data.pop(name, None)
        return data

    def get_latest_revision_as_object(self) -> Self:
        # As Wagtail does it, without reading this row again for its own revision.
        draft: Any = self.latest_revision if self.has_unpublished_changes else None
        return self if draft is None else self.with_content_json(dict(draft.content))

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return this entry as a draft has it."""
        originals = translated_originals(type(self))
        # A value under an original's name would fill a language that the revision does not know.
        kept = {name: value for name, value in content.items() if name not in originals}
        draft = cast("Self", super().with_content_json(kept))
        # Which revision is live is known to the row, not to a revision made before.
        draft.live_revision = self.live_revision
        # What stands in tables of its own beside the row, and was read with it, is no part of drafts.
        for one in self._meta.related_objects:
            if one.one_to_one and one.is_cached(self):
                one.set_cached_value(draft, one.get_cached_value(self))
        return draft

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Self | None:
        """Return an entry as a revision has it, without the rows that belong to what is gone.

        As modelcluster does it, but asked once for all rows of a table.
        """
        relations = {one.get_accessor_name(): one for one in get_all_child_relations(cls)}
        own = {name: value for name, value in data.items() if name not in relations}
        parents = _parents(cls, own) if check_fks else {}
        for field, parent in parents.items():
            if parent is None:
                if strict_fks and field.remote_field.on_delete is models.CASCADE:
                    return None
                own[field.name] = None
        entry = super().from_serializable_data(own, check_fks=False)
        for field, parent in parents.items():
            setattr(entry, field.name, parent)
        for name in relations.keys() & data.keys():
            relation, rows = relations[name], data[name]
            if check_fks:
                rows = _standing(relation, rows)
            model = relation.related_model
            children = [model_from_serializable_data(model, row, check_fks=False) for row in rows]
            setattr(entry, name, children)
        return cast("Self", entry)

    def serve_preview(self, request: HttpRequest, _mode_name: str) -> HttpResponse:
        """Answer with the public page of this draft.

        The public URL is resolved and its view called with the draft in ``request.preview``, so
        that this app needs to know no page.
        """
        match = resolve(self.get_absolute_url())
        request.preview = self  # type: ignore[attr-defined]
        request.GET = QueryDict()
        return match.func(request, *match.args, **match.kwargs)
