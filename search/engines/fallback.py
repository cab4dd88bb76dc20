"""Answer from a second index while the chosen engine can't, and go back by itself.

A circuit breaker stands before the chosen engine: after a failure nobody asks it for `window` seconds, then one
question tries it again while all others go on with the local index. So a server that hangs costs its timeout once in a
window. An engine that answers but no longer takes changes in is left too: what it holds would grow old unseen.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final, TypeVar

from search.contract.document import Document
from search.contract.engine import (
    Engine,
    EngineError,
    EngineUnavailable,
    Health,
    QuestionRefused,
)
from search.contract.query import SearchQuery
from search.contract.result import SearchResult, Suggestion
from search.contract.understood import Understood

WINDOW: Final = 10.0
"""Seconds for which a failing engine is left alone."""

PATIENCE: Final = 5.0
"""Seconds that an index may be behind the local one before it counts as stuck."""

REFUSALS: Final = 3
"""Questions refused one after the other that make an engine a failing one."""

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


@dataclass(slots=True)
class _Progress:
    """Hold how far the chosen index must have come by when."""

    goal: int
    due: float


class FallbackEngine:
    """Ask the chosen engine, and a local one in its place while that one fails; both follow the change log.

    What writes goes to the chosen engine only: each index is written by its own follower.
    """

    def __init__(
        self,
        chosen: Engine,
        local: Engine,
        *,
        window: float = WINDOW,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = chosen.name
        self.chosen = chosen
        self.local = local
        self._window = window
        self._patience = patience
        self._clock = clock
        self._lock = Lock()
        self._error: EngineError | None = None
        self._retry_at = 0.0
        self._refusals = 0
        self._progress: _Progress | None = None

    @property
    def trouble(self) -> str:
        """Say why the chosen engine is not asked; empty while it is."""
        error = self._error
        return "" if error is None else str(error) or type(error).__name__

    def search(self, query: SearchQuery) -> SearchResult:
        """Answer a query; `SearchResult.engine` names the engine that did."""
        return self._answer(lambda engine: engine.search(query))

    def understand(self, query: SearchQuery) -> Understood:
        """Say how the text of a query is understood by the engine that answers."""
        return self._answer(lambda engine: engine.understand(query))

    def suggest(self, text: str, *, lang: str, limit: int = 8) -> list[Suggestion]:
        """Offer entries whose name begins like the text."""
        return self._answer(lambda engine: engine.suggest(text, lang=lang, limit=limit))

    def apply(
        self,
        documents: Iterable[Document],
        deleted_keys: Iterable[str],
        cursor: int,
        *,
        after: int = 0,
    ) -> None:
        """Write changes into the chosen engine."""
        self.chosen.apply(documents, deleted_keys, cursor, after=after)

    def rebuild(self, documents: Iterable[Document], cursor: int) -> int:
        """Write a whole new index of the chosen engine."""
        return self.chosen.rebuild(documents, cursor)

    def cursor(self) -> int:
        """Return the cursor of the chosen engine."""
        return self.chosen.cursor()

    def commit(self) -> Hashable | None:
        """Return the commit of the engine that is going to answer, with its name; None where that must be tried."""
        if self._error is not None:
            # Whoever comes when the window is over tries the chosen engine: for a page drawn earlier nobody would.
            if self._clock() >= self._retry_at:
                return None
            with suppress(EngineError):
                return _named(self.local)
            return None
        try:
            self._check_progress()
            return _named(self.chosen)
        except EngineError as error:
            self._failed(error)
            return None

    def health(self) -> Health:
        """Describe the index that answers; while that is the local one, `detail` says why."""
        probing = self._error is not None
        if self._may_try():
            try:
                self._check_progress()
                health = self._well()
            except EngineError as error:
                self._failed(error)
            else:
                if probing:
                    self._recovered()
                return health
        health = self.local.health()
        detail = f"answers for {self.name}: {self.trouble}"
        return replace(health, detail=f"{health.detail}; {detail}" if health.detail else detail)

    def _answer(self, ask: Callable[[Engine], Answer]) -> Answer:
        probing = self._error is not None
        if self._may_try():
            try:
                self._check_progress()
                if probing:
                    self._well()
                answer = ask(self.chosen)
            except QuestionRefused as error:
                self._refused(error)
            except EngineError as error:
                self._failed(error)
            else:
                # What was asked before the failure and answered after it says nothing of the engine now.
                self._refusals = 0
                if probing:
                    self._recovered()
                return answer
        try:
            return ask(self.local)
        except EngineError as error:
            raise EngineUnavailable("; ".join(filter(None, (self.trouble, str(error))))) from error

    def _may_try(self) -> bool:
        """Say whether to ask the chosen engine now; after a failure one question at a time may."""
        if self._error is None:
            return True
        with self._lock:
            if self._error is None:
                return True
            now = self._clock()
            if now < self._retry_at:
                return False
            self._retry_at = now + self._window
            return True

    def _failed(self, error: EngineError) -> None:
        with self._lock:
            if self._error is None:
                logger.warning("search answers from the %s index: %s", self.local.name, error)
            self._error = error
            self._retry_at = self._clock() + self._window

    def _refused(self, error: QuestionRefused) -> None:
        """Pass over one question that is too dear or not understood; several in a row are no matter of questions."""
        self._refusals += 1
        if self._refusals >= REFUSALS:
            self._failed(error)
        else:
            logger.warning("the %s index answers one question: %s", self.local.name, error)

    def _recovered(self) -> None:
        with self._lock:
            if self._error is not None:
                logger.warning("search answers from the %s index again", self.name)
            self._error = None
            self._refusals = 0

    def _well(self) -> Health:
        """Return the health of the chosen engine; raises `EngineUnavailable` where it is not well.

        One that answers and takes no changes is not: taken back for its answers, it would be left again at once.
        """
        health = self.chosen.health()
        if not health.ok:
            raise EngineUnavailable(health.detail or f"{health.engine} is {health.state}")
        return health

    def _check_progress(self) -> None:
        """Raise `EngineUnavailable` where the chosen index lacks what the local one held a while ago.

        Looked at every `patience` seconds, and before the chosen engine is taken back.
        """
        now = self._clock()
        before = self._progress
        if self._error is None and before is not None and now < before.due:
            return
        try:
            goal = self.local.cursor()
        except EngineError:
            return  # Without a local index there is nothing to compare with, nor to fall back to.
        # Set before the other engine is asked: those who come meanwhile need not look again.
        self._progress = _Progress(goal, now + self._patience)
        if before is None:
            return
        reached = self.chosen.cursor()
        if reached < before.goal:
            raise EngineUnavailable(
                f"{self.name} is behind: it has taken in change {reached}, not {before.goal}"
            )


def _named(engine: Engine) -> Hashable | None:
    """Return the commit of an engine with its name, None where it can't tell."""
    commit = engine.commit()
    return None if commit is None else (engine.name, commit)
