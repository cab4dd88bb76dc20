"""Print how good the search is by judged questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.contract.engine import EngineError
from search.contract.metrics import NDCG_AT, RECALL_AT, Quality
from search.engines import ENGINES, get_engine, get_indexes
from search.evaluation import JudgmentError, evaluate, read_judgments


class Command(BaseCommand):
    help = "Prints nDCG, MRR, recall and zero results of the judged questions in a CSV file (query,lang,id,grade)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("judgments", type=Path, metavar="JUDGMENTS.csv")
        parser.add_argument("--engine", choices=ENGINES, help="ask this engine")
        parser.add_argument(
            "--worst", type=int, default=0, metavar="N", help="print the N worst questions too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            questions = read_judgments(options["judgments"])
            # An engine that was named answers by itself: what would stand in for it is not measured in its place.
            named = options["engine"]
            engine = get_indexes(named)[0] if named else get_engine()
            found = evaluate(questions, engine=engine)
        except (JudgmentError, EngineError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{'':8} {'questions':>9} {f'nDCG@{NDCG_AT}':>8} {'MRR':>6} {f'recall@{RECALL_AT}':>10} {'zero':>6}"
        )
        for name, measured in (*found.by_language.items(), ("all", found.overall)):
            self.stdout.write(_line(name, measured))
        if options["worst"] > 0:
            self.stdout.write("")
            for answer in sorted(found.answers, key=lambda one: one.ndcg)[: options["worst"]]:
                first = ", ".join(answer.ranking[:3]) or "nothing"
                self.stdout.write(
                    f"{answer.ndcg:.3f} {answer.question.lang} {answer.question.text}: {first}"
                )


def _line(name: str, measured: Quality) -> str:
    return (
        f"{name:8} {measured.questions:>9} {measured.ndcg:>8.3f} {measured.mrr:>6.3f} "
        f"{measured.recall:>10.3f} {measured.zero:>6.3f}"
    )
