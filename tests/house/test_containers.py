"""docker-compose.yml fits the Compose specification and the settings it feeds, and holds no secret."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from directory.settings.env import VARIABLES

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
OURS = ["prepare", "web", "indexer", "worker", "sender", "schedule"]
# Read by Django itself before our settings are.
DJANGO = {"DJANGO_SETTINGS_MODULE"}


def test_it_fits_the_specification() -> None:
    schema = json.loads((ROOT / "tests/house/data/compose_spec.json").read_text(encoding="utf-8"))
    jsonschema.Draft201909Validator(schema).validate(COMPOSE)


@pytest.mark.parametrize("name", OURS)
def test_only_known_settings_are_set(name: str) -> None:
    assert set(COMPOSE["services"][name]["environment"]) <= set(VARIABLES) | DJANGO


def test_what_production_requires_is_set() -> None:
    source = (ROOT / "directory/settings/production.py").read_text(encoding="utf-8")
    required = set(re.findall(r"""env\.required\(["'](\w+)["']\)""", source))
    assert "SECRET_KEY" in required
    assert required <= set(COMPOSE["services"]["web"]["environment"])


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_no_secret_is_written_down(name: str) -> None:
    for key, value in COMPOSE["services"][name].get("environment", {}).items():
        if re.search(r"SECRET|PASSWORD", key):
            assert re.fullmatch(r"\$\{\w+(:\?[^}]+|:-)\}", value), key
        if "://" in str(value) and "@" in value:
            assert re.search(r":\$\{\w+:\?[^}]+\}@", value), key


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_health_is_checked(name: str) -> None:
    service = COMPOSE["services"][name]
    check = service.get("healthcheck", {})
    # These serve nobody: their end is noticed by the restart policy.
    silent = {"prepare", "worker", "sender", "schedule"}
    assert check.get("test") or (check.get("disable") and name in silent)
    assert service["restart"] in {"unless-stopped", "no"}


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_named_volumes_and_services_exist(name: str) -> None:
    service = COMPOSE["services"][name]
    assert set(service.get("depends_on", {})) <= set(COMPOSE["services"])
    for volume in service.get("volumes", []):
        assert volume.split(":")[0] in COMPOSE["volumes"]


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_ports_are_local(name: str) -> None:
    for port in COMPOSE["services"][name].get("ports", []):
        assert port.startswith("127.0.0.1:")


def test_commands_exist() -> None:
    from django.core.management import get_commands

    known = get_commands()
    for name in OURS:
        command = COMPOSE["services"][name].get("command", [])
        if "manage.py" in command:
            assert command[command.index("manage.py") + 1] in known
        elif command:
            assert (ROOT / command[1]).exists()


def test_image_runs_without_root_and_from_the_lock() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"(?m)^USER (?!root)\w+", text)
    assert "--require-hashes -r requirements.lock" in text
    copied = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line[:1] == "!"
    }
    assert {"directory", "home", "search", "templates", "locale", "script", "manage.py"} <= copied
