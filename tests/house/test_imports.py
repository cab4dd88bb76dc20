"""The order of apps and rooms holds, and a planted violation of each contract is noticed."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter.application import use_cases
from importlinter.configuration import configure
from importlinter.domain.contract import Contract, registry

ROOT = Path(__file__).resolve().parents[2]
configure()
OPTIONS = use_cases.read_user_options(str(ROOT / "pyproject.toml"))
use_cases._register_contract_types(OPTIONS)
PACKAGES: list[str] = OPTIONS.session_options["root_packages"]
CONTRACTS = {options["id"]: options for options in OPTIONS.contracts_options}

# The contract that must notice it, the module that imports, and what it imports.
PLANTED = [
    ("apps", "directory.taxonomy.models", "directory.catalogue.models"),
    ("apps", "directory.catalogue.models", "search.services"),
    ("apps", "search.services", "home.models"),
    ("apps", "directory.users.models", "directory.media.models"),
    ("apps", "directory.needs.querysets", "directory.browse.views"),
    ("app-rooms", "directory.catalogue.choices", "directory.catalogue.models"),
    ("app-rooms", "directory.taxonomy.services.merge", "directory.taxonomy.management"),
    ("search-flow", "search.contract.query", "search.changes"),
    ("search-flow", "search.services", "search.views"),
    ("engines-independent", "search.engines.embedded", "search.engines.null"),
    ("contract-pure", "search.contract.query", "django.db"),
    ("contract-pure", "search.engines.embedded", "directory.catalogue.models"),
    ("elastic-caged", "search.services", "elasticsearch"),
    ("elastic-caged", "home.models", "elasticsearch_dsl"),
    ("models-door", "search.views", "directory.catalogue.models"),
]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Return who imports whom, read once."""
    return grimp.build_graph(
        *PACKAGES,
        include_external_packages=True,
        exclude_type_checking_imports=True,
        cache_dir=None,
    )


def contract(name: str) -> Contract:
    """Return one of the project's contracts."""
    options: dict[str, Any] = CONTRACTS[name]
    kind = registry.get_contract_class(options["type"])
    return kind(
        name=options["name"], session_options=OPTIONS.session_options, contract_options=options
    )


@pytest.mark.parametrize("name", CONTRACTS)
def test_contract_holds(graph: grimp.ImportGraph, name: str) -> None:
    check = contract(name).check(deepcopy(graph), verbose=False)
    assert check.kept, check.metadata


@pytest.mark.parametrize(("name", "importer", "imported"), PLANTED)
def test_planted_import_is_noticed(
    graph: grimp.ImportGraph, name: str, importer: str, imported: str
) -> None:
    planted = deepcopy(graph)
    for module in (importer, imported):
        if module not in planted.modules:
            is_external = module.partition(".")[0] not in PACKAGES
            planted.add_module(module.partition(".")[0] if is_external else module, is_external)
    if imported not in planted.modules:
        imported = imported.partition(".")[0]
    planted.add_import(importer=importer, imported=imported, line_number=1, line_contents="planted")
    assert not contract(name).check(planted, verbose=False).kept


@pytest.mark.parametrize(
    ("name", "module"),
    [("app-rooms", "directory.catalogue.helpers"), ("search-flow", "search.utils")],
)
def test_room_without_a_place_is_noticed(graph: grimp.ImportGraph, name: str, module: str) -> None:
    planted = deepcopy(graph)
    planted.add_module(module)
    assert not contract(name).check(planted, verbose=False).kept


def test_cycle_is_noticed(graph: grimp.ImportGraph) -> None:
    planted = deepcopy(graph)
    for module in ("home.one", "home.two"):
        planted.add_module(module)
    planted.add_import(importer="home.one", imported="home.two")
    planted.add_import(importer="home.two", imported="home.one")
    assert not contract("acyclic").check(planted, verbose=False).kept


def test_every_app_has_its_place() -> None:
    from django.apps import apps

    ours = {config.name for config in apps.get_app_configs()} & {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for path in (*ROOT.glob("*/apps.py"), *ROOT.glob("directory/*/apps.py"))
    }
    layers = " | ".join(CONTRACTS["apps"]["layers"]).replace("(", "").replace(")", "").split(" | ")
    assert ours <= set(layers)
    containers = CONTRACTS["app-rooms"]["containers"]
    assert {name for name in ours if name.startswith("directory.")} == set(containers)
