"""The few lines that pages carry inside them: the content policy names each by its hash.

A file that must be read before the first paint costs a first visit a whole round trip; these are
shorter than the headers of its answer. Anything else inside a page stays forbidden.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

#: Templates include these files as they are, between the tags of a script.
FOLDER = Path(__file__).resolve().parents[2] / "templates" / "inline"


def source(text: str) -> str:
    """Return what allows this text, and no other, in a content policy."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def sources() -> list[str]:
    """Return what allows each of the files."""
    return [source(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.iterdir())]
