"""The style sheet of the site: every file of `static/css` joined into one, in the order of the layers.

Files stay one a component for those who write them; a browser asks once and keeps what it got for
the whole site. There is no build: Django's finders offer the joined file like any other, so the
development server, the tests and `collectstatic` (which compresses it and names it by its hash)
all take it from here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
SOURCES = settings.BASE_DIR / "directory" / "static" / "css"
#: What stands before the components and after them; `tokens.css` declares the order of the layers.
FIRST = ("tokens.css", "base.css", "layout.css")
LAST = ("utilities.css",)
#: For paper only; its rules take effect there and nowhere else.
PRINT = "print.css"

_STRING = r'"(?:\\.|[^"\\])*"' + r"|'(?:\\.|[^'\\])*'"
_COMMENT = re.compile(rf"({_STRING})|/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(rf"({_STRING})|\s*([{{}};,])\s*|(\s+)")


def parts() -> list[Path]:
    """Return the files of the style sheet in the order in which they are joined."""
    components = sorted((SOURCES / "components").glob("*.css"))
    return [*(SOURCES / name for name in FIRST), *components, *(SOURCES / name for name in LAST)]


def joined() -> str:
    """Return the style sheet without its comments and the space that only people need."""
    screen = "\n".join(path.read_text(encoding="utf-8") for path in parts())
    paper = (SOURCES / PRINT).read_text(encoding="utf-8")
    # Addresses are relative to `css/`, where the joined file stands too.
    text = f"{screen}\n@media print {{\n{paper}\n}}\n".replace("../../", "../")
    return shrunk(text)


def shrunk(text: str) -> str:
    """Return CSS without comments and needless space; texts in quotation marks stay as they are."""
    bare = _COMMENT.sub(lambda found: found[1] or "", text)
    return _SPACE.sub(lambda found: found[1] or found[2] or " ", bare).replace(";}", "}").strip()


class StylesheetFinder(BaseFinder):
    """Offers the joined style sheet, made anew whenever one of its parts is newer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "stylesheet")

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """Return where the style sheet is, or nothing for any other path."""
        if path != NAME:
            return []
        found = self._fresh()
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield the style sheet with the storage that holds it."""
        if not matches_patterns(NAME, ignore_patterns or []):
            self._fresh()
            yield NAME, self.storage
            if settings.WHITENOISE_USE_FINDERS:
                # Nothing collects the files there, which would compress them.
                yield f"{NAME}.br", self.storage

    def _fresh(self) -> str:
        file = Path(self.storage.path(NAME))
        newest = max(path.stat().st_mtime for path in [*parts(), SOURCES / PRINT])
        if not file.exists() or file.stat().st_mtime < newest:
            file.parent.mkdir(parents=True, exist_ok=True)
            # Several processes may start at once: each puts a whole file in place.
            written = file.with_name(f"{file.name}.{os.getpid()}")
            text = joined()
            written.write_text(text, encoding="utf-8")
            written.replace(file)
            packed = file.with_name(f"{file.name}.br")
            written.write_bytes(brotli.compress(text.encode()))
            written.replace(packed)
        return str(file)
