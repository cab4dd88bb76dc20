"""What buyers, and those who wait for needs, keep: shortlists and alerts."""

from directory.buyers.models.alert import Alert, AlertedNeed
from directory.buyers.models.shortlist import Decision, Shortlist, ShortlistEntry, in_language

__all__ = ["Alert", "AlertedNeed", "Decision", "Shortlist", "ShortlistEntry", "in_language"]
