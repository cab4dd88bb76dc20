"""Settings of a site whose clock is three days ahead, so that a deadline passes while a test waits for nothing."""

from datetime import datetime, timedelta

from django.utils import timezone

from tests.browser.settings import *  # noqa: F403

_now = timezone.now


def _later() -> datetime:
    return _now() + timedelta(days=3)


# Before any model takes it as a default.
timezone.now = _later
