"""Turn rows into documents: nothing else in this app reads entries."""

from search.indexing.build import MODELS, TYPE_OF, Built, build, count, everything
from search.indexing.levers import levers, levers_with
from search.indexing.names import begins_with, find_terms, folded
from search.indexing.queries import find_queries
from search.indexing.vocabulary import (
    FACET_VOCABULARY,
    TermRow,
    Vocabulary,
    forget,
    holders,
    snapshot,
)

__all__ = [
    "FACET_VOCABULARY",
    "MODELS",
    "TYPE_OF",
    "Built",
    "TermRow",
    "Vocabulary",
    "begins_with",
    "build",
    "count",
    "everything",
    "find_queries",
    "find_terms",
    "folded",
    "forget",
    "holders",
    "levers",
    "levers_with",
    "snapshot",
]
