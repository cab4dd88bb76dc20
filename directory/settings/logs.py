"""What the log leaves out: the words of links, which open what they lead to and may hold an address."""

from __future__ import annotations

import logging
import re
from typing import Any

LEFT_OUT = "…"
#: The names that the routes of this site and of allauth give to such words.
_WORDS = ("token", "key")
#: What Django signed, wherever it stands: the value, its moment and the signature. Looked for where letters begin only:
#: an address of sixty thousand would be gone through once for each of them, for seconds.
_SIGNED = re.compile(r"(?<![\w.=-])[\w.=-]{4,}:[\w-]{4,}:[\w-]{16,}")


class WithoutWordsOfLinks(logging.Filter):
    """Leaves the word of a link out of what is told of its request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the message; it is written in any case."""
        try:
            told = record.getMessage()
        except Exception:  # noqa: BLE001  # the handler tells of a message that can't be put together
            return True
        short = _SIGNED.sub(LEFT_OUT, told)
        for word in _words(getattr(record, "request", None)):
            short = short.replace(word, LEFT_OUT)
        if short != told:
            record.msg, record.args = short, ()
        return True


def _words(request: Any) -> list[str]:
    """Return the words of the link that a request follows, as they may stand in the log."""
    match = getattr(request, "resolver_match", None)
    found = [match.kwargs[name] for name in _WORDS if match and match.kwargs.get(name)]
    words = [word for word in found if isinstance(word, str)]
    # Django writes what is not ASCII in escapes.
    return words + [word.encode("unicode_escape").decode("ascii") for word in words]
