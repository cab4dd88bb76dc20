"""This will compile each `.po` below `locale/` whose `.mo` is missing or older.

Written with polib, so that a fresh machine needs no gettext. A file is replaced in one step: a
server that reads it meanwhile sees the old one or the new one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]


def compile_messages(root: Path = ROOT) -> list[Path]:
    """Compile what is out of date under the folder given and return the files written."""
    written = []
    for source in sorted(root.glob("locale/**/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(f".mo.{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_messages():
        print(path.relative_to(ROOT))
    sys.exit(0)
