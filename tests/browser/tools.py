"""Where the checkers of pages are: axe-core and the Nu checker, both packages of npm."""

from __future__ import annotations

import os
import shutil
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
