"""Write the change log when rows that documents are made of change: in the transaction that changes them.

What changes rows past the signals (bulk writes, `QuerySet.update`) calls `search.changes.record` itself, or sends
`terms_changed`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db import models, router, transaction
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_migrate,
    post_save,
    pre_delete,
    pre_save,
)
from wagtail.models import PageViewRestriction, get_page_models
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from directory.catalogue.models import (
    Entry,
    ExternalId,
    PublicContract,
    Reference,
    RegisterRecord,
    Verification,
)
from directory.taxonomy.models import VOCABULARIES, Market
from directory.taxonomy.signals import terms_changed
from directory.users.choices import EDITORS, REVIEWERS
from directory.users.services import grant_after_migrate
from search import changes
from search.indexing import MODELS, TYPE_OF, touched
from search.indexing.touched import Touched
from search.models import PinnedEntry, PinnedSearch, StopPhrase, SynonymGroup

FACTS: tuple[type[models.Model], ...] = (RegisterRecord, Verification, PublicContract)


def connect() -> None:
    """Connect all receivers; called once, when the app is ready."""
    for model in MODELS.values():
        name = f"search-{model.__name__}"
        post_save.connect(entry_changed, sender=model, dispatch_uid=f"{name}-saved")
        pre_delete.connect(entry_changed, sender=model, dispatch_uid=f"{name}-deleting")
        post_delete.connect(entry_deleted, sender=model, dispatch_uid=f"{name}-deleted")
        published.connect(entry_changed, sender=model, dispatch_uid=f"{name}-published")
        unpublished.connect(entry_changed, sender=model, dispatch_uid=f"{name}-unpublished")
        for field in model._meta.many_to_many:
            if not field.auto_created:
                through = field.remote_field.through
                m2m_changed.connect(
                    links_changed, sender=through, dispatch_uid=f"{name}-{field.name}"
                )
    pre_save.connect(reference_moving, sender=Reference, dispatch_uid="search-reference-moving")
    for fact in FACTS:
        for signal, moment in ((post_save, "saved"), (post_delete, "deleted")):
            signal.connect(
                fact_changed, sender=fact, dispatch_uid=f"search-{fact.__name__}-{moment}"
            )
    for signal, moment in ((post_save, "saved"), (post_delete, "deleted")):
        signal.connect(
            external_id_changed, sender=ExternalId, dispatch_uid=f"search-external-id-{moment}"
        )
    for vocabulary in VOCABULARIES:
        name = f"search-{vocabulary.__name__}"
        post_save.connect(term_saved, sender=vocabulary, dispatch_uid=f"{name}-saved")
        post_delete.connect(term_saved, sender=vocabulary, dispatch_uid=f"{name}-deleted")
    m2m_changed.connect(
        groups_changed, sender=Market.groups.through, dispatch_uid="search-market-groups"
    )
    for lever in (SynonymGroup, StopPhrase, PinnedSearch, PinnedEntry):
        name = f"search-{lever.__name__}"
        post_save.connect(lever_changed, sender=lever, dispatch_uid=f"{name}-saved")
        post_delete.connect(lever_changed, sender=lever, dispatch_uid=f"{name}-deleted")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(page_changed, dispatch_uid="search-page-changed")
    for signal, moment in ((post_save, "saved"), (post_delete, "deleted")):
        signal.connect(
            page_changed, sender=PageViewRestriction, dispatch_uid=f"search-page-privacy-{moment}"
        )
    for page_model in get_page_models():
        name = f"search-{page_model._meta.label}-deleting"
        pre_delete.connect(page_changed, sender=page_model, dispatch_uid=name)
    post_migrate.connect(
        grant_levers,
        sender=installed_apps.get_app_config("search"),
        dispatch_uid="search-grant-levers",
    )
    terms_changed.connect(several_terms_changed, dispatch_uid="search-terms-changed")


def entry_changed(sender: type[Entry], instance: Entry, **kwargs: Any) -> None:
    """Record an entry and all that shows something of it: at each save, before a deletion, when its state changes."""
    if kwargs.get("raw") or instance.pk is None:
        return
    write(touched.by_entries(TYPE_OF[sender], {instance.pk}), using=_database(instance, kwargs))


def entry_deleted(sender: type[Entry], instance: Entry, **kwargs: Any) -> None:
    """Record an entry that is gone; what showed it was recorded while the links were still there."""
    write({TYPE_OF[sender]: {instance.pk}}, using=_database(instance, kwargs))


def reference_moving(instance: Reference, **kwargs: Any) -> None:
    """Record the organisation and the solution that a reference leaves."""
    if kwargs.get("raw") or instance.pk is None:
        return
    write(touched.by_references({instance.pk}), using=_database(instance, kwargs))


def links_changed(
    instance: models.Model, action: str, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Record the entries on both sides of a many-to-many link, whichever side it is written from."""
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    found: Touched = {}
    sides = [(type(instance), {instance.pk})]
    if pk_set and kwargs.get("model") in TYPE_OF:
        sides.append((kwargs["model"], pk_set))
    for model, pks in sides:
        if model in TYPE_OF:
            _merge(found, touched.by_entries(TYPE_OF[model], pks))
    write(found, using=kwargs.get("using") or "default")


def fact_changed(instance: Any, **kwargs: Any) -> None:
    """Record the organisation that a fact is about."""
    if not kwargs.get("raw"):
        write(
            touched.by_organisations({instance.organisation_id}), using=_database(instance, kwargs)
        )


def external_id_changed(instance: ExternalId, **kwargs: Any) -> None:
    """Record every entry that has this id in some source: sharing it changes what the others are called outside."""
    model = instance.content_type.model_class()
    if kwargs.get("raw") or model not in TYPE_OF:
        return
    sharing = ExternalId.objects.filter(content_type=instance.content_type, value=instance.value)
    keys = {instance.object_id, *sharing.values_list("object_id", flat=True)}
    write({TYPE_OF[model]: keys}, using=_database(instance, kwargs))


def term_saved(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Record the entries that carry a term, whose labels, synonyms or place may have changed."""
    if not kwargs.get("raw"):
        several_terms_changed(sender, {instance.pk})


def groups_changed(instance: Market, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Record the entries of the markets that enter or leave a group."""
    if action in {"post_add", "post_remove", "pre_clear"}:
        several_terms_changed(
            Market, {instance.pk, *(pk_set or ())} if kwargs.get("reverse") else {instance.pk}
        )


def several_terms_changed(sender: type[Any], pks: Collection[int], **_: Any) -> None:
    """Record the entries that carry one of some terms, and that labels changed."""
    changes.record_vocabulary(VOCABULARIES.index(sender))
    write(touched.by_terms(sender, pks))


def lever_changed(**kwargs: Any) -> None:
    """Record that editors changed synonyms, stop phrases or pinned results."""
    if not kwargs.get("raw"):
        using = kwargs.get("using") or "default"
        with transaction.atomic(using=using):
            changes.record_levers(using=using)


def page_changed(**kwargs: Any) -> None:
    """Record that a page changed, where editors name one for a question: its title and address stand with results."""
    if not kwargs.get("raw") and PinnedSearch.objects.filter(page__isnull=False).exists():
        lever_changed()


def grant_levers(*, apps: Apps = installed_apps, **_: Any) -> None:
    """Let editors and reviewers steer the search."""
    for group in (EDITORS, REVIEWERS):
        grant_after_migrate(
            tables=(SynonymGroup, StopPhrase, PinnedSearch),
            group=group,
            actions=("add", "change", "delete", "view"),
            apps=apps,
        )


def write(found: Touched, *, using: str = "default") -> None:
    """Write entries into the change log, all of one type together."""
    for type_name in MODELS:
        if keys := found.get(type_name):
            changes.record(type_name, sorted(keys), using=using)


def _merge(found: Touched, more: Touched) -> None:
    for type_name, keys in more.items():
        found.setdefault(type_name, set()).update(keys)


def _database(instance: models.Model, kwargs: dict[str, Any]) -> str:
    # Wagtail's own signals don't name the database.
    return kwargs.get("using") or router.db_for_write(type(instance), instance=instance)
