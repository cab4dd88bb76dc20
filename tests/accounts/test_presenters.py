"""What a browser calls itself is told in words that people know."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from directory.accounts.presenters import agent_in_words

_CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (_CHROME, "Chrome on Windows"),
        (f"{_CHROME} Edg/140.0", "Edge on Windows"),
        (f"{_CHROME} OPR/120.0", "Opera on Windows"),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36 EdgA/140.0",
            "Edge on Android",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        ("curl/8.1", "curl/8.1"),
        ("x" * 500, "x" * 60),
        ("", "Unknown browser"),
    ],
)  # fmt: skip
def test_browser_and_system(agent, said):
    assert agent_in_words(agent) == said


def test_in_latvian():
    with override("lv"):
        assert agent_in_words(_CHROME) == "Chrome, Windows"
