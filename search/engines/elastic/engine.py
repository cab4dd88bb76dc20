"""Answer queries from an index on a server, and keep it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

import orjson
from elasticsearch import Elasticsearch
from elasticsearch_dsl.query import Query

from search.contract.document import Document
from search.contract.engine import (
    EngineError,
    EngineUnavailable,
    Health,
    IndexBehind,
    IndexMissing,
    IndexOutdated,
    QuestionRefused,
)
from search.contract.highlights import corrected, highlights
from search.contract.parse import parse
from search.contract.query import SearchQuery
from search.contract.result import Hit, SearchResult, Suggestion
from search.contract.text import Marker
from search.contract.understood import Understood
from search.engines.elastic import asking, keeping, mapping, suggesting, writer
from search.engines.elastic.compile import compile_text, ranked_by
from search.engines.elastic.generations import Generations
from search.engines.elastic.keeping import Kept, Watch
from search.engines.elastic.lock import rebuild_lock
from search.engines.elastic.pins import with_pins
from search.engines.elastic.server import (
    Server,
    connect,
    failures,
    for_writing,
    refused_questions,
)
from search.engines.elastic.understanding import understand
from search.engines.elastic.vocabulary import Vocabulary
from search.engines.facets import facet_results
from search.engines.kindred import kindred
from search.engines.planning import Step, Text
from search.engines.rows import prepare_all

_DAY: Final = 86_400
_MINUTE: Final = 60
_PASSING: Final = frozenset({404, 503})
_ATTEMPTS: Final = 2
_FRESH: Final = 0.8
_OWN: Final = 0.8
"""The share of its time after which the server itself gives a question up, so that it is heard to do so."""

Answer = Mapping[str, Any]


class ElasticEngine:
    """Keep one index on a server; any number of processes read and write it."""

    name = "elastic"

    def __init__(self, server: Server, *, clock: Callable[[], float] = time.time) -> None:
        self._server = server
        self._clock = clock
        self._client: Elasticsearch = connect(server)
        self._writing = for_writing(self._client)
        self._kept = Kept()
        self._watch = Watch(self._look)

    def search(self, query: SearchQuery) -> SearchResult:
        """Answer a query."""
        ask = self._asker(_preference(query))
        parsed = parse(query.text, query.levers)
        text: Text[Query] | None = None
        step: Step[Query] | None = None
        better: dict[str, str] = {}
        if parsed.empty:
            answers = ask(asking.bodies(query, None, self._day()))
        # Counts that were kept save a request, and hold if the page comes from the same commit.
        for kept in () if parsed.empty else (self._kept, Kept()):
            vocabulary = Vocabulary(ask, kept)
            text = compile_text(parsed, vocabulary.find(parsed.wanted), vocabulary.count)
            text = with_pins(text, query.levers.pinned(parsed.bare, query.lang))
            step, answers, better, stamp = self._answers(ask, query, text)
            if stamp != self._kept.stamp:
                self._kept = Kept(stamp)
            if stamp == kept.stamp or not vocabulary.relied:
                break
        found = answers[0]
        return SearchResult(
            total=asking.total(found),
            hits=tuple(_hits(found, query.lang, text)),
            facets=facet_results(query, asking.counts(query, answers)),
            suggestion=corrected(query.text, better) if better else None,
            relaxed=step is not None and step.relaxed,
            truncated=parsed.truncated,
            engine=self.name,
        )

    def _answers(
        self,
        ask: Callable[[Sequence[asking.Body]], list[Answer]],
        query: SearchQuery,
        text: Text[Query],
    ) -> tuple[Step[Query], list[Answer], dict[str, str], keeping.Stamp | None]:
        """Return the first step that finds enough in the supply, else the last, its answers and the better words.

        The stamp of the index that the first answers came from goes with them.
        """
        day = self._day()
        first, *later = text.steps
        asked = asking.bodies(query, first, day)
        # The page itself says how many there are, but for filters and for what editors chose.
        alone = not query.filters and first.unpinned is None
        checked: Sequence[Step[Query]] = later[:-1] if alone else text.steps[:-1]
        between = [asking.enough(step) for step in checked]
        spellings = [asking.spelling(term) for term in text.better.values()]
        *answers, last = ask([*asked, *between, *spellings, keeping.asking_for_stamp()])
        stamp = keeping.stamp(last)
        spelled = answers[len(asked) + len(between) :]
        better = {
            typed: word
            for (typed, term), answer in zip(text.better.items(), spelled, strict=True)
            if (word := asking.spelled(term, answer))
        }
        totals = [asking.total(answer) for answer in answers[len(asked) :][: len(between)]]
        if alone:
            checked, totals = [first, *checked], [asking.total(answers[0]), *totals]
        reached = (one for one, total in zip(checked, totals, strict=True) if total >= one.enough)
        step = next(reached, text.steps[-1])
        if text.kindred(step, query):
            (best,) = ask([asking.first(query, step, day)])
            step = ranked_by(step, kindred(asking.texts(best)))
        elif step is first:
            return first, answers[: len(asked)], better, stamp
        return step, ask(asking.bodies(query, step, day)), better, stamp

    def understand(self, query: SearchQuery) -> Understood:
        """Say how the text of a query is understood."""
        return understand(self._asker(_preference(query)), query, engine=self.name)

    def suggest(self, text: str, *, lang: str, limit: int = 8) -> list[Suggestion]:
        """Offer entries whose name begins like the text."""
        return suggesting.suggest(
            self._asker(_preference(SearchQuery(lang=lang))),
            text,
            lang=lang,
            limit=limit,
            tie=mapping.tie_column(self._day()),
        )

    def apply(
        self,
        documents: Iterable[Document],
        deleted_keys: Iterable[str],
        cursor: int,
        *,
        after: int = 0,
    ) -> None:
        """Add, replace and delete; the cursor follows when all of that is written."""
        operations = [writer.drop(key, cursor) for key in deleted_keys]
        operations += [writer.put(*one, cursor) for one in prepare_all(documents)]
        with failures():
            # One index from the first row to the cursor: a swap in between must not give the new index a cursor
            # whose changes went to the old one.
            generations = self._generations(self._writing)
            name = generations.current()
            reached = self._cursor(self._writing, name)
            if reached < after:
                raise IndexBehind(f"the index stands at change {reached}, not {after}")
            alias = generations.writing(name)
            writer.write(self._writing, alias, operations)
            writer.commit(self._writing, name, alias, cursor)

    def rebuild(self, documents: Iterable[Document], cursor: int) -> int:
        """Write a whole new index beside the old one, then swap; what a killed rebuild left is deleted first."""
        generations = self._generations(self._writing)
        locks = f"{self._server.prefix}-locks"
        with failures(), rebuild_lock(self._writing, locks) as lease:
            # Those who still read an earlier version have had the time from one rebuild to the next.
            generations.clean(older=True)
            name = generations.create()
            keys: set[str] = set()
            try:
                alias = generations.writing(name)
                writer.write(self._writing, alias, _puts(documents, cursor, keys))
                writer.commit(self._writing, name, alias, cursor)
                lease.check()
                generations.point(name)
            except BaseException:
                generations.discard(name)
                raise
            generations.clean()
        return len(keys)

    def cursor(self) -> int:
        """Return the cursor of the last commit."""
        with failures():
            return self._cursor(self._client)

    def _cursor(self, client: Elasticsearch, name: str = "") -> int:
        """Return the cursor of an index, or of the one that answers."""
        generations = self._generations(client)
        # An alias of two indexes is refused with 400.
        asked = client.options(ignore_status=(400, 404))
        found = asked.get(index=name or generations.alias, id=mapping.META).body
        if isinstance(found, dict) and found.get("found"):
            return int(found["_source"][mapping.CURSOR])
        generations.current()
        raise IndexMissing("the index holds no commit")

    def commit(self) -> Hashable | None:
        """Return the stamp of the index and the minute; None until the stamp has stood for a while.

        With the minute ends the day, which shuffles equals, and whatever a copy of the index may have shown too late.
        """
        stamp = self._watch.stamp()
        return None if stamp is None else (stamp, int(self._clock() // _MINUTE))

    def _look(self) -> keeping.Stamp | None:
        """Ask the server for the stamp of the index that answers; raises `EngineError`."""
        with failures():
            found = self._client.options(ignore_status=404).get(
                index=self._generations(self._client).alias,
                id=mapping.META,
                # As searches see it: what is written and not visible yet does not count.
                realtime=False,
                source=False,
            )
        return keeping.stamp_of(found.body)

    def health(self) -> Health:
        """Describe the index; never raises. All that it asks takes no longer than one search may."""
        until = time.monotonic() + self._server.timeout

        def client() -> Elasticsearch:
            return self._in_time(until)[0]

        try:
            with failures():
                name = self._generations(client()).current()
                blocks = client().indices.get_settings(index=name, name="index.blocks.*").body
                documents = int(client().count(index=name)["count"]) - 1
                cursor = self._cursor(client(), name)
        except IndexOutdated as error:
            return Health(self.name, "outdated", detail=str(error))
        except IndexMissing as error:
            return Health(self.name, "missing", detail=str(error))
        except EngineError as error:
            return Health(self.name, "unavailable", detail=str(error))
        except (KeyError, TypeError, ValueError):
            return Health(self.name, "unavailable", detail="what answers is no Elasticsearch")
        found = blocks.get(name, {}).get("settings", {}).get("index", {}).get("blocks", {})
        if any(value == "true" for value in found.values()):
            detail = f"Elasticsearch takes no changes: the index is {', '.join(sorted(found))}"
            return Health(self.name, "unavailable", detail=detail)
        return Health(self.name, "ok", documents, cursor, name)

    def _generations(self, client: Elasticsearch) -> Generations:
        return Generations(client, self._server)

    def _day(self) -> int:
        return int(self._clock() // _DAY)

    def _asker(self, preference: str) -> Callable[[Sequence[asking.Body]], list[Answer]]:
        return partial(self._ask, preference, time.monotonic() + self._server.timeout)

    def _ask(self, preference: str, until: float, bodies: Sequence[asking.Body]) -> list[Answer]:
        """Send searches in one request and return their answers, all of them complete.

        Raises `EngineUnavailable` when there is no answer by `until`.
        """
        generations = self._generations(self._client)
        head: dict[str, Any] = {
            "index": generations.alias,
            # Half an answer would be shown as a whole one.
            "allow_partial_search_results": False,
            "preference": preference,
        }
        if self._server.shards > 1:
            # Rarity is counted over all shards, so that scores compare.
            head["search_type"] = "dfs_query_then_fetch"
        first = orjson.dumps(head)
        with failures(), refused_questions():
            for attempt in range(1, _ATTEMPTS + 1):
                client, limit = self._in_time(until)
                timeout = {"timeout": f"{max(1, round(_OWN * limit * 1000))}ms"}
                lines: list[Any] = [
                    line for body in bodies for line in (first, orjson.dumps(body | timeout))
                ]
                answers = _answers(client.msearch(searches=lines).body, len(bodies))
                failed = [answer for answer in answers if _failed(answer)]
                if not failed:
                    return answers
                # A swap or the loss of a node in this very moment; the second look sees what there is now.
                if attempt == _ATTEMPTS or failed[0].get("status") not in _PASSING:
                    break
            if failed[0].get("status") == 404:
                generations.current()
        raise _error(failed[0])

    def _in_time(self, until: float) -> tuple[Elasticsearch, float]:
        """Return a client that gives up in time, with the seconds left."""
        whole = self._server.timeout
        left = until - time.monotonic()
        if left <= 0:
            raise EngineUnavailable(f"Elasticsearch did not answer within {whole:g} seconds")
        if left > _FRESH * whole:
            return self._client, whole
        attempts = 2 if len(self._server.urls) > 1 else 1
        return self._client.options(request_timeout=left / attempts), left


def _puts(documents: Iterable[Document], cursor: int, keys: set[str]) -> Iterator[writer.Operation]:
    """Yield the operations that write documents, and note their keys."""
    for document, prepared in prepare_all(documents):
        keys.add(document.key)
        yield writer.put(document, prepared, cursor)


def _answers(body: Any, asked: int) -> list[Answer]:
    found = body.get("responses") if isinstance(body, dict) else None
    answers: list[Answer] = found if isinstance(found, list) else []
    if len(answers) != asked or not all("hits" in one or "error" in one for one in answers):
        raise EngineUnavailable("what answers is no Elasticsearch")
    return answers


def _failed(answer: Answer) -> bool:
    return "error" in answer or bool(answer.get("timed_out"))


def _error(answer: Answer) -> EngineError:
    if "error" not in answer:
        return QuestionRefused("Elasticsearch did not finish a question in time")
    error = answer["error"]
    reason = f"{error.get('type', '')}: {error.get('reason', '')}"
    if answer.get("status") == 404:
        return IndexMissing(f"no index: {reason}")
    if answer.get("status") == 400:
        # The server is well: what one question is refused for must not keep all others from it.
        return QuestionRefused(f"Elasticsearch refuses a question: {reason}")
    return EngineUnavailable(f"Elasticsearch refuses: {reason}")


def _preference(query: SearchQuery) -> str:
    """Return what leads all pages of one question to the same copies, whose scores may differ from others'."""
    asked = repr((query.text, sorted(query.filters.items()), query.sort, query.lang))
    return hashlib.blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _hits(answer: Answer, lang: str, text: Text[Query] | None) -> Iterable[Hit]:
    marks = text.marks if text else {}
    pinned = text.pinned if text else frozenset()
    marker = Marker(marks)
    for hit in answer["hits"]["hits"]:
        entry = hit["_source"][mapping.DATA]
        yield Hit(
            type=entry["type"],
            key=entry["key"],
            id=entry["id"],
            slug=entry["slug"],
            score=hit["_score"] or 0.0,
            card=entry["card"],
            highlights=highlights(entry["texts"], lang, marks, marker),
            pinned=entry["key"] in pinned,
        )
