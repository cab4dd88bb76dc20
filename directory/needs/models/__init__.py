"""Demand: what public bodies need, what is asked and answered about it, and what came of it."""

from directory.needs.models.evaluation import FurtherWinner, Outcome, Score, Sheet
from directory.needs.models.history import NeedChange
from directory.needs.models.need import Criterion, Need
from directory.needs.models.question import Question
from directory.needs.models.response import Response, SealedDocument
from directory.needs.models.undertaking import Undertaking

__all__ = [
    "Criterion",
    "FurtherWinner",
    "Need",
    "NeedChange",
    "Outcome",
    "Question",
    "Response",
    "Score",
    "SealedDocument",
    "Sheet",
    "Undertaking",
]
