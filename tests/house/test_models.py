"""Tables point downwards, and their migrations are complete, named and reversible."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = next(
    contract["layers"]
    for contract in PYPROJECT["tool"]["importlinter"]["contracts"]
    if contract["id"] == "apps"
)
# 0 is the top: a table may point to its own app or to a higher number.
LEVEL = {
    name.strip("() "): level for level, layer in enumerate(LAYERS) for name in layer.split("|")
}
OUR_MODELS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.app_config.name in LEVEL
]
OUR_LABELS = sorted({model._meta.app_label for model in OUR_MODELS})


def pointed_at(model: type[Model]) -> list[type[Model]]:
    """Return the models of ours that this model's columns and join tables point to."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    targets = [field.related_model for field in fields if field.is_relation and field.related_model]
    # Who did it: Django has every app name the user model by a setting, never by an import.
    return [
        target
        for target in targets
        if target._meta.app_config.name in LEVEL and target is not get_user_model()
    ]


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_downwards(model: type[Model]) -> None:
    own = model._meta.app_config.name
    for target in pointed_at(model):
        name = target._meta.app_config.name
        assert name == own or LEVEL[name] > LEVEL[own], (
            f"{model._meta.label} → {target._meta.label}"
        )


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_no_default_ordering(model: type[Model]) -> None:
    from wagtail.models import Page

    if not issubclass(model, Page):
        assert not model._meta.__dict__.get("ordering") or _is_sorted_child(model)


def _is_sorted_child(model: type[Model]) -> bool:
    """Tell whether Wagtail's Orderable gave the order: its inline forms rely on it."""
    from wagtail.models import Orderable

    return issubclass(model, Orderable)


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    output = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=output)
    except SystemExit:
        pytest.fail(output.getvalue())


@pytest.fixture(scope="module")
def migrations(django_db_setup: None, django_db_blocker: Any) -> dict[tuple[str, str], object]:
    """Return our migrations by app and name."""
    # wagtail-localize looks into the database while its migrations are read.
    with django_db_blocker.unblock():
        disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {key: value for key, value in disk.items() if key[0] in OUR_LABELS}


def test_migrations_are_named(migrations: dict[tuple[str, str], object]) -> None:
    assert migrations
    unnamed = [key for key in migrations if re.search(r"_auto_\d|^\d+_initial\d", key[1])]
    assert unnamed == []


def test_migrations_are_reversible(migrations: dict[tuple[str, str], object]) -> None:
    for key, migration in migrations.items():
        for operation in migration.operations:
            assert operation.reversible, f"{key}: {operation.describe()}"


def test_migrations_import_no_app_code() -> None:
    # Django itself writes `import app.validators` where a column names one: nothing else may be used,
    # so that a migration does tomorrow what it did on the day it was written.
    generated = re.compile(
        r"import (?:directory|home|search)[\w.]*\.(?:models|validators|blocks)[\w.]*$"
    )
    ours = re.compile(r"^\s*((?:from|import) (?:directory|home|search)\b.*)$", re.MULTILINE)
    for folder in ("directory", "home", "search"):
        for path in (ROOT / folder).glob("**/migrations/*.py"):
            for line in ours.findall(path.read_text(encoding="utf-8")):
                assert generated.match(line), f"{path.relative_to(ROOT)}: {line}"
