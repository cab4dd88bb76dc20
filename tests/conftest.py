"""Fixtures for every test, and what a test needs that may be missing on this machine."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.utils import translation

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

# What an example takes says nothing on a busy machine: speed is measured by script/bench.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_configure() -> None:
    """Compile the translations, so that tests see the pages as the site shows them."""
    # As script/lib/preparation.py does, for the same reason: every worker migrates a database.
    gc.set_threshold(100_000)
    subprocess.run([sys.executable, str(ROOT / "script" / "lib" / "messages.py")], check=True)


def pytest_sessionstart() -> None:
    """Make the folder of collected static files, which every client of a test looks for."""
    from django.conf import settings

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def pytest_unconfigure() -> None:
    """Remove the folder that the test settings made."""
    from django.conf import settings

    folder = Path(settings.DATA_DIR)
    if folder.is_relative_to(tempfile.gettempdir()):
        shutil.rmtree(folder, ignore_errors=True)


@cache
def chromium_path() -> str | None:
    """Return where the browser of the tests is."""
    return next((path for path in map(shutil.which, CHROMIUM) if path), None)


@cache
def elasticsearch_address() -> str | None:
    """Return the address of the Elasticsearch that the tests may use."""
    if address := os.environ.get("ELASTICSEARCH_URL"):
        return address
    command = [str(ROOT / "script" / "elasticsearch"), "url"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stdout.strip() or None


@cache
def missing(component: str) -> str | None:
    """Return what to do where a marker's component is not there."""
    from django.db import connection

    if component == "postgres" and connection.vendor != "postgresql":
        return "needs PostgreSQL: script/postgres start (Debian package postgresql), then script/test --all"
    if component == "elastic" and not elasticsearch_address():
        return "needs Elasticsearch: script/elasticsearch start (Debian packages openjdk-17-jre-headless, maven)"
    if component == "browser" and not chromium_path():
        return "needs a browser: Debian package chromium"
    return None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose component is missing; in CI that is a failure."""
    for component in ("postgres", "elastic", "browser"):
        if item.get_closest_marker(component) is None:
            continue
        if reason := missing(component):
            if os.environ.get("CI") == "true":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """Return the address of a running Elasticsearch, for tests marked `elastic`."""
    return elasticsearch_address() or ""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's own Chromium; its sandbox cannot be used by root."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": chromium_path(), "args": arguments}


@cache
def migrated_database() -> Path:
    """Return where a migrated, empty SQLite database is kept between runs: half a minute saved each.

    Its name is made of everything that a migration reads, so a changed one makes another.
    """
    sources = [ROOT / "requirements-dev.lock"]
    for folder in ("directory", "home", "search"):
        sources += sorted((ROOT / folder).rglob("migrations/*.py"))
    content = hashlib.sha256()
    for source in sources:
        content.update(f"{source.relative_to(ROOT)}\0".encode() + source.read_bytes())
    return ROOT / ".pytest_cache" / f"migrated-{content.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, request: pytest.FixtureRequest) -> bool:
    """Start from the database of an earlier run where nothing that migrations read has changed."""
    from django.db import connection

    if connection.vendor != "sqlite" or not migrated_database().exists():
        return bool(request.config.getvalue("reuse_db"))
    shutil.copyfile(migrated_database(), connection.settings_dict["TEST"]["NAME"])
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep the migrated database for the next run."""
    from django.db import connection

    kept = migrated_database()
    if connection.vendor != "sqlite" or kept.exists():
        return
    for old in kept.parent.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    kept.parent.mkdir(exist_ok=True)
    half = kept.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock(), sqlite3.connect(half) as target:
        connection.ensure_connection()
        connection.connection.backup(target)
    target.close()
    half.rename(kept)


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Begin every test in the same language: a page asked for in Latvian leaves it behind."""
    yield
    translation.deactivate()
