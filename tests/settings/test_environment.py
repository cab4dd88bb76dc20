"""Settings read the environment in one place, and production refuses what is unsafe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from directory.settings.env import VARIABLES, Environment

ROOT = Path(__file__).resolve().parents[2]

SAFE = {
    "SECRET_KEY": "k3J-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2,
    "RESPONSE_KEYS": "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=",
    "ALLOWED_HOSTS": "directory.example",
    "SITE_URL": "https://directory.example",
    "DATABASE_URL": "postgres://user:p%40ss@db.example:5432/directory",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "Directory <hello@directory.example>",
}


def production(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    # The browser tests of the same worker allow what production refuses.
    other = {*VARIABLES, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    own = {name: value for name, value in os.environ.items() if name not in other}
    values = {name: value for name, value in (SAFE | changes).items() if value}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=own
        | values
        | {"DJANGO_SETTINGS_MODULE": "directory.settings.production", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_safe_production_settings_pass_the_deployment_checks(tmp_path: Path) -> None:
    result = production(tmp_path)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, "") for name in SAFE),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("RESPONSE_KEYS", "dG9vIHNob3J0"),
        ("RESPONSE_KEYS", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        ("RESPONSE_KEYS", "no base64!"),
        ("ALLOWED_HOSTS", "*"),
        ("SITE_URL", "http://directory.example"),
        ("DATABASE_URL", "mysql://user@host/name"),
        ("DEFAULT_FROM_EMAIL", "root@localhost"),
        ("EMAIL_PORT", "smtp"),
        ("SEARCH_ENGINE", "sphinx"),
    ],
)
def test_production_names_the_variable_it_refuses(name: str, value: str, monkeypatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    for variable, good in (SAFE | {name: value}).items():
        monkeypatch.setenv(variable, good)
    for module in ("production", "base"):
        monkeypatch.delitem(sys.modules, f"directory.settings.{module}", raising=False)
    with pytest.raises(ImproperlyConfigured, match=name):
        __import__("directory.settings.production")


@pytest.mark.parametrize(
    ("raw", "value"), [("true", True), ("0", False), ("YES", True), (" off ", False)]
)
def test_truth_is_read_from_words(raw: str, value: bool) -> None:
    assert Environment({"BEHIND_PROXY": raw})("BEHIND_PROXY") is value


def test_a_word_that_is_no_truth_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="BEHIND_PROXY: use one of"):
        Environment({"BEHIND_PROXY": "maybe"})("BEHIND_PROXY")


def test_database_url_is_taken_apart() -> None:
    database = Environment({"DATABASE_URL": SAFE["DATABASE_URL"]})("DATABASE_URL")
    assert (database["HOST"], database["PORT"], database["NAME"]) == (
        "db.example",
        "5432",
        "directory",
    )
    assert database["PASSWORD"] == "p@ss"


def test_an_undeclared_variable_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        Environment({})("SOMETHING_ELSE")
