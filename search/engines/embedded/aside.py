"""Work out one part of an answer beside another: while the library searches, other threads of the process run."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Final, TypeVar

Answer = TypeVar("Answer")

THREADS: Final = 4
"""As many as a web process answers at once, so that nobody waits for another's answer."""


def aside(work: Callable[[], Answer]) -> Callable[[], Answer]:
    """Begin some work in another thread and return what gives its answer, waiting for it, or raises what it raised.

    With one core there is nothing to gain: the work is done when its answer is asked for.
    """
    if (os.cpu_count() or 1) == 1:
        return work
    return _threads(os.getpid()).submit(work).result


@lru_cache(maxsize=1)
def _threads(process: int) -> ThreadPoolExecutor:  # noqa: ARG001  a process that was forked needs threads of its own
    return ThreadPoolExecutor(THREADS, thread_name_prefix="search")
