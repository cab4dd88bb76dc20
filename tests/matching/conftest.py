"""Fixtures of matching: an index beside the rows of each test, and nothing kept from the test before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from directory.matching.services import cpv, snapshot
from tests.search.conftest import _fresh_vocabulary, index

__all__ = ["_fresh_vocabulary", "index"]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    # All tests come from one address, which the limits count.
    cache.clear()
    snapshot.forget()
    cpv.forget()
    yield
    snapshot.forget()
    cpv.forget()
