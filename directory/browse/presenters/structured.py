"""Structured data (schema.org) as JSON-LD that is safe inside an HTML page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from directory.browse.presenters.dataset import DatasetPage
from directory.browse.presenters.links import Link
from directory.browse.presenters.organisation import OrganisationPage
from directory.browse.presenters.solution import SolutionPage
from directory.catalogue.choices import SolutionKind
from directory.catalogue.models import Solution

#: How each kind of thing names who makes it.
PROVIDER = {"SoftwareApplication": "author", "Service": "provider", "Product": "manufacturer"}
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def json_ld(kind: str, facts: Mapping[str, Any]) -> SafeString:
    """Return a JSON-LD block of one thing without its empty facts.

    ``<``, ``>`` and ``&`` are written as escapes of JSON, so no text can end the script element.
    """
    data = {"@context": "https://schema.org", "@type": kind}
    data |= {name: value for name, value in facts.items() if value not in (None, "", [], {})}
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308


def breadcrumb_data(crumbs: Sequence[Link], absolute: Callable[[str], str]) -> SafeString:
    """Return where a page stands for search engines; the page itself needs no address."""
    items = [
        {"@type": "ListItem", "position": position, "name": crumb.label}
        | ({"item": absolute(crumb.url)} if crumb.url else {})
        for position, crumb in enumerate(crumbs, start=1)
    ]
    return json_ld("BreadcrumbList", {"itemListElement": items})


def site_data(name: str, url: str, results: str) -> SafeString:
    """Return the site for search engines, with the address of its search."""
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{results}?q={{words}}"},
        "query-input": "required name=words",
    }
    return json_ld("WebSite", {"name": name, "url": url, "potentialAction": action})


def organisation_data(page: OrganisationPage, url: str) -> SafeString:
    """Return an organisation for search engines; facts of its page only."""
    return json_ld(
        "Organization",
        {
            "name": str(page.name),
            "legalName": page.legal_name,
            "identifier": page.number,
            "description": page.description,
            "url": url,
            "sameAs": page.website,
        },
    )


def solution_data(
    solution: Solution, page: SolutionPage, absolute: Callable[[str], str]
) -> SafeString:
    """Return a solution for search engines: software, a service or a product."""
    kind = {
        SolutionKind.PLATFORM: "SoftwareApplication",
        SolutionKind.PRODUCT: "SoftwareApplication",
        SolutionKind.SERVICE: "Service",
    }.get(SolutionKind(solution.kind), "Product")
    facts: dict[str, Any] = {
        "name": str(page.name),
        "description": page.description,
        "url": absolute(solution.get_absolute_url()),
        "sameAs": page.website,
        "image": [absolute(shot.src) for shot in page.pictures],
        PROVIDER[kind]: [
            {"@type": "Organization", "name": str(one.name), "url": absolute(one.url)}
            for one in page.providers
        ],
    }
    if kind == "SoftwareApplication":
        facts["license"] = solution.licence
    return json_ld(kind, facts)


def dataset_data(page: DatasetPage, url: str) -> SafeString:
    """Return a dataset for search engines."""
    publisher = {"@type": "Organization", "name": page.publisher.label}
    return json_ld(
        "Dataset",
        {
            "name": str(page.title),
            "description": page.description,
            "url": url,
            "license": page.licence,
            "publisher": publisher if page.publisher.label else None,
            "encodingFormat": list(page.formats),
            "sameAs": page.url,
        },
    )
