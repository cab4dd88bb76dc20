"""One call each: find the entry, present it, render it."""

from directory.browse.views.components import components
from directory.browse.views.entries import (
    dataset,
    need,
    organisation,
    partner_call,
    reference,
    solution,
    training_programme,
    visit,
)
from directory.browse.views.files import (
    belt,
    belt_pair,
    favicon,
    robots,
    security,
    sitemap,
    sitemap_part,
)
from directory.browse.views.landings import market, markets, sector, sectors
from directory.browse.views.lists import (
    datasets,
    needs,
    organisations,
    partner_calls,
    references,
    solutions,
    training_programmes,
)
from directory.browse.views.share import share, share_entry
from directory.browse.views.spread import search_map

__all__ = [
    "belt",
    "belt_pair",
    "components",
    "dataset",
    "datasets",
    "favicon",
    "market",
    "markets",
    "need",
    "needs",
    "organisation",
    "organisations",
    "partner_call",
    "partner_calls",
    "reference",
    "references",
    "robots",
    "search_map",
    "sector",
    "sectors",
    "security",
    "share",
    "share_entry",
    "sitemap",
    "sitemap_part",
    "solution",
    "solutions",
    "training_programme",
    "training_programmes",
    "visit",
]
