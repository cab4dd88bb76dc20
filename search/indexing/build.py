"""Build the documents of named entries, or of all of them, in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from directory.catalogue.models import Dataset, Entry, Organisation, Reference, Solution
from directory.needs.models import Need
from search.contract import schema
from search.contract.document import Document
from search.indexing.facets import Vocabularies
from search.indexing.needs import need_documents
from search.indexing.organisations import organisation_documents
from search.indexing.records import dataset_documents, reference_documents
from search.indexing.solutions import solution_documents
from search.indexing.vocabulary import snapshot

BATCH = 500

Builder = Callable[[Sequence[int], Vocabularies], list[Document]]

MODELS: dict[str, type[Entry]] = {
    schema.SOLUTION: Solution,
    schema.ORGANISATION: Organisation,
    schema.REFERENCE: Reference,
    schema.DATASET: Dataset,
    schema.NEED: Need,
}
"""The model behind each document type."""

TYPE_OF: dict[type[Entry], str] = {model: type_name for type_name, model in MODELS.items()}

_BUILDERS: dict[str, Builder] = {
    schema.SOLUTION: solution_documents,
    schema.ORGANISATION: organisation_documents,
    schema.REFERENCE: reference_documents,
    schema.DATASET: dataset_documents,
    schema.NEED: need_documents,
}


@dataclass(frozen=True, slots=True)
class Built:
    """Hold what an index must take in: the documents to write and the keys to delete."""

    documents: list[Document]
    deleted: list[str]


def build(entries: Iterable[tuple[str, int]]) -> Built:
    """Return the documents of entries named by type and key.

    An entry that is gone, or that not everybody may see, is deleted. The number of queries depends on the number of
    batches and types only.
    """
    wanted: dict[str, dict[int, None]] = {}
    for type_name, pk in entries:
        if type_name in _BUILDERS:
            wanted.setdefault(type_name, {})[pk] = None
    terms = snapshot(checked=True) if wanted else {}
    documents: list[Document] = []
    for type_name, keys in wanted.items():
        for batch in _batches(list(keys)):
            documents.extend(_BUILDERS[type_name](batch, terms))
    written = {document.key for document in documents}
    deleted = [
        key
        for type_name, pks in wanted.items()
        for pk in pks
        if (key := f"{type_name}:{pk}") not in written
    ]
    return Built(documents, deleted)


def everything() -> Iterator[Document]:
    """Yield the documents of all public entries, a batch at a time, in the order of types and keys."""
    terms = snapshot(checked=True)
    for type_name, model in MODELS.items():
        last = 0
        while batch := list(
            model._default_manager.filter(pk__gt=last)
            .order_by("pk")
            .values_list("pk", flat=True)[:BATCH]
        ):
            yield from _BUILDERS[type_name](batch, terms)
            last = batch[-1]


def count() -> int:
    """Return how many entries of all types there are, public or not: what a rebuild walks over."""
    return sum(model._default_manager.count() for model in MODELS.values())


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
