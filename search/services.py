"""Ask the index, keep it true to the database, and make it anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from search import changes, indexing
from search.contract import schema
from search.contract.document import Document
from search.contract.engine import (
    Engine,
    EngineError,
    Health,
    IndexBehind,
    IndexMissing,
    IndexOutdated,
)
from search.contract.levers import NO_LEVERS, Levers
from search.contract.query import SearchQuery
from search.contract.result import FacetOption, Hit, SearchResult, Suggestion
from search.contract.text import load_english, load_latvian
from search.contract.understood import Understood
from search.engines import get_engine
from search.engines.fallback import FallbackEngine
from search.engines.memory import give_back

BATCH = 500
"""Changes taken into an index at once: few enough to be seen within a second, many enough to be quick."""

MANY = 5_000
"""With more changes waiting than this, and than the index has documents, the index is made anew."""

PUBLIC_BODIES: dict[str, tuple[str, ...]] = {"type": (schema.ORGANISATION,), "kind": ("public",)}
"""The filters of the tab of public bodies, which are no supply."""

TERMS_OFFERED = 3
"""Terms of vocabularies among the suggestions."""

QUERY = "query"
"""The type of a suggestion that is a question others ask often."""

QUERIES_OFFERED = 2
"""Questions of others among the suggestions."""

ANSWERED_BY = "X-Search-Engine"
"""The response header that names the engine which answered: `elastic`, or `embedded; fallback` while that one can't."""

POPULAR = 8
"""Sectors that are offered where nothing was found."""


WIDER = 5
"""Filters of a question that finds nothing of which each is tried without."""

TEXT = "q"
"""What the words of a question are called among its filters."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Hold how many entries each tab of a results page would show.

    Where nothing was found, `popular` are the sectors with most supply, and `wider` says how many entries would be
    found without one of the filters, or without the words (`TEXT`): those alone that help, of several.
    """

    supply: int
    types: Mapping[str, int]
    public_bodies: int
    popular: tuple[str, ...] = ()
    wider: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """Hold the state of an index beside the change log it follows.

    `lag` is the number of changes that the index has not taken in; `reachable` says whether the log still holds them
    all; `entries` is the number of entries in the database, public or not; `fallback` says why another engine answers
    than the one chosen.
    """

    health: Health
    lag: int
    reachable: bool
    entries: int = 0
    fallback: str = ""

    @property
    def ok(self) -> bool:
        """Say whether the index answers and can follow."""
        return self.health.ok and self.reachable

    @property
    def remedy(self) -> str:
        """Return what an operator does about it; empty where nothing has to be done."""
        if not self.health.ok and self.health.state == "unavailable":
            return "start the search engine, or mend what the detail says, then look again"
        if not self.ok:
            return "run manage.py rebuild_index, or leave it to manage.py run_indexer"
        return ""


def warm(*, engine: Engine | None = None) -> None:
    """Load the dictionaries of the text analysis and open the index, before anybody asks."""
    load_latvian()
    load_english()
    give_back()
    for lang in schema.LANGUAGES:
        with suppress(EngineError):
            search(SearchQuery(text="data analysis datu analīze", lang=lang), engine=engine)


def warm_suggestions() -> None:
    """Read the names of terms and what is often asked, before anybody types."""
    for lang in schema.LANGUAGES:
        with suppress(EngineError):
            suggest(text="data", lang=lang)


def search(query: SearchQuery, *, engine: Engine | None = None) -> SearchResult:
    """Answer a query, knowing what editors and vocabularies say about its words.

    Raises `EngineError` when the index can't answer.
    """
    return (engine or get_engine()).search(steered(query))


def every_hit(query: SearchQuery, *, engine: Engine | None = None) -> tuple[int, Iterator[Hit]]:
    """Return the total of a query and all of its hits, whatever page it names, as far as a search answers.

    The first page is asked for at once, so that what can't be answered raises here; each further page when the hits
    before it were taken. An entry that an edit moves to a later page meanwhile comes once.
    """
    query = replace(steered(query), page=1, page_size=schema.MAX_PAGE_SIZE)
    first = search(query, engine=engine)
    return first.total, _following(query, first, engine)


def _following(query: SearchQuery, result: SearchResult, engine: Engine | None) -> Iterator[Hit]:
    seen: set[str] = set()
    for number in range(1, query.last_page + 1):
        if number > 1:
            result = search(replace(query, page=number), engine=engine)
        yield from (hit for hit in result.hits if hit.key not in seen)
        seen.update(hit.key for hit in result.hits)
        if len(result.hits) < query.page_size:
            return


def steered(query: SearchQuery) -> SearchQuery:
    """Return a query that knows what editors and vocabularies say about its words, as it is where it knows already.

    Who asks more than one question of a query calls this first: it costs a look at the change log.
    """
    if query.levers is not NO_LEVERS or not query.text.strip():
        return query
    return replace(query, levers=indexing.levers())


def trying(
    query: SearchQuery, *, synonyms: Sequence[str] = (), stop_phrase: str = ""
) -> SearchQuery:
    """Return a query that knows what editors would say with one more group of synonyms, or stop phrase."""
    return replace(query, levers=indexing.levers_with(synonyms=synonyms, stop_phrase=stop_phrase))


def holding(phrases: Iterable[str], *, lang: str, engine: Engine | None = None) -> dict[str, int]:
    """Return phrase → how many entries of the supply hold it, its words side by side in any form, without any lever."""
    engine = engine or get_engine()
    nothing_said = Levers()

    def total(phrase: str) -> int:
        # Quotation marks ask for the very form of a word, so one word goes without.
        text = f'"{phrase}"' if " " in phrase else phrase
        asked = SearchQuery(text=text, lang=lang, page_size=1, brief=True, levers=nothing_said)
        return engine.search(asked).total

    return {phrase: total(phrase) for phrase in phrases}


def understand(query: SearchQuery, *, engine: Engine | None = None) -> Understood:
    """Say how the text of a query is understood; raises `EngineError` when the index can't."""
    return (engine or get_engine()).understand(steered(query))


def standing(*, engine: Engine | None = None) -> Hashable | None:
    """Return what stays the same as long as the answer to every question does; None where that can't be told.

    An answer that is asked for after this was returned may be newer than this says, never older. Raises `EngineError`
    when the index can't answer.
    """
    commit = (engine or get_engine()).commit()
    if commit is None:
        return None
    return commit, changes.vocabulary_state()


def suggest(
    *, text: str, lang: str, limit: int = 8, engine: Engine | None = None
) -> list[Suggestion]:
    """Offer terms, frequent questions, and entries whose name begins like the text.

    A few terms come first: a sector, technology or market opens more than one entry. Their `type` is the facet's name;
    that of a question is `QUERY`. Raises `EngineError` when the index can't.
    """
    most = min(TERMS_OFFERED, limit)
    terms = _terms(text, lang, most)
    known = {indexing.folded(one.text) for one in terms}
    asked = indexing.find_queries(text, lang=lang, limit=QUERIES_OFFERED + len(terms))
    new = [words for words in asked if indexing.folded(words) not in known]
    found = terms + [
        Suggestion(words, QUERY, words, words, f"{QUERY}:{words}")
        for words in new[: min(QUERIES_OFFERED, limit - len(terms))]
    ]
    entries = (engine or get_engine()).suggest(text, lang=lang, limit=limit - len(found))
    if not found and not any(indexing.begins_with(one.text, text) for one in entries):
        # Nothing begins as it was typed, so it may have been meant otherwise.
        found = _terms(text, lang, most, misspelt=True)
    return (found + entries)[:limit]


def _terms(text: str, lang: str, limit: int, *, misspelt: bool = False) -> list[Suggestion]:
    return [
        Suggestion(label, facet, term.slug, term.slug, f"{facet}:{term.slug}")
        for facet, term, label in indexing.find_terms(
            text, lang=lang, limit=limit, misspelt=misspelt
        )
    ]


def counts(query: SearchQuery, result: SearchResult, *, engine: Engine | None = None) -> Counts:
    """Return the counts of the tabs of an answer: each tab keeps the text and all filters but type and kind.

    The answer itself serves for as many of them as it can; at most two more questions are asked, and where nothing was
    found one more, and one without each of the filters.
    """
    engine = engine or get_engine()
    query = steered(query)
    kept = {name: values for name, values in query.filters.items() if name not in {"type", "kind"}}
    supply = result if kept == query.filters else _count(engine, query, kept)
    public = (
        result
        if dict(query.filters) == kept | PUBLIC_BODIES
        else _count(engine, query, kept | PUBLIC_BODIES)
    )
    popular: tuple[str, ...] = ()
    wider: dict[str, int] = {}
    if not result.total:
        wider = _wider(engine, query)
        everything = (
            engine.search(SearchQuery(page_size=1, lang=query.lang)).facet("sector").options
        )
        popular = _popular(everything)
    types = {option.value: option.count for option in supply.facet("type").options}
    return Counts(supply.total, types, public.total, popular, wider)


def _count(
    engine: Engine, query: SearchQuery, filters: Mapping[str, tuple[str, ...]]
) -> SearchResult:
    return engine.search(replace(query, filters=filters, page=1, page_size=1, brief=True))


def _wider(engine: Engine, query: SearchQuery) -> dict[str, int]:
    """Return what is found without each of the things asked for, where there are several; the tabs are tried anyway.

    Values of one filter are alternatives, so nothing is found without one of them either.
    """
    names = [name for name in query.filters if name != "type"]
    if len(names) + bool(query.text) < 2:
        return {}
    asked = {
        name: (query, {other: values for other, values in query.filters.items() if other != name})
        for name in names[:WIDER]
    }
    if query.text:
        asked[TEXT] = (replace(query, text="", levers=NO_LEVERS), dict(query.filters))
    totals = {name: _count(engine, *one).total for name, one in asked.items()}
    return {name: total for name, total in totals.items() if total}


def _popular(options: Iterable[FacetOption]) -> tuple[str, ...]:
    ranked = sorted(
        (option for option in options if option.count),
        key=lambda option: (-option.count, option.value),
    )
    terms = indexing.snapshot()[indexing.FACET_VOCABULARY["sector"]]
    top = (
        option.value for option in ranked if (term := terms.named(option.value)) and not term.depth
    )
    return tuple(top)[:POPULAR]


def follow(*, engine: Engine | None = None, limit: int = BATCH) -> int:
    """Take the next changes of the log into the index and return how many rows of the log that were.

    Documents are built from the entries as they are now, in one commit with the number of the last change: a process
    killed at any point either has taken the changes in or will take them in again. Raises `IndexOutdated` when the
    log no longer reaches back to where the index stands, and when more has changed than the index holds, as after a
    large import: a rebuild is sooner done. Raises every other `EngineError` the engine raises.
    """
    engine = engine or get_engine()
    try:
        return _follow(engine, limit)
    except (IndexBehind, IndexMissing):
        # A rebuild may have swapped the index meanwhile: the new one is there, and has further to go.
        return _follow(engine, limit)


def _follow(engine: Engine, limit: int) -> int:
    cursor = engine.cursor()
    rows = changes.since(cursor, limit)
    if not rows:
        if not changes.reaches(cursor):
            raise IndexOutdated(
                f"the change log does not reach back to change {cursor}: rebuild the index"
            )
        return 0
    if cursor < rows[0].id - 1 and not changes.reaches(cursor):
        raise IndexOutdated(
            f"the change log does not reach back to change {cursor}: rebuild the index"
        )
    if len(rows) == limit and changes.latest() - cursor > max(MANY, engine.health().documents):
        raise IndexOutdated("more has changed than the index holds: it is made anew")
    built = indexing.build((row.type, row.object_id) for row in rows)
    engine.apply(built.documents, built.deleted, rows[-1].id, after=cursor)
    return len(rows)


def catch_up(*, engine: Engine | None = None) -> int:
    """Follow the log to its end and return how many rows of it that took."""
    total = 0
    while count := follow(engine=engine):
        total += count
    return total


def rebuild(*, engine: Engine | None = None, progress: Callable[[], object] | None = None) -> int:
    """Make the whole index anew beside the old one, swap, catch up, and return the number of documents.

    The old index answers until the swap. The end of the log is read before the first entry: what changes meanwhile
    is taken in afterwards. `progress` is called once a document. Raises `IndexBusy` when another rebuild runs.
    """
    engine = engine or get_engine()
    cursor = changes.begin()
    count = engine.rebuild(_stepped(indexing.everything(), progress), cursor)
    catch_up(engine=engine)
    return count


def mend(error: EngineError, *, engine: Engine | None = None) -> bool:
    """Rebuild an index that is missing or of no use, and return whether that was the trouble."""
    if not isinstance(error, IndexMissing | IndexOutdated):
        return False
    rebuild(engine=engine)
    return True


def state(*, engine: Engine | None = None, count: bool = False) -> State:
    """Return the state of the index that answers; with `count`, the number of entries beside it too."""
    engine = engine or get_engine()
    health = engine.health()
    last = changes.latest()
    lag = max(0, last - health.cursor) if health.ok else last
    reachable = changes.reaches(health.cursor) if health.ok else True
    fallback = engine.trouble if isinstance(engine, FallbackEngine) else ""
    return State(health, lag, reachable, indexing.count() if count else 0, fallback)


def answered_by(name: str = "") -> str:
    """Return the name of the engine that answered, marked where it stood in for the one chosen.

    `name` is the one that `SearchResult.engine` gives; without it, the engine that answers now is meant.
    """
    engine = get_engine()
    if not isinstance(engine, FallbackEngine):
        return name or engine.name
    name = name or (engine.local.name if engine.trouble else engine.name)
    return name if name == engine.name else f"{name}; fallback"


def _stepped(
    documents: Iterable[Document], progress: Callable[[], object] | None
) -> Iterator[Document]:
    for document in documents:
        if progress is not None:
            progress()
        yield document
