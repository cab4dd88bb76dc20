"""The checkers of pages, axe-core and the Nu checker: both packages of npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: `script/lib/tools.sh` installs them here.
MODULES = ROOT / "var" / "tools" / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
HOW = "script/quality --install (Debian packages npm, default-jre-headless)"


def needed(tool: Path, *programs: str) -> Path:
    """Return a tool's file; skip the test where it is missing, which in CI is a failure."""
    absent = [name for name in programs if not shutil.which(name)]
    if tool.exists() and not absent:
        return tool
    reason = f"needs {', '.join([tool.name, *absent])}: {HOW}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def faults_of_markup(pages: Mapping[str, bytes], folder: Path) -> list[str]:
    """Return what the Nu checker calls an error in pages given by name, looked at in a folder."""
    checker = needed(NU, "java")
    for name, html in pages.items():
        (folder / f"{name}.html").write_bytes(html)
    command = ["java", "-Xmx512m", "-jar", str(checker), "--format", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return sorted(
        {
            f"{Path(one['url']).stem}: {one['message']} {one.get('extract', '')!r}"
            for one in json.loads(done.stderr)["messages"]
            if one["type"] == "error"
        }
    )
