"""One address of every type of public page, by the slugs of the demo catalogue."""

from __future__ import annotations

LANGUAGES = ("en", "lv")
WIDTHS = (1280, 390, 320)

#: Name → path below the language.
PAGES = {
    "home": "",
    "results": "search/",
    "results-filtered": "search/?q=data&type=solution&technology=data-and-analytics",
    "results-needs": "search/?type=need",
    "results-map": "search/map/?type=reference",
    "results-map-empty": "search/map/?q=zzqqxx",
    "results-values": "search/values/technology/?q=data",
    "results-empty": "search/?q=zzqqxx",
    "organisation": "organisations/kvantera/",
    "organisation-unclaimed": "organisations/atea-sia/",
    "public-body": "organisations/vtu-valmiera-sia/",
    "solution": "solutions/rindo/",
    "reference": "references/emergency-department-forecasts-at-six-sites/",
    "needs": "needs/",
    "need": "needs/flood-warning-for-four-river-villages/",
    "need-ended": "needs/council-minutes-on-the-same-evening/",
    "need-piloted": "needs/ice-on-the-road-known-the-evening-before/",
    "need-cancelled": "needs/one-card-for-library-pool-and-bus/",
    "need-changed": "needs/official-letters-that-people-understand/",
    "need-described": "needs/describe/?text=sensors+that+warn+of+floods",
    "datasets": "datasets/",
    "dataset": "datasets/hourly-weather-observations/",
    "programmes": "training/",
    "programme": "training/applied-data-science/",
    "calls": "partner-calls/",
    "call": "partner-calls/a-port-to-test-an-ice-forecast/",
    "markets": "markets/",
    "market": "markets/fi/",
    "market-group": "markets/nordics/",
    "sectors": "sectors/",
    "sector": "sectors/public-administration/",
    "enquiry": "organisations/kvantera/enquire/",
    "enquiry-sent": "enquiries/sent/",
    "digital-check": "digital-check/",
    "unmet-needs": "unmet-needs/",
    "tell-me": "needs/official-letters-that-people-understand/tell-me/",
    "tell-me-asked": "alerts/asked/",
    "about": "about/",
    "accessibility": "accessibility/",
    "components": "components/",
}
#: The same for pages that say that something is wrong, with the status they answer with.
ERRORS = {
    "not-found": ("nothing-here/", 404),
    "not-understood": ("search/?sort=unheard-of", 400),
}
#: Pages whose address has no language.
WITHOUT_LANGUAGE = {"open-data-en": "/data/?lang=en", "open-data-lv": "/data/?lang=lv"}


def every_page() -> list[tuple[str, str, int]]:
    """Return each page's name with its language, its path and its status."""
    found = []
    for language in LANGUAGES:
        found += [
            (f"{name}-{language}", f"/{language}/{path}", 200) for name, path in PAGES.items()
        ]
        found += [
            (f"{name}-{language}", f"/{language}/{path}", status)
            for name, (path, status) in ERRORS.items()
        ]
    return found + [(name, path, 200) for name, path in WITHOUT_LANGUAGE.items()]
