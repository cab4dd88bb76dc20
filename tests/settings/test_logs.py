"""The log tells of a link that leads nowhere, and not the word in it."""

from __future__ import annotations

import io
import logging

import pytest
from django.core import signing
from django.test import Client

from directory.settings import logs
from directory.settings.logs import WithoutWordsOfLinks

ADDRESS = "eva@buyer.example"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Return what the handler of the settings writes."""
    (handler,) = [one for one in logging.getLogger().handlers if one.name == "console"]
    written = io.StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/en/enquiries/{}/",
        "/en/enquiries/confirm/{}/",
        "/en/alerts/confirm/{}/",
        "/en/mail/stop/{}/",
        # Cut off and prolonged, as links of mail are broken.
        "/en/mail/stop/{:.25}/",
        "/en/mail/stop/{}é/",
        "/en/nothing/{}/more/",
    ],
)
def test_the_word_of_a_link_is_left_out(client: Client, log: io.StringIO, path: str) -> None:
    word = signing.dumps([ADDRESS, "enquiries"], salt="another")
    response = client.get(path.format(word))
    assert response.status_code in {404, 410}
    written = log.getvalue()
    assert path.partition("{")[0] in written
    assert "…" in written
    assert word[:20] not in written


@pytest.mark.parametrize(
    "message", ["Gone: /en/enquiries/", "at 12:30:05 of 2026-11-29", "http://127.0.0.1:8000/a:b/"]
)
def test_other_messages_are_written_as_they_are(message: str) -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s", (message,), None)
    assert WithoutWordsOfLinks().filter(record)
    assert record.getMessage() == message


def test_a_link_is_looked_for_where_letters_begin_alone() -> None:
    """From each of sixty thousand letters on, an address would be gone through for seconds."""
    word = signing.dumps("eva", salt="another")
    assert logs._SIGNED.search(f"/{word}/")
    begun = [start for start in range(1, len(word)) if logs._SIGNED.match(f"/{word}/", start)]
    assert begun == [1]


def test_a_message_that_cannot_be_put_together_is_left_to_the_handler() -> None:
    assert WithoutWordsOfLinks().filter(
        logging.LogRecord("x", logging.INFO, "", 0, "%d", ("one",), None)
    )
