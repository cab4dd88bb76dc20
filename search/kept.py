"""Keep what is worked out of the public catalogue, until something of it changed or a minute has passed.

For counts over all entries, which cost the database more the more entries there are. What changes in the catalogue is
in the index within a second, so the commit of the index tells when to count anew; an engine that can't tell has
everything counted each time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from search import services
from search.contract.engine import EngineError

SECONDS: Final = 60.0
"""How old an answer may grow while the index stays behind."""

_MOST: Final = 500

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")
_answers: dict[Hashable, tuple[Hashable, float, Any]] = {}


def kept(work: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Decorate a function whose answer hangs on its arguments and the public catalogue alone, not on the moment.

    Who answers in the active language takes it as an argument.
    """

    @wraps(work)
    def answer(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        try:
            standing = services.standing()
        except EngineError:
            standing = None
        if standing is None:
            return work(*args, **kwargs)
        known = (work.__module__, work.__qualname__, args, tuple(sorted(kwargs.items())))
        seen, until, found = _answers.get(known, (None, 0.0, None))
        now = time.monotonic()
        if seen == standing and now < until:
            answer: Answer = found
            return answer
        made = work(*args, **kwargs)
        if len(_answers) >= _MOST:
            _answers.clear()
        _answers[known] = (standing, now + SECONDS, made)
        return made

    return answer
