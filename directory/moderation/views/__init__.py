"""Screens of the review in the administration."""

from directory.moderation.views.bulk import EntryBulkAction

__all__ = ["EntryBulkAction"]
