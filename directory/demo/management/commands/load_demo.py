"""This will load the demo catalogue: real organisations, contracts and tenders, and samples."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.demo.services import company, procedures, real, samples, shortlists, staff
from directory.importers.records import Outcome
from directory.taxonomy.services.load import load_vocabularies


class Command(BaseCommand):
    help = "Load the demo catalogue. Loading it again changes nothing and keeps what staff edited."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--shortlist",
            action="store_true",
            help="only freeze the sample shortlist: it is made of matches, so the index must be there",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["shortlist"]:
            self.stdout.write(f"Sample shortlist: {shortlists.freeze_sample():,} entries frozen")
            return
        terms = sum(load_vocabularies().values())
        self.stdout.write(f"Vocabularies: {terms:,} terms created")
        self._tell("Suppliers and buyers", real.load_organisations())
        self.stdout.write(f"Public contracts: {real.load_contracts():,} created")
        self._tell("Tenders", real.load_tenders())
        self._tell("Samples", samples.load_samples())
        self._tell("Calls for partners", samples.load_partner_calls())
        self._tell("Sample needs", samples.load_sample_needs())
        self.stdout.write(f"Procedures of sample needs: {procedures.load_procedures():,} made")
        self.stdout.write(f"Pictures: {samples.draw_pictures():,} drawn")
        if password := staff.make_staff():
            self.stdout.write(f"Staff login: {staff.EMAIL} {password}")
        else:
            self.stdout.write(f"Staff login: {staff.EMAIL}, as in {staff.login_file()}")
        if password := staff.make_buyer():
            self.stdout.write(f"Buyer login: {staff.BUYER} {password}")
        if password := company.make_company():
            self.stdout.write(f"Company login: {company.COMPANY} {password}")

    def _tell(self, what: str, outcome: Outcome) -> None:
        self.stdout.write(f"{what}: {outcome.counts}")
        for problem in outcome.problems:
            self.stderr.write(f"{what}: {problem}")
        if outcome.problems:
            raise CommandError(f"{what}: the data of the demo itself is broken.")
