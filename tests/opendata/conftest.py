"""Fixtures of the open data: an index beside the rows of each test."""

from tests.search.conftest import _fresh_vocabulary, index, recording

__all__ = ["_fresh_vocabulary", "index", "recording"]
