"""From a checked line to what is written of an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from pydantic import ValidationError as SchemaError

from directory.catalogue.schemas import (
    DatasetShape,
    EntryShape,
    Localised,
    OrganisationShape,
    SolutionShape,
    reasons,
)
from directory.catalogue.services.bulk import EntryValues
from directory.catalogue.validators import validate_registration_number
from directory.importers.services.content import Content, canonical, funding_content
from directory.importers.services.ids import Ids, UnknownIdError, UnresolvedError
from directory.importers.services.pictures import FoundPicture, UnusablePictureError, open_picture
from directory.importers.services.plans import ONE_PICTURE, REGISTER, Plan, attname
from directory.importers.services.terms import Terms, UnknownTermError
from directory.needs.schemas import NeedShape
from directory.taxonomy.models import Term


class RefusedError(Exception):
    """A row is bad; the message holds every reason."""


@dataclass(slots=True)
class MappedRow:
    """One row, resolved: what it says of its entry, ready to be compared and written."""

    line: int
    source: str
    value: str
    values: EntryValues
    content: Content
    pictures: dict[str, list[FoundPicture]] = field(default_factory=dict)
    register: dict[str, Any] = field(default_factory=dict)
    name: str = ""


class Mapper:
    """Resolves the words of rows: terms, other entries, pictures."""

    def __init__(self, *, terms: Terms, ids: Ids, folder: Path | None, now: datetime) -> None:
        self.terms = terms
        self.ids = ids
        self.folder = folder
        self.now = now
        self._latvia = terms.country("LV")

    def map(self, plan: Plan, shape: EntryShape, *, line: int, source: str) -> MappedRow:
        """Return what a row says; raise RefusedError with everything that is wrong with it."""
        mapping = _Mapping(self, plan, shape, source)
        values, content = mapping.values, mapping.content
        mapping.run()
        if mapping.faults:
            raise RefusedError("; ".join(mapping.faults))
        name: Localised = getattr(shape, shape.name_field)
        return MappedRow(
            line=line,
            source=source,
            value=own_id(shape, source),
            values=values,
            content=content,
            pictures=mapping.pictures,
            register=mapping.register,
            name=name.first,
        )

    def is_latvian(self, key: int) -> bool:
        """Return whether a country is Latvia."""
        return key == self._latvia


def own_id(shape: EntryShape, source: str) -> str:
    """Return a row's id without the source that may stand before it."""
    return shape.id.removeprefix(f"{source}:")


def checked_shape(plan: Plan, data: Mapping[str, Any]) -> EntryShape:
    """Return a row in its shape; raise RefusedError with everything that is wrong with it."""
    try:
        return plan.shape.model_validate(data)
    except SchemaError as error:
        raise RefusedError("; ".join(reasons(error))) from error


class _Mapping:
    """The work on one row."""

    def __init__(self, mapper: Mapper, plan: Plan, shape: EntryShape, source: str) -> None:
        self.mapper, self.plan, self.shape, self.source = mapper, plan, shape, source
        self.values, self.content = EntryValues(), Content()
        self.pictures: dict[str, list[FoundPicture]] = {}
        self.register: dict[str, Any] = {}
        self.faults: list[str] = []

    def run(self) -> None:
        """Fill values and content, or faults."""
        for name in self.plan.texts:
            self._text(name, getattr(self.shape, name))
        for name in self.plan.columns:
            self._column(name, getattr(self.shape, name))
        for name, model in self.plan.term.items():
            word = getattr(self.shape, name)
            self._column(attname(self.plan.model, name), self._term(name, model, word))
        for name, model in self.plan.terms.items():
            self._links(name, [self._term(name, model, word) for word in getattr(self.shape, name)])
        for name, other in self.plan.entry.items():
            text = getattr(self.shape, name)
            self._column(attname(self.plan.model, name), self._entry(name, other.type_name, text))
        for name, other in self.plan.entries.items():
            texts = getattr(self.shape, name)
            self._links(name, [self._entry(name, other.type_name, text) for text in texts])
        self._column("is_sample", self.shape.sample)
        if self.shape.slug:
            self._column("slug", self.shape.slug)
        match self.shape:
            case OrganisationShape():
                self._organisation(self.shape)
            case SolutionShape():
                self._solution(self.shape)
            case DatasetShape():
                self._dataset(self.shape)
            case NeedShape():
                self._need(self.shape)

    def _organisation(self, shape: OrganisationShape) -> None:
        rounds = [item.model_dump() for item in shape.funding]
        self.values.children["funding"] = rounds
        self.content["funding"] = canonical([funding_content(row) for row in rounds])
        for name in ONE_PICTURE:
            self.content[name] = None
            self.values.columns[f"{name}_id"] = None
            if picture := getattr(shape, name):
                found = self._picture(name, picture)
                self.content[name] = found.content if found else None
        for name in REGISTER:
            value = getattr(shape, name)
            self.register[name] = value or (None if name == "registration_number" else value)
            self.content[name] = canonical(value)
        country = self.values.columns.get("country_id")
        if shape.registration_number and country and self.mapper.is_latvian(country):
            try:
                validate_registration_number(shape.registration_number)
            except ValidationError as error:
                self.faults.append(f"registration_number: {' '.join(error.messages)}")

    def _solution(self, shape: SolutionShape) -> None:
        for number in (1, 2, 3):
            self._column(f"pillar_{number}", number in shape.pillars)
        found = [self._picture(f"images.{i}", item) for i, item in enumerate(shape.images)]
        self.content["images"] = canonical([item.content for item in found if item])
        self.values.children["images"] = []

    def _dataset(self, shape: DatasetShape) -> None:
        self._column("formats", ", ".join(shape.formats))
        names = {text for text in shape.publisher.texts.values() if text}
        key = self._optional_entry("publisher", next(iter(names))) if len(names) == 1 else None
        self._column("publisher_id", key)
        for language, text in shape.publisher.texts.items():
            self._column(f"publisher_name_{language}", None if key else text or None)

    def _need(self, shape: NeedShape) -> None:
        key = self._optional_entry("buyer", shape.buyer)
        self._column("buyer_id", key)
        self._column("buyer_name", "" if key else shape.buyer)
        self._column("settled", shape.settled(now=self.mapper.now))

    def _column(self, name: str, value: Any) -> None:
        self.values.columns[name] = value
        self.content[name] = canonical(value)

    def _text(self, name: str, text: Localised) -> None:
        for language, words in text.texts.items():
            self._column(f"{name}_{language}", words or None)

    def _links(self, name: str, keys: list[int | None]) -> None:
        found = tuple(sorted({key for key in keys if key is not None}))
        self.values.links[name] = found
        self.content[name] = canonical(found)

    def _term(self, name: str, model: type[Term], word: str | None) -> int | None:
        if not word:
            return None
        try:
            terms = self.mapper.terms
            return terms.country(word) if name == "country" else terms.key(model, word)
        except UnknownTermError as error:
            self.faults.append(f"{name}: {error}")
            return None

    def _entry(self, name: str, type_name: str, text: str | None) -> int | None:
        if not text:
            return None
        try:
            return self.mapper.ids.resolve(type_name, self.source, text)
        except UnresolvedError as error:
            self.faults.append(f"{name}: {error}")
            return None

    def _optional_entry(self, name: str, text: str) -> int | None:
        """Return the organisation that an id means, or None for what is the name of one."""
        try:
            return self.mapper.ids.resolve("organisation", self.source, text)
        except UnknownIdError:
            return None
        except UnresolvedError as error:
            self.faults.append(f"{name}: {error}")
            return None

    def _picture(self, path: str, picture: Any) -> FoundPicture | None:
        try:
            found = open_picture(self.mapper.folder, picture)
        except UnusablePictureError as error:
            self.faults.append(f"{path}: {error}")
            return None
        self.pictures.setdefault(path.split(".")[0], []).append(found)
        return found
