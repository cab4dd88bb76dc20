"""Read JSON in which no object names a key twice: which of the two was meant nobody can tell."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import orjson

_KEY = re.compile(rb'"[ \t\r\n]*:')


class RepeatedKeyError(ValueError):
    """An object names a key twice; the message is that key."""


def read_json(content: bytes) -> Any:
    """Return what JSON in UTF-8 says; raise orjson.JSONDecodeError, or RepeatedKeyError.

    What ends a key cannot stand more often than there are keys, unless a text holds it or a key is
    named twice: only then is the content read once more, and slowly.
    """
    data = orjson.loads(content)
    if sum(1 for _end in _KEY.finditer(content)) > _keys(data):
        try:
            json.loads(content, object_pairs_hook=_unrepeated)
        except RecursionError as error:
            raise RepeatedKeyError("…") from error
    return data


def _keys(data: Any) -> int:
    """Return how many keys all objects have together; without recursion, as deep as they may be."""
    waiting, count = [data], 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            count += len(one)
            waiting.extend(value for value in one.values() if isinstance(value, dict | list))
        elif isinstance(one, list):
            waiting.extend(value for value in one if isinstance(value, dict | list))
    return count


def _unrepeated(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RepeatedKeyError(key)
        found[key] = value
    return found
