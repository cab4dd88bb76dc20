"""The locks pin every package by hash, name no host, and agree with each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PINNED = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;\\]+)(?P<rest>[^\n]*)\n", re.MULTILINE
)


def entries(name: str) -> list[str]:
    """Return the lock's requirements, each with the lines that belong to it."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [entry for entry in re.split(r"(?m)^(?=[a-zA-Z0-9])", text) if not entry.startswith("#")]


def versions(name: str) -> set[tuple[str, str]]:
    """Return the packages and versions of a lock."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {(match["name"], match["version"]) for match in PINNED.finditer(text)}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes(name: str) -> None:
    found = entries(name)
    assert len(found) > 40
    for entry in found:
        assert PINNED.match(entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("name", LOCKS)
def test_no_host_is_named(name: str) -> None:
    assert not re.search(r"https?://|--(?:extra-)?index-url|@ ", (ROOT / name).read_text("utf-8"))


def test_tests_run_on_the_packages_of_the_site() -> None:
    assert versions("requirements.lock") <= versions("requirements-dev.lock")


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_wish_is_locked(name: str) -> None:
    wishes = re.findall(r"(?m)^([A-Za-z][\w-]*)", (ROOT / f"{name}.in").read_text("utf-8"))
    locked = {package for package, _ in versions(f"{name}.lock")}
    assert {wish.lower() for wish in wishes} <= locked
