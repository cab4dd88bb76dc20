"""This will print, for some search pages, how many SQL queries each takes: `number path` a line."""

from __future__ import annotations

import os

PAGES = ("/en/search/", "/en/search/?q=data&sort=newest", "/lv/search/?q=dati&page=3")


def main() -> None:
    """Ask each page twice and count the queries of the second time."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from search.views import remembered

    client = Client(headers={"host": "localhost"})
    for page in PAGES:
        client.get(page)
        remembered.pages.clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page)
        if response.status_code != 200:
            raise SystemExit(f"{page} answered {response.status_code}")
        print(len(queries), page)


if __name__ == "__main__":
    main()
