"""This will measure matching against judgments, beside a ranking by text alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.matching.services.evaluate import (
    TEXT_ALONE,
    Evaluation,
    JudgmentsError,
    evaluate,
)
from directory.matching.services.heldout import evaluate_awards


class Command(BaseCommand):
    help = "Print nDCG@10, MRR, hit@10 and recall@50 with 95 % intervals, for matching and for BM25 on text."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="JUDGMENTS.csv", help="columns need,id,grade"
        )
        parser.add_argument(
            "--awards",
            action="store_true",
            help="the file holds awards (procedureId,name,cpv,buyerId,winner_regcode): each fifth is held out",
        )

        parser.add_argument(
            "--splits",
            type=int,
            default=1,
            choices=range(1, 21),
            metavar="1–20",
            help="in how many ways the awards are cut into fifths; all are measured together",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = (
                evaluate_awards(options["file"], splits=options["splits"])
                if options["awards"]
                else evaluate(options["file"])
            )
        except JudgmentsError as error:
            raise CommandError(str(error)) from error
        if not found.needs:
            raise CommandError("None of the needs judged is in the catalogue.")
        self.stdout.write(f"{found.needs:,} needs judged")
        self._report(found)
        if found.plain is not None:
            self.stdout.write("\nBy text and CPV codes alone, without buyers:")
            self._report(found.plain)
        for need in found.unknown:
            self.stderr.write(f"{need}: no such need")

    def _report(self, found: Evaluation) -> None:
        self.stdout.write(f"{'':10} {'matching':>24} {TEXT_ALONE:>24}")
        for name, (ours, theirs) in found.measures.items():
            self.stdout.write(
                f"{name:10} {ours.value:8.4f} ({ours.low:.4f}–{ours.high:.4f}) "
                f"{theirs.value:8.4f} ({theirs.low:.4f}–{theirs.high:.4f})"
            )
        for baseline, ratios in found.ratios.items():
            said = ", ".join(
                f"{name} {one.value:.2f} ({one.low:.2f}–{one.high:.2f})"
                for name, one in ratios.items()
            )
            self.stdout.write(f"matching ÷ {baseline}: {said}")
