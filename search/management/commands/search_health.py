"""Show the state of the search index."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from search import services
from search.contract.engine import Engine
from search.engines import ENGINES, get_engine, get_indexes


class Command(BaseCommand):
    help = (
        "Shows state, lag and document counts of the search index, and which one answers; exit code 1 "
        "when one is not well."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--engine", choices=ENGINES, help="the index of this engine only")
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._show(options)
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}.") from error

    def _show(self, options: Mapping[str, Any]) -> None:
        name = options["engine"] or ""
        indexes = get_indexes(name)
        if len(indexes) == 1:
            figures = _figures(indexes[0])
            well = figures.pop("well")
        else:
            # First what a reader gets, then each index by itself.
            state = services.state(engine=get_engine(name))
            each = [_figures(engine) for engine in indexes]
            states = [one.pop("well") for one in each]
            well = all(states) and not state.fallback
            figures = {
                "answers": services.answered_by(),
                "fallback": state.fallback,
                "indexes": each,
            }
        if options["json"]:
            self.stdout.write(json.dumps(figures))
        else:
            self._write(figures)
        if not well:
            sys.exit(1)

    def _write(self, figures: dict[str, Any]) -> None:
        for name, value in figures.items():
            if name == "indexes":
                for one in value:
                    self.stdout.write("")
                    self._write(one)
            elif value not in ("", None):
                self.stdout.write(f"{name:<11}{value}")


def _figures(engine: Engine) -> dict[str, Any]:
    state = services.state(engine=engine, count=True)
    health = state.health
    return {
        "engine": health.engine,
        "state": health.state if state.reachable else "behind",
        "documents": health.documents,
        "entries": state.entries,
        "cursor": health.cursor,
        "lag": state.lag,
        "generation": health.generation,
        "detail": health.detail,
        "remedy": state.remedy,
        "well": state.ok,
    }
