"""What keeps a term from being deleted under those who use it."""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db.models import ProtectedError
from django.db.models.signals import post_migrate, pre_delete
from django.utils.translation import gettext as _

from directory.taxonomy.models import VOCABULARIES, Term
from directory.taxonomy.services.merge import references_to
from directory.users.choices import REVIEWERS
from directory.users.services import grant_after_migrate


def protect_used_term(*, sender: type[Term], instance: Term, **_kwargs: Any) -> None:
    """Refuse to delete a term that is used or has aliases; raises ProtectedError.

    The database protects columns that point at a term, but lets the rows of joining tables go
    with it, and so an entry would lose a word without anybody having edited it.
    """
    users = [
        row
        for reference in references_to(sender)
        if reference.model._meta.auto_created and not _is_own(reference.model, reference.column)
        for row in reference.rows.filter(**{reference.column: instance})[:1]
    ]
    if users:
        raise ProtectedError(_("This term is used; merge it into another one instead."), set(users))


def _is_own(through: Any, column: str) -> bool:
    """Return whether a joining table's column is the side of the model that owns the relation."""
    owner = through._meta.auto_created
    own_columns = {
        field.m2m_field_name()
        for field in owner._meta.local_many_to_many
        if field.remote_field.through is through
    }
    return through._meta.get_field(column).related_model is owner and column in own_columns


def let_reviewers_edit(*, apps: Apps = installed_apps, **_kwargs: Any) -> None:
    """Let reviewers edit, merge and delete terms, unless staff decided otherwise."""
    actions = ("view", "add", "change", "delete")
    grant_after_migrate(tables=VOCABULARIES, group=REVIEWERS, actions=actions, apps=apps)


def connect() -> None:
    """Connect the protection to every vocabulary, and the rights to the app's migration."""
    post_migrate.connect(
        let_reviewers_edit,
        sender=installed_apps.get_app_config("taxonomy"),
        dispatch_uid="taxonomy.let_reviewers_edit",
    )
    for model in VOCABULARIES:
        pre_delete.connect(
            protect_used_term, sender=model, dispatch_uid=f"taxonomy.protect.{model.__name__}"
        )
