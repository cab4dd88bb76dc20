"""Answer requests: pages of results, what is taken along of them, and the health of the site."""

from search.views.export import export
from search.views.health import healthz, readyz
from search.views.results import results
from search.views.values import values

__all__ = ["export", "healthz", "readyz", "results", "values"]
