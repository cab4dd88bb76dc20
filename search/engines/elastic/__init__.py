"""The elastic engine: an index on an Elasticsearch server or cluster, 8.18 or newer, that needs no plugin."""

from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.server import Server

__all__ = ["ElasticEngine", "Server"]
