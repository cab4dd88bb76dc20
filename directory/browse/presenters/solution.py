"""The page of a solution: what it achieved for whom, then what it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.browse.presenters.alphabet import in_alphabet
from directory.browse.presenters.cards import Card
from directory.browse.presenters.emblem import Band, Picture, band_of, emblem_of, logo_of, number_of
from directory.browse.presenters.facts import Fact, known, licence_of, site, terms_fact
from directory.browse.presenters.links import (
    Link,
    belt_url,
    cpv_links,
    enquire_url,
    language_names,
    term_links,
    visit_url,
)
from directory.browse.presenters.maturity import Maturity, maturity_of
from directory.browse.presenters.pictures import Shot, shots_of
from directory.browse.presenters.readiness import Point, readiness_of
from directory.browse.presenters.references import (
    Figure,
    ReferenceRow,
    figures_of,
    newest_first,
    row_of,
)
from directory.browse.presenters.similar import similar_to
from directory.browse.presenters.text import Block, Text, blocks, summary, text_of
from directory.catalogue.choices import Pillar, size_label
from directory.catalogue.models import Dataset, Organisation, Reference, Solution
from directory.media.belt import EmblemArt, emblem_path

PROJECTS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Provider:
    """An organisation that provides a solution."""

    name: Text
    url: str
    line: str
    tagline: Text
    emblem: EmblemArt
    logo: Picture | None


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A dataset a solution is built on."""

    title: Text
    url: str
    publisher: Text
    licence: str
    others: int


@dataclass(frozen=True, slots=True)
class SolutionPage:
    """What the page of one solution shows."""

    name: Text
    description: str
    kind: str
    data_driven: bool
    partner_sought: bool
    is_sample: bool
    lead: Text
    paragraphs: tuple[Block, ...]
    lang: str
    features: tuple[str, ...]
    features_lang: str
    emblem: EmblemArt
    band: Band
    providers: tuple[Provider, ...]
    figures: tuple[Figure, ...]
    references: tuple[ReferenceRow, ...]
    maturity: Maturity | None
    datasets: tuple[DatasetRow, ...]
    readiness: tuple[Point, ...]
    pictures: tuple[Shot, ...]
    pillars: tuple[str, ...]
    chips: tuple[Link, ...]
    facts: tuple[Fact, ...]
    similar: tuple[Card, ...]
    sector: Link | None
    website: str
    visit_url: str
    enquire_url: str
    belt_url: str


def present_solution(solution: Solution) -> SolutionPage:
    """Return the page of a solution, in a constant number of queries."""
    providers = _providers(solution)
    references = _references(solution)
    sectors, technologies = list(solution.sectors.all()), list(solution.technologies.all())
    themes = list(solution.data_themes.all())
    markets, languages = list(solution.markets.all()), list(solution.languages.all())
    certifications = list(solution.certifications.all())
    tagline, words = text_of(solution, "tagline"), text_of(solution, "description")
    name, features = text_of(solution, "name"), text_of(solution, "features")
    sector_links = term_links(sectors, "solution")
    number = number_of(solution, owner=providers[0] if providers else None)
    return SolutionPage(
        name=name,
        description=summary(tagline, words, name),
        kind=capfirst(str(solution.get_kind_display())),
        data_driven=solution.data_driven,
        partner_sought=solution.partner_sought,
        is_sample=solution.is_sample,
        lead=tagline,
        paragraphs=blocks(words),
        lang=words.lang,
        features=tuple(filter(None, map(str.strip, features.text.splitlines()))),
        features_lang=features.lang,
        emblem=emblem_path(number),
        band=band_of(number),
        providers=tuple(_provider(row) for row in providers),
        figures=figures_of(references),
        references=tuple(row_of(row) for row in references[:PROJECTS_SHOWN]),
        maturity=maturity_of(solution),
        datasets=_datasets(solution),
        readiness=readiness_of(
            solution,
            references=references,
            providers=providers,
            markets=markets,
            languages=languages,
            certifications=certifications,
        ),
        pictures=shots_of(solution.images.all()),
        pillars=tuple(capfirst(str(Pillar(number).label)) for number in solution.pillars),
        chips=(
            *sector_links,
            *term_links(technologies, "solution"),
            *term_links(themes, "solution"),
        ),
        facts=known(
            (
                terms_fact(_("Markets"), term_links(markets, "solution")),
                Fact(_("Languages"), capfirst(language_names(languages))),
                terms_fact(_("Certificates"), term_links(certifications, "solution")),
                Fact(_("Licence"), licence_of(solution.licence)),
                terms_fact(_("CPV codes"), cpv_links(solution.cpv.all(), "solution")),
                site(_("Repository"), solution.repository),
                site(_("Website"), solution.website),
            )
        ),
        similar=similar_to(solution, sectors=sectors, technologies=technologies, themes=themes),
        sector=sector_links[0] if sector_links else None,
        website=solution.website,
        visit_url=visit_url(solution),
        enquire_url=enquire_url(solution),
        belt_url=belt_url(),
    )


def _providers(solution: Solution) -> list[Organisation]:
    """Return the public providers in the order they were named; three queries."""
    keys = [row.pk for row in solution.providers.all()]
    found = (
        Organisation.objects.public()
        .filter(pk__in=keys)
        .select_related("register", "logo")
        .prefetch_related("certifications")
        .in_bulk()
    )
    return [found[key] for key in keys if key in found]


def _provider(row: Organisation) -> Provider:
    size = size_label(row.employees)
    people = _("%(size)s employees") % {"size": size} if size else ""
    parts = (capfirst(row.kind_label), row.city, people)
    return Provider(
        name=text_of(row, "name"),
        url=row.get_absolute_url(),
        line=", ".join(str(part) for part in parts if part),
        tagline=text_of(row, "tagline"),
        emblem=emblem_of(row),
        logo=logo_of(row.logo),
    )


def _references(solution: Solution) -> list[Reference]:
    if solution.pk is None:
        return []
    rows = Reference.objects.public().filter(solution_id=solution.pk)
    return list(newest_first(rows)[:200])


def _datasets(solution: Solution) -> tuple[DatasetRow, ...]:
    keys = [row.pk for row in solution.datasets.all()]
    public = Solution.objects.public().exclude(pk=solution.pk)
    others = dict(
        public.filter(datasets__in=keys).values_list("datasets").annotate(number=Count("pk"))
    )
    rows = Dataset.objects.public().filter(pk__in=keys).select_related("publisher")
    return tuple(
        DatasetRow(
            title=text_of(row, "title"),
            url=row.get_absolute_url(),
            publisher=publisher_of(row),
            licence=row.licence,
            others=others.get(row.pk, 0),
        )
        for row in in_alphabet(rows)
    )


def publisher_of(dataset: Dataset) -> Text:
    """Return who publishes a dataset, whether or not it has an entry here."""
    if dataset.publisher is not None:
        return text_of(dataset.publisher, "name")
    return text_of(dataset, "publisher_name")
