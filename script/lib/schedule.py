"""This will run the jobs that come back every minute or every day, until it is told to stop.

Every job may run twice or late: each does what is due since its last run. A job that fails is
written to the log and runs again when its time comes.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR
# The management command and the seconds between two of its runs.
JOBS = {
    "publish_scheduled": MINUTE,
    "match_needs": 15 * MINUTE,
    "fold_events": 5 * MINUTE,
    "import_needs": DAY,
    "send_alerts": DAY,
    "render_pictures": 5 * MINUTE,
    "clearsessions": DAY,
    "forget_enquiries": HOUR,
    "forget_pictures": DAY,
    "forget_alerts": DAY,
    "remind_to_confirm": DAY,
    "prune_db_task_results": DAY,
}
logger = logging.getLogger("schedule")


def due(last: dict[str, float], now: float) -> list[str]:
    """Return the jobs whose time has come."""
    return [name for name, pause in JOBS.items() if now - last.get(name, -pause) >= pause]


def run(name: str) -> None:
    """Run one job and keep the schedule alive whatever it does."""
    from django.core.management import call_command
    from django.db import close_old_connections

    try:
        call_command(name, verbosity=0)
    except Exception:
        logger.exception("%s failed; it runs again when its time comes", name)
    finally:
        close_old_connections()


def main() -> None:
    """Run what is due, then wait for the next job."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")
    import django

    # Nobody waits for these jobs; those who ask for a page meanwhile should not wait either.
    os.nice(10)
    django.setup()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    last: dict[str, float] = {}
    while not stop.is_set():
        for name in due(last, time.monotonic()):
            run(name)
            last[name] = time.monotonic()
        stop.wait(5)


if __name__ == "__main__":
    main()
