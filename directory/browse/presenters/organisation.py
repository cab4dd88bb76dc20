"""The page of an organisation: what others state of it, then what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.browse.presenters.alphabet import name_key
from directory.browse.presenters.cards import Card, solution_cards
from directory.browse.presenters.contracts import (
    Contracts,
    contracts_awarded,
    contracts_won,
    record_in_words,
)
from directory.browse.presenters.emblem import (
    Band,
    Picture,
    band_of,
    emblem_of,
    logo_of,
    number_of,
    register_of,
)
from directory.browse.presenters.facts import (
    Fact,
    Register,
    funding_facts,
    known,
    organisation_facts,
    register_facts,
    terms_fact,
    verification_facts,
)
from directory.browse.presenters.links import (
    Link,
    belt_url,
    cpv_code,
    enquire_url,
    language_names,
    search_url,
    term_links,
    visit_url,
)
from directory.browse.presenters.needs import NeedRow, need_rows
from directory.browse.presenters.pictures import Shot, cover_of
from directory.browse.presenters.references import (
    Figure,
    Proof,
    ReferenceRow,
    all_of,
    figures_of,
    newest_first,
    proofs_of,
    row_of,
)
from directory.browse.presenters.text import Block, Text, blocks, summary, text_of
from directory.catalogue.choices import OrganisationKind
from directory.catalogue.models import (
    Dataset,
    Entry,
    Organisation,
    PartnerCall,
    Reference,
    TrainingProgramme,
)
from directory.catalogue.models.entry import LANGUAGES
from directory.media.belt import EmblemArt
from directory.needs.models import Need

SOLUTIONS_SHOWN = 60
PROJECTS_SHOWN = 20
NEEDS_SHOWN = 20
OTHERS_SHOWN = 20
COMPANIES = frozenset({OrganisationKind.COMPANY, OrganisationKind.STARTUP})
#: Kinds whose own words are what a buyer looks for.
ASKED_TO_WRITE = COMPANIES | {OrganisationKind.RESEARCH}


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """What the page of one organisation shows."""

    name: Text
    description: str
    kind: str
    is_company: bool
    is_sample: bool
    lead: Text
    paragraphs: tuple[Block, ...]
    lang: str
    from_record: bool
    asked_to_write: bool
    emblem: EmblemArt
    logo: Picture | None
    cover: Shot | None
    band: Band
    has_register_number: bool
    website: str
    visit_url: str
    enquire_url: str
    solutions: tuple[Card, ...]
    references: tuple[ReferenceRow, ...]
    reference_figures: tuple[Figure, ...]
    more_references: str
    proofs: tuple[Proof, ...]
    won: Contracts | None
    awarded: Contracts | None
    fields: tuple[tuple[str, Link], ...]
    needs: tuple[NeedRow, ...]
    datasets: tuple[Link, ...]
    programmes: tuple[Link, ...]
    calls: tuple[Link, ...]
    chips: tuple[Link, ...]
    facts: tuple[Fact, ...]
    register: Register | None
    verifications: tuple[Fact, ...]
    funding: tuple[Fact, ...]
    legal_name: str
    number: str
    claim_url: str
    belt_url: str

    @property
    def has_main(self) -> bool:
        """Return whether there is more to read than facts beside it."""
        return bool(
            self.paragraphs or self.chips or self.solutions or self.fields or self.datasets
            or self.programmes or self.calls or self.asked_to_write
        )  # fmt: skip


def present_organisation(organisation: Organisation) -> OrganisationPage:
    """Return the page of an organisation, in a constant number of queries."""
    known_row = organisation.pk is not None
    won = contracts_won(organisation) if known_row else None
    awarded = contracts_awarded(organisation) if known_row else None
    references = _references(organisation)
    tagline, words = text_of(organisation, "tagline"), text_of(organisation, "description")
    from_record = not (tagline or words)
    lead = tagline or (Text(_silent(organisation, won, awarded)) if from_record else Text())
    register = register_of(organisation)
    number = register.registration_number if register is not None else ""
    name = text_of(organisation, "name")
    others = _others(organisation)
    return OrganisationPage(
        name=name,
        description=summary(lead, words, name),
        kind=capfirst(organisation.kind_label),
        is_company=organisation.kind in COMPANIES,
        is_sample=organisation.is_sample,
        lead=lead,
        paragraphs=blocks(words),
        lang=words.lang,
        from_record=from_record,
        asked_to_write=from_record and organisation.kind in ASKED_TO_WRITE,
        emblem=emblem_of(organisation),
        logo=logo_of(organisation.logo),
        cover=cover_of(organisation),
        band=band_of(number_of(organisation)),
        has_register_number=bool(number),
        website=organisation.website,
        visit_url=visit_url(organisation),
        enquire_url=enquire_url(organisation),
        solutions=_solutions(organisation),
        references=tuple(row_of(row) for row in references[:PROJECTS_SHOWN]),
        reference_figures=figures_of(references),
        more_references=all_of(organisation) if len(references) > PROJECTS_SHOWN else "",
        proofs=proofs_of(references),
        won=won,
        awarded=awarded,
        fields=_fields(organisation),
        needs=_needs(organisation),
        datasets=others[Dataset],
        programmes=others[TrainingProgramme],
        calls=others[PartnerCall],
        chips=(
            *term_links(organisation.sectors.all(), "organisation"),
            *term_links(organisation.technologies.all(), "organisation"),
            *term_links(organisation.data_themes.all(), "organisation"),
        ),
        facts=_facts(organisation),
        register=register_facts(organisation),
        verifications=verification_facts(organisation),
        funding=funding_facts(organisation.funding.all()),
        legal_name=register.legal_name if register is not None else "",
        number=number or "",
        claim_url=reverse("accounts:claim", args=[organisation.slug]) if organisation.slug else "",
        belt_url=belt_url(),
    )


def _silent(organisation: Organisation, won: Contracts | None, awarded: Contracts | None) -> str:
    """Return the sentence of an organisation that has said nothing yet."""
    if organisation.kind == OrganisationKind.PUBLIC:
        if awarded is None:
            return _("Known from the public record.")
        number = awarded.total
        return (
            ngettext(
                "Known from the public record: %d contract awarded to a Latvian ICT supplier.",
                "Known from the public record: %d contracts awarded to Latvian ICT suppliers.",
                number,
            )
            % number
        )
    if organisation.kind in COMPANIES:
        silence = _("The company has not written here yet.")
    else:
        silence = _("The organisation has not written here yet.")
    record = record_in_words(won)
    if record:
        known_from = _("Known from the public record: %(record)s.") % {"record": record}
    else:
        known_from = _("Known from the public record.")
    return f"{known_from} {silence}"


def _solutions(organisation: Organisation) -> tuple[Card, ...]:
    if organisation.pk is None:
        return ()
    rows = organisation.solutions.public().order_by("-trl", "slug")
    return solution_cards(rows[:SOLUTIONS_SHOWN])


def _references(organisation: Organisation) -> list[Reference]:
    if organisation.pk is None:
        return []
    rows = Reference.objects.filter(live=True, organisation_id=organisation.pk)
    return list(newest_first(rows)[:200])


def _fields(organisation: Organisation) -> tuple[tuple[str, Link], ...]:
    rows = sorted(organisation.cpv.all(), key=lambda term: term.slug)
    return tuple(
        (cpv_code(term), Link(str(term.label), search_url(q=str(term.label), type="organisation")))
        for term in rows
    )


def _needs(organisation: Organisation) -> tuple[NeedRow, ...]:
    if organisation.pk is None:
        return ()
    return need_rows(
        Need.objects.public().filter(buyer_id=organisation.pk), at=timezone.now(), limit=NEEDS_SHOWN
    )


def _others(organisation: Organisation) -> dict[type[Entry], tuple[Link, ...]]:
    """Return the links to what an organisation offers beside solutions, read by one query."""
    owners: dict[type[Entry], str] = {
        Dataset: "publisher",
        TrainingProgramme: "organisation",
        PartnerCall: "organisation",
    }
    found: dict[type[Entry], tuple[Link, ...]] = dict.fromkeys(owners, ())
    if organisation.pk is None:
        return found
    parts = [
        model.objects.filter(live=True, **{owner: organisation.pk})
        .order_by()
        .annotate(
            part=Value(number),
            **{f"text_{place}": F(name) for place, name in enumerate(_columns(model))},
        )
        .values_list(
            "part",
            "slug",
            "pk",
            "first_published_at",
            *(f"text_{n}" for n in range(len(LANGUAGES))),
        )
        for number, (model, owner) in enumerate(owners.items())
    ]
    rows: list[tuple[int, Entry]] = []
    models = list(owners)
    for part, slug, pk, first, *texts in parts[0].union(*parts[1:], all=True):
        model = models[part]
        said = dict(zip(_columns(model), texts, strict=True))
        rows.append((part, model(pk=pk, slug=slug, first_published_at=first, **said)))
    rows.sort(key=lambda row: _place(*row))
    for part, row in rows:
        model = models[part]
        if len(found[model]) < OTHERS_SHOWN:
            text = text_of(row, model.name_field)
            found[model] += (Link(text.text, row.get_absolute_url(), text.lang),)
    return found


def _columns(model: type[Entry]) -> list[str]:
    return [f"{model.name_field}_{language}" for language in LANGUAGES]


def _place(part: int, row: Entry) -> tuple[Any, ...]:
    """Return where a row stands: datasets by name, the others with the newest first."""
    if isinstance(row, Dataset):
        return part, name_key(row), row.slug
    first = row.first_published_at
    return part, first is None, -first.timestamp() if first else 0, row.pk


def _facts(organisation: Organisation) -> tuple[Fact, ...]:
    return known(
        (
            *organisation_facts(organisation),
            terms_fact(_("Export markets"), term_links(organisation.markets.all(), "organisation")),
            Fact(_("Languages"), capfirst(language_names(organisation.languages.all()))),
            terms_fact(
                _("Certificates"), term_links(organisation.certifications.all(), "organisation")
            ),
        )
    )
