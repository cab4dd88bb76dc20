"""Where disk or database stop the site, it says so and how that is mended."""

from __future__ import annotations

import errno
import shutil
from typing import Any, NamedTuple

import pytest
from django.db import OperationalError, ProgrammingError
from django.test import Client


class Usage(NamedTuple):
    """What the system says of a disk."""

    total: int
    used: int
    free: int


@pytest.fixture
def failing(client: Client, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what asks the site for a page while a fault stops it."""

    def ask(error: Exception, *, free: int = 10**9) -> Any:
        def refuse(*_: Any, **__: Any) -> None:
            raise error

        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**10, 10**10 - free, free))
        # A middleware fails here, before any view: sessions and accounts do so first on a full disk.
        monkeypatch.setattr("directory.accounts.middleware.SecondFactorMiddleware.__call__", refuse)
        client.raise_request_exception = False
        return client.get("/en/about-nothing/")

    return ask


@pytest.mark.parametrize(
    ("error", "free", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 10**9, "disk is full"),
        (OperationalError("disk I/O error"), 0, "disk is full"),
        (OperationalError("database is locked"), 10**9, "database is busy"),
        (OperationalError("connection refused"), 10**9, "database does not answer"),
    ],
)
def test_the_trouble_is_told_in_both_languages(
    failing: Any, error: Exception, free: int, words: str
) -> None:
    response = failing(error, free=free)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    content = response.content.decode()
    assert words in content
    assert 'lang="lv"' in content
    assert "Administratoriem" in content


@pytest.mark.parametrize(
    "error", [RuntimeError("x"), ProgrammingError("x"), OSError(errno.EIO, "x")]
)
def test_any_other_fault_is_ours(failing: Any, error: Exception) -> None:
    response = failing(error)
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/", "/lv/nothing/", "/api/v1/search"])
def test_who_asks_for_another_host_is_answered_and_no_fault_of_ours(
    settings: Any, path: str
) -> None:
    settings.ALLOWED_HOSTS = ["site.example"]
    stranger = Client(HTTP_HOST="other.example", raise_request_exception=False)
    answer = stranger.get(path)
    assert answer.status_code == 400
    assert "other.example" not in answer.text
    assert "The request was not understood" in answer.text or "/lv/" in path
