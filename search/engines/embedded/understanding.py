"""Tell how a question is understood."""

from __future__ import annotations

from search.contract.parse import parse
from search.contract.query import SearchQuery
from search.contract.understood import Understood
from search.engines.embedded import ranking
from search.engines.embedded.compile import Compiler
from search.engines.embedded.counting import all_of
from search.engines.embedded.snapshot import Snapshot
from search.engines.embedded.vocabulary import Vocabulary
from search.engines.understanding import understood


def understand(snapshot: Snapshot, query: SearchQuery, *, engine: str) -> Understood:
    """Return how a question is understood by one commit of an index."""
    parsed = parse(query.text, query.levers)
    vocabulary = Vocabulary(snapshot)
    compiler = Compiler(snapshot.schema, snapshot.codes, vocabulary)
    text = compiler.text(parsed)
    supply = compiler.answer({})
    totals = [
        ranking.total(snapshot, all_of([step.matching, *supply]))
        for step in (text.steps if text else ())
    ]
    # Each vocabulary makes a limited number of guesses, and compiling the text took them.
    found = Vocabulary(snapshot).find(parsed.wanted)
    return understood(query, parsed, found, totals, count=vocabulary.count, engine=engine)
