"""What is reviewed, and what the review keeps."""

from directory.moderation.models.moderated import Moderated, label_of, translated_originals
from directory.moderation.models.review import (
    Check,
    Finding,
    Handling,
    Reason,
    Remark,
    ReviewSettings,
)

__all__ = [
    "Check",
    "Finding",
    "Handling",
    "Moderated",
    "Reason",
    "Remark",
    "ReviewSettings",
    "label_of",
    "translated_originals",
]
