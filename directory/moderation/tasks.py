"""What the worker does for the review."""

from __future__ import annotations

from django_tasks import task

from directory.moderation.services.checks import finish_check


@task()
def check_submission(revision_id: int) -> None:
    """Ask a submission's links and compare its texts; done again after a sudden end."""
    finish_check(revision_id=revision_id)
