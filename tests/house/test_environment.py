"""`.venv` is made once, again when the lock changes, and never left half-made by a killed run."""

from __future__ import annotations

import json
from pathlib import Path

import environment
import pytest


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Point the installer at a folder of this test and return the commands it runs."""
    commands: list[list[str]] = []
    locks = {"run": tmp_path / "requirements.lock", "dev": tmp_path / "requirements-dev.lock"}
    for lock in locks.values():
        lock.write_text(f"one==1 # {lock.name}\n")
    target = tmp_path / ".venv"

    def run(*command: str | Path) -> None:
        commands.append([str(part) for part in command])
        (target / "bin").mkdir(parents=True, exist_ok=True)
        (target / "bin" / "python").touch()

    monkeypatch.setattr(environment, "TARGET", target)
    monkeypatch.setattr(environment, "MARK", target / "installed.json")
    monkeypatch.setattr(environment, "LOCKS", locks)
    monkeypatch.setattr(environment, "run", run)
    return commands


@pytest.fixture(params=["uv", None])
def tool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """Install with uv, and with pip where there is no uv."""
    monkeypatch.setattr(environment, "uv", lambda: request.param)
    return request.param


def test_every_install_checks_hashes(made: list[list[str]], tool: str | None) -> None:
    environment.install("run")
    assert environment.is_current("run")
    assert not environment.is_current("dev")
    assert "--require-hashes" in made[-1]
    assert made[-1][0 if tool else -1].endswith("uv" if tool else "requirements.lock")


def test_test_tools_serve_the_site_too(made: list[list[str]], tool: str | None) -> None:
    environment.install("dev")
    assert environment.is_current("run")
    environment.LOCKS["run"].write_text("one==2\n")
    assert not environment.is_current("run")
    environment.install("run")
    assert environment.is_current("dev")
    assert made[-1][-1].endswith("requirements-dev.lock")


def test_killed_install_is_made_again_from_nothing(
    made: list[list[str]], tool: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.install("run")
    environment.LOCKS["run"].write_text("one==2\n")
    working = environment.run

    def killed(*command: str | Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "run", killed)
    with pytest.raises(KeyboardInterrupt):
        environment.install("run")
    assert not environment.is_current("run")
    monkeypatch.setattr(environment, "run", working)
    made.clear()
    environment.install("run")
    assert "venv" in made[0]
    assert "--clear" in made[0]
    assert environment.is_current("run")


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", json.dumps({"python": "another"})])
def test_unreadable_mark_means_not_made(made: list[list[str]], content: str) -> None:
    environment.TARGET.mkdir()
    environment.MARK.write_text(content)
    assert not environment.is_current("run")
