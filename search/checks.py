"""Find what is wrong with the settings of the search before a reader does."""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from search.engines import ENGINES, get_indexes


def register_all() -> None:
    """Register the checks of this app."""
    register(check_engine, Tags.compatibility)
    register(check_directory, Tags.files)


def check_engine(**_: Any) -> list[CheckMessage]:
    """Refuse the name of an engine that there is not."""
    name = settings.SEARCH_ENGINE
    if name not in ENGINES:
        hint = f"Set SEARCH_ENGINE to one of {', '.join(ENGINES)}."
        return [Error(f"There is no search engine {name!r}.", hint=hint, id="search.E001")]
    if name == "elastic" and not settings.ELASTICSEARCH_URL:
        hint = "Set ELASTICSEARCH_URL, for example to http://127.0.0.1:9200."
        return [
            Error("The engine elastic needs the address of a server.", hint=hint, id="search.E002")
        ]
    certificates = settings.ELASTICSEARCH_CA_FILE
    if name == "elastic" and certificates and not Path(certificates).is_file():
        hint = "Let ELASTICSEARCH_CA_FILE name a file in PEM format."
        return [Error(f"There is no file {certificates}.", hint=hint, id="search.E005")]
    if name == "elastic":
        try:
            get_indexes(name)
            if certificates:
                # The client reads them when it connects.
                ssl.create_default_context(cafile=certificates)
        except (ValueError, OSError) as error:
            hint = "Look at ELASTICSEARCH_URL, and at the certificates in ELASTICSEARCH_CA_FILE."
            return [
                Error(
                    f"Elasticsearch can't be asked that way: {error}", hint=hint, id="search.E006"
                )
            ]
    if name in {"null", "recording"}:
        hint = "Set SEARCH_ENGINE to embedded."
        return [
            checks.Warning(
                "The search is switched off: every query finds nothing.",
                hint=hint,
                id="search.W001",
            )
        ]
    return []


def check_directory(**_: Any) -> list[CheckMessage]:
    """Refuse a directory that the embedded engine can't write its index to; it stands in for elastic too."""
    if settings.SEARCH_ENGINE not in {"embedded", "elastic"}:
        return []
    directory = Path(settings.SEARCH_DIR)
    existing = next((place for place in (directory, *directory.parents) if place.exists()), None)
    hint = "Let DATA_DIR name a directory that the processes of the site may write to."
    if existing is None or not existing.is_dir():
        return [
            Error(
                f"{existing} is no directory, so no index fits below it.",
                hint=hint,
                id="search.E003",
            )
        ]
    if not os.access(existing, os.W_OK | os.X_OK):
        return [Error(f"The index can't be written to {directory}.", hint=hint, id="search.E004")]
    return []
