"""This will write a synthetic catalogue in JSON Lines, for load tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from directory.importers.sources.synthetic import Words, catalogue
from directory.taxonomy.choices import MarketKind
from directory.taxonomy.models import (
    Certification,
    Cpv,
    DataTheme,
    Market,
    Region,
    Sector,
    Technology,
)
from directory.taxonomy.querysets import TermQuerySet


class Command(BaseCommand):
    help = "Write a synthetic catalogue: the same size and seed give the same file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", type=int, required=True, help="number of entries")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["size"] < 1:
            raise CommandError("--size must be 1 or more.")
        words = Words(
            sectors=_slugs(Sector.objects.current()),
            technologies=_slugs(Technology.objects.current()),
            data_themes=_slugs(DataTheme.objects.current()),
            markets=_slugs(Market.objects.filter(Q(kind=MarketKind.COUNTRY), merged_into=None)),
            certifications=_slugs(Certification.objects.current()),
            regions=_slugs(Region.objects.current().filter(parent__slug="lv00")),
            cpv=_slugs(Cpv.objects.current().filter(slug__regex="^(72|48|302|324|325|642)")),
        )
        if not all((words.sectors, words.technologies, words.markets, words.regions, words.cpv)):
            raise CommandError("Load the vocabularies first: manage.py load_vocabularies.")
        try:
            with options["out"].open("wb") as file:
                for line in catalogue(size=options["size"], seed=options["seed"], words=words):
                    file.write(orjson.dumps(line) + b"\n")
        except OSError as error:
            raise CommandError(f"{options['out']} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{options['size']:,} entries written to {options['out']}")


def _slugs(terms: TermQuerySet) -> list[str]:
    return list(terms.in_order().values_list("slug", flat=True))
