"""This will bring the data folder up to date: messages, tables, vocabularies, samples, index.

Each step leaves the fingerprint of what it was made from in `DATA_DIR/prepared.json`, written when
the step is complete. A second start compares fingerprints, finds nothing to do and need not even
start Django; a step that was killed is done again. Run as a script it does the stale steps.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_SETTINGS = "directory.settings.development"
# What each step is made from. The samples are loaded once and then belong to the site's staff.
SOURCES = {
    "messages": ("locale/**/LC_MESSAGES/*.po",),
    "tables": (
        "requirements.lock",
        "directory/settings/apps.py",
        "*/migrations/*.py",
        "directory/*/migrations/*.py",
    ),
    "vocabularies": ("directory/taxonomy/data/*",),
    "samples": (),
    "index": ("search/contract/*.py",),
    "shortlist": (),
}


def data_dir() -> Path:
    """Return the folder of database, index and media, as the settings find it."""
    return Path(os.environ.get("DATA_DIR", "").strip() or ROOT / "var").resolve()


def is_production() -> bool:
    """Tell whether the settings named are those of production."""
    return os.environ.get("DJANGO_SETTINGS_MODULE", DEFAULT_SETTINGS).endswith(".production")


def fingerprint(patterns: Iterable[str], *, database: str | None = None) -> str:
    """Return what stands for the content of the files that match, and for the database in use."""
    if database is None:
        database = os.environ.get("DATABASE_URL", "")
    digest = hashlib.sha256(database.encode())
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


class Record:
    """The steps done so far for this data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "prepared.json"

    def done(self) -> dict[str, str]:
        """Return the fingerprint of each finished step; none where the data they made is gone."""
        if not os.environ.get("DATABASE_URL") and not (self.folder / "db.sqlite3").exists():
            return {}
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def stale(self, *, empty: bool) -> list[str]:
        """Return the steps that must run, in their order."""
        done = self.done()
        stale = [
            name for name, patterns in SOURCES.items() if done.get(name) != fingerprint(patterns)
        ]
        if empty:
            stale = [name for name in stale if name not in ("samples", "shortlist")]
        if not self.has_index() and "index" not in stale:
            stale.append("index")
        sources = ROOT.glob(*SOURCES["messages"])
        if "messages" not in stale and any(not po.with_suffix(".mo").exists() for po in sources):
            stale.append("messages")
        if os.environ.get("DATABASE_URL") and "tables" not in stale:
            # A server's database may have been replaced since; asking it costs a second.
            stale.append("tables")
        return sorted(stale, key=list(SOURCES).index)

    def has_index(self) -> bool:
        """Tell whether the embedded engine's index is there, where that engine is in use."""
        if os.environ.get("SEARCH_ENGINE", "embedded") != "embedded":
            return True
        folder = self.folder / "search"
        return folder.is_dir() and any(folder.iterdir())

    def finish(self, name: str) -> None:
        """Note that a step is complete."""
        found = self.done() | {name: fingerprint(SOURCES[name])}
        unfinished = self.path.with_suffix(".new")
        unfinished.write_text(json.dumps(found, indent=1), encoding="utf-8")
        unfinished.replace(self.path)


def make_tables() -> None:
    """Migrate; a new SQLite database begins with what all migrations come to."""
    import schema
    from django.core.management import call_command

    if not os.environ.get("DATABASE_URL"):
        schema.load(data_dir() / "db.sqlite3", fingerprint(SOURCES["tables"]))
    call_command("migrate", verbosity=0)


def steps() -> dict[str, tuple[str, Callable[[], object]]]:
    """Return each step's words and what it calls."""
    from django.core.management import call_command
    from messages import compile_messages

    return {
        "messages": ("Compiling the translations", compile_messages),
        "tables": ("Migrating the database", make_tables),
        "vocabularies": ("Loading the vocabularies", lambda: call_command("load_vocabularies")),
        "samples": ("Loading the demo catalogue", lambda: call_command("load_demo")),
        "index": ("Building the search index", lambda: call_command("rebuild_index")),
        "shortlist": (
            "Freezing a sample shortlist",
            lambda: call_command("load_demo", shortlist=True),
        ),
    }


def main(arguments: list[str]) -> None:
    """Run the stale steps in one process."""
    # Migrating renders ten thousand short-lived model classes: looking for garbage after every 700
    # new objects, as Python does, takes a third of that time and saves no memory.
    gc.set_threshold(100_000)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEFAULT_SETTINGS)
    from progress import step

    folder = data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    record = Record(folder)
    stale = record.stale(empty="--empty" in arguments)
    actions = steps()
    import django

    for name in stale:
        if name != "messages":
            # Only now: Django keeps the translations that it finds when it starts.
            django.setup()
        words, action = actions[name]
        with step(words):
            action()
        record.finish(name)
    if is_production():
        from django.core.management import call_command

        with step("Collecting the static files"):
            call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1:])
