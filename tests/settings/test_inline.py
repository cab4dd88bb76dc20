"""What stands inside pages is allowed by its hash, and nothing else is."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from directory.settings.inline import FOLDER, source, sources


def test_source_is_the_hash_of_the_text():
    # The example of the specification, Content Security Policy Level 3, 8.3.
    assert source("alert('Hello, world.');") == (
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    )


def test_files_hold_no_marks_of_a_template():
    for path in FOLDER.iterdir():
        assert not re.search(r"{[{%#]", path.read_text()), path.name
    assert len(sources()) == len(list(FOLDER.iterdir()))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/search/?type=solution", "/en/nothing-here/"])
def test_every_script_inside_a_page_is_allowed(client, address):
    response = client.get(address)
    policy = response.headers["Content-Security-Policy"]
    inside = re.findall(
        r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", response.content.decode(), re.DOTALL
    )
    assert inside
    for text in inside:
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe-inline" not in policy
