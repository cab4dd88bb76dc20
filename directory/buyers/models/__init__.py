"""What buyers, and those who wait for needs, keep: shortlists, opinions and alerts."""

from directory.buyers.models.alert import Alert, AlertedNeed
from directory.buyers.models.opinion import REASON_LENGTH, Opinion
from directory.buyers.models.shortlist import Decision, Shortlist, ShortlistEntry, in_language

__all__ = [
    "REASON_LENGTH",
    "Alert",
    "AlertedNeed",
    "Decision",
    "Opinion",
    "Shortlist",
    "ShortlistEntry",
    "in_language",
]
