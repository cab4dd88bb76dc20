"""Show the state of the search index."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search import services
from search.engines import ENGINES, get_engine


class Command(BaseCommand):
    help = (
        "Shows state, lag and document counts of the search index; exit code 1 when it is not well."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--engine", choices=ENGINES, help="instead of the setting SEARCH_ENGINE"
        )
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        state = services.state(engine=get_engine(options["engine"] or ""), count=True)
        health = state.health
        figures = {
            "engine": health.engine,
            "state": health.state if state.reachable else "behind",
            "documents": health.documents,
            "entries": state.entries,
            "cursor": health.cursor,
            "lag": state.lag,
            "generation": health.generation,
            "detail": health.detail,
            "remedy": state.remedy,
        }
        if options["json"]:
            self.stdout.write(json.dumps(figures))
        else:
            for name, value in figures.items():
                if value not in ("", None):
                    self.stdout.write(f"{name:<11}{value}")
        if not state.ok:
            sys.exit(1)
