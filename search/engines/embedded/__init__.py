"""The embedded engine: an index in a directory, searched in the process itself with tantivy."""

from search.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
