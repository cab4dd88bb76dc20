"""Ask addresses as several people, and say in a letter what each was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

_LETTERS = {
    200: "P",
    204: "P",
    400: "B",
    403: "F",
    404: "N",
    405: "M",
    409: "C",
    410: "G",
    422: "B",
}


def letter(answer: Any) -> str:
    """Return what an answer is.

    A page (P), a redirect (R), one to signing in (L) or to the administration's first page (D), refused (B), forbidden
    (F), unknown (N), a method that is not there (M), in conflict (C), gone (G). Raises KeyError for anything else.
    """
    if answer.status_code == 302:
        if answer.url == reverse("wagtailadmin_home"):
            return "D"
        return "L" if "/account/login/" in answer.url else "R"
    return _LETTERS[answer.status_code]


def answers(browsers: Mapping[str, Client], who: Iterable[str], path: str) -> list[list[Any]]:
    """Return what each is answered to GET, then to POST without any content; nothing that this changes stays."""
    return [[_answer(browsers[one], method, path) for one in who] for method in ("get", "post")]


def letters(found: Iterable[Iterable[Any]]) -> tuple[str, ...]:
    """Return the letters of answers, a word for each method."""
    return tuple("".join(map(letter, row)) for row in found)


def _answer(browser: Client, method: str, path: str) -> Any:
    # Each answer is given to the same rows, whatever the one before changed.
    with transaction.atomic():
        answer = getattr(browser, method)(path)
        transaction.set_rollback(True)
    return answer
