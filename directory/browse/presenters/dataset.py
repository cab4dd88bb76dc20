"""Datasets: the page of one, with the solutions built on it, and cards for lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.browse.presenters.alphabet import in_alphabet
from directory.browse.presenters.cards import Card, Evidence, evidence, owners, solution_cards
from directory.browse.presenters.emblem import emblem_of, numbers_of
from directory.browse.presenters.facts import Fact, known, site, terms_fact
from directory.browse.presenters.links import Link, term_links
from directory.browse.presenters.solution import publisher_of
from directory.browse.presenters.text import Block, Text, blocks, summary, text_of
from directory.browse.presenters.threads import Graph, Use, present_graph
from directory.catalogue.models import Dataset, Solution
from directory.media.belt import EmblemArt, emblem_path

SOLUTIONS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """What the page of one dataset shows."""

    title: Text
    description: str
    is_sample: bool
    emblem: EmblemArt
    publisher: Link
    paragraphs: tuple[Block, ...]
    lang: str
    licence: str
    legal_note: Text
    legal_paragraphs: tuple[Block, ...]
    themes: tuple[Link, ...]
    facts: tuple[Fact, ...]
    solutions: tuple[Card, ...]
    solution_count: int
    graph: Graph | None
    url: str
    formats: tuple[str, ...]


def present_dataset(dataset: Dataset) -> DatasetPage:
    """Return the page of one dataset; seven queries beside the dataset's own."""
    title, words = text_of(dataset, "title"), text_of(dataset, "description")
    publisher = _publisher(dataset)
    themes = term_links(dataset.themes.all(), "dataset")
    note = text_of(dataset, "legal_note")
    public = Solution.objects.public().filter(datasets=dataset.pk or 0)
    others = Dataset.objects.public().exclude(pk=dataset.pk)
    solutions = list(
        public.order_by("-trl", "slug").prefetch_related(
            Prefetch("datasets", queryset=others, to_attr="built_on")
        )[: SOLUTIONS_SHOWN + 1]
    )
    number = len(solutions) if len(solutions) <= SOLUTIONS_SHOWN else public.count()
    cards = solution_cards(solutions[:SOLUTIONS_SHOWN])
    return DatasetPage(
        title=title,
        description=summary(words, title),
        is_sample=dataset.is_sample,
        emblem=emblem_of(dataset),
        publisher=publisher,
        paragraphs=blocks(words),
        lang=words.lang,
        licence=dataset.licence,
        legal_note=note,
        legal_paragraphs=blocks(note.text),
        themes=themes,
        facts=known(
            (
                Fact(_("Publisher"), publisher.label, lang=publisher.lang, url=publisher.url),
                Fact(_("Licence"), dataset.licence),
                terms_fact(_("Data themes"), themes),
                Fact(_("Formats"), ", ".join(dataset.format_list)),
                Fact(_("Updated"), capfirst(str(dataset.get_update_frequency_display()))),
                site(_("Source"), dataset.url),
            )
        ),
        solutions=cards,
        graph=present_graph(title.text, _uses(solutions[:SOLUTIONS_SHOWN], cards)),
        solution_count=number,
        url=dataset.url,
        formats=tuple(dataset.format_list),
    )


def _uses(solutions: Sequence[Solution], cards: Sequence[Card]) -> list[Use]:
    """Return what else each of the solutions is built on, read with them."""
    return [
        Use(
            Link(card.name, card.url, card.name_lang),
            card.emblem,
            tuple(_named(other) for other in in_alphabet(getattr(solution, "built_on", ()))),
        )
        for solution, card in zip(solutions, cards, strict=True)
    ]


def _named(dataset: Dataset) -> Link:
    title = text_of(dataset, "title")
    return Link(title.text, dataset.get_absolute_url(), title.lang)


def dataset_cards(datasets: Iterable[Dataset]) -> tuple[Card, ...]:
    """Return datasets as a list shows them; the rows should come with their publishers."""
    rows = list(datasets)
    numbers = numbers_of(rows)
    return tuple(_card(dataset, numbers[dataset.pk]) for dataset in rows)


def _card(dataset: Dataset, number: str) -> Card:
    title, words = text_of(dataset, "title"), text_of(dataset, "description")
    return Card(
        name=title.text,
        name_lang=title.lang,
        text=summary(words, limit=220) if words else "",
        text_lang=words.lang,
        kind=capfirst(_("dataset")),
        owners=owners(_publisher(dataset)),
        emblem=emblem_path(number),
        evidence=evidence(
            Evidence(_("Licence"), dataset.licence),
            Evidence(_("Formats"), ", ".join(dataset.format_list)),
            Evidence(_("Updated"), capfirst(str(dataset.get_update_frequency_display()))),
        ),
        url=dataset.get_absolute_url(),
        is_sample=dataset.is_sample,
    )


def _publisher(dataset: Dataset) -> Link:
    name = publisher_of(dataset)
    publisher = dataset.publisher
    url = publisher.get_absolute_url() if publisher is not None and publisher.live else ""
    return Link(name.text, url, name.lang)
