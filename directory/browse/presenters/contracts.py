"""Public contracts as the procurement office published them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from directory.browse.presenters.facts import source_label
from directory.browse.presenters.links import Link, cpv_code
from directory.browse.presenters.references import Figure
from directory.browse.presenters.text import Text, foreign, latvian, money, text_of
from directory.catalogue.models import Organisation, PublicContract
from directory.taxonomy.models import Cpv, Term

#: Contracts shown at once; the others stand folded under them.
SHOWN = 10
#: Contracts read for one page; what goes beyond is counted only.
READ = 200


@dataclass(frozen=True, slots=True)
class ContractRow:
    """One contract: what was bought, from or by whom, for how much, as far as the source says."""

    title: Text
    other: Link
    code: str
    field: str
    value: str
    awarded_on: date | None
    source: str
    source_url: str


@dataclass(frozen=True, slots=True)
class Contracts:
    """The contracts of an organisation, and what they sum up to."""

    total: int
    first: tuple[ContractRow, ...]
    rest: tuple[ContractRow, ...]
    figures: tuple[Figure, ...]
    sources: tuple[str, ...]

    @property
    def unread(self) -> int:
        """Return how many contracts the page does not list."""
        return self.total - len(self.first) - len(self.rest)

    @property
    def dated(self) -> bool:
        """Return whether the source dates any of them."""
        return any(row.awarded_on for row in (*self.first, *self.rest))

    @property
    def linked(self) -> bool:
        """Return whether the source has an address for any of them."""
        return any(row.source_url for row in (*self.first, *self.rest))


def contracts_won(organisation: Organisation) -> Contracts | None:
    """Return the contracts an organisation won, or None without any; three queries at most."""
    rows = _rows(PublicContract.objects.filter(organisation=organisation).select_related("buyer"))
    if not rows:
        return None
    total = len(rows) if len(rows) < READ else organisation.contracts.count()
    buyers = len({row.buyer_id or row.buyer_name for row in rows})
    figures = [
        Figure(str(total), ngettext("contract won", "contracts won", total)),
        Figure(str(buyers), ngettext("public buyer", "public buyers", buyers)),
    ]
    if main := _main_field(rows):
        label = _("main field by CPV: %(field)s") % {"field": main.label}
        figures.append(Figure(main.slug[:2], label))
    return _contracts(total, [_row(row, row.buyer, row.buyer_name) for row in rows], figures)


def contracts_awarded(organisation: Organisation) -> Contracts | None:
    """Return the contracts a public body awarded, or None without any; two queries at most."""
    awarded = PublicContract.objects.filter(buyer=organisation, organisation__live=True)
    rows = _rows(awarded.select_related("organisation"))
    if not rows:
        return None
    total = len(rows) if len(rows) < READ else awarded.count()
    suppliers = len({row.organisation_id for row in rows})
    figures = [
        Figure(str(total), ngettext("contract awarded", "contracts awarded", total)),
        Figure(str(suppliers), ngettext("supplier", "suppliers", suppliers)),
    ]
    return _contracts(total, [_row(row, row.organisation, "") for row in rows], figures)


def record_in_words(contracts: Contracts | None) -> str:
    """Return the contracts of a silent company in one clause, or nothing."""
    if contracts is None:
        return ""
    total, buyers = int(contracts.figures[0].value), int(contracts.figures[1].value)
    return _("%(contracts)s with %(buyers)s") % {
        "contracts": ngettext("%d contract", "%d contracts", total) % total,
        "buyers": npgettext("contracts with", "%d public buyer", "%d public buyers", buyers)
        % buyers,
    }


def _rows(contracts: QuerySet[PublicContract]) -> list[PublicContract]:
    return list(
        contracts.select_related("cpv").order_by(
            F("awarded_on").desc(nulls_last=True), F("value").desc(nulls_last=True), "pk"
        )[:READ]
    )


def _row(contract: PublicContract, other: Organisation | None, name: str) -> ContractRow:
    if other is not None:
        text = text_of(other, "name")
        link = Link(str(text), other.get_absolute_url() if other.live else "", text.lang)
    else:
        link = Link(name, lang=foreign("lv"))
    cpv = contract.cpv
    field = str(cpv.label) if cpv is not None else ""
    return ContractRow(
        title=latvian(contract.title) if contract.title else Text(),
        other=link,
        code=cpv_code(cpv) if cpv is not None else "",
        field=field,
        value=money(contract.value, contract.currency),
        awarded_on=contract.awarded_on,
        source=contract.source,
        source_url=contract.source_url,
    )


def _contracts(total: int, rows: Sequence[ContractRow], figures: Sequence[Figure]) -> Contracts:
    return Contracts(
        total=total,
        first=tuple(rows[:SHOWN]),
        rest=tuple(rows[SHOWN:]),
        figures=tuple(figures),
        sources=tuple(dict.fromkeys(source_label(row.source) for row in rows if row.source)),
    )


def _main_field(rows: Sequence[PublicContract]) -> Term | None:
    """Return the division that most contracts are in; the lower code where two are even."""
    divisions = Counter(row.cpv.slug[:2] for row in rows if row.cpv is not None)
    if not divisions:
        return None
    division = min(divisions, key=lambda code: (-divisions[code], code))
    return Cpv.objects.filter(slug=division.ljust(8, "0")).first()
