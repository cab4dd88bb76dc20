"""Writing the catalogue as JSON Lines, in the shapes that `import_catalogue` reads."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from directory.catalogue.models import OWN_SOURCE, Entry, ExternalId, own_value, public_id
from directory.catalogue.models.entry import LANGUAGES
from directory.catalogue.services.bulk import linked_keys
from directory.importers.services.plans import MODELS, ONE_PICTURE, PLANS, REGISTER, Plan, attname
from directory.needs.choices import NeedStatus
from directory.taxonomy.models import VOCABULARIES, Term

#: The folder of the pictures, beside the file.
PICTURES = "images"
BATCH = 500


def export_catalogue(*, path: Path, everything: bool = False) -> Counter[str]:
    """Write what the public may see (or all, drafts included) and return how many by kind.

    Imported into an empty site and exported again they give the same lines, whatever the files
    are called: that is why pictures lie beside every one in a folder of the same name. The file
    appears when it is complete. Entries without an external id get a lasting one of the source
    ``directory``.
    """
    for model in MODELS.values():
        give_ids(model=model)
    work = _Export(path, everything=everything)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    counts: Counter[str] = Counter()
    try:
        with unfinished.open("wb") as file:
            for plan in PLANS.values():
                for line in work.lines(plan):
                    file.write(orjson.dumps(line) + b"\n")
                    counts[plan.type_name] += 1
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return counts


def give_ids(*, model: type[Entry]) -> None:
    """Give entries without an external id one of this site, which stays theirs."""
    content_type = ContentType.objects.get_for_model(model)
    with transaction.atomic():
        named = ExternalId.objects.filter(content_type=content_type)
        nameless = model.objects.exclude(pk__in=named.values("object_id"))
        keys = list(nameless.order_by("pk").values_list("pk", flat=True))
        taken = set(named.filter(source=OWN_SOURCE).values_list("value", flat=True))
        rows = []
        for key in keys:
            value = own_value(key, taken)
            taken.add(value)
            rows.append(
                ExternalId(source=OWN_SOURCE, value=value, content_type=content_type, object_id=key)
            )
        ExternalId.objects.bulk_create(rows, batch_size=BATCH)


class _Names:
    """How entries of one kind are called: an id, with its source where another entry has it from another source.

    ``shown`` are the ids of the entries that are written: no line refers to another one.
    """

    def __init__(self, model: type[Entry], *, everything: bool) -> None:
        entries = model.objects.all() if everything else model.objects.public()
        written = set(entries.values_list("pk", flat=True))
        rows = ExternalId.objects.filter(content_type=ContentType.objects.get_for_model(model))
        found = list(rows.order_by("pk").values_list("object_id", "source", "value"))
        shared = Counter(value for value, _ in {(value, key) for key, _, value in found})
        self.source: dict[int, str] = {}
        self.id: dict[int, str] = {}
        for key, source, value in found:
            if key not in self.id:
                self.source[key] = source
                self.id[key] = public_id(source, value, shared=shared[value] > 1)
        self.shown = {key: name for key, name in self.id.items() if key in written}


class _Export:
    """The state of one export."""

    def __init__(self, path: Path, *, everything: bool) -> None:
        self.names = {name: _Names(model, everything=everything) for name, model in MODELS.items()}
        self.words: dict[type[Term], dict[int, str]] = {
            model: {term.pk: term.public_code for term in model._default_manager.all()}
            for model in VOCABULARIES
        }
        self.folder = path.with_name(PICTURES)

    def lines(self, plan: Plan) -> Iterator[dict[str, Any]]:
        """Yield the entries of a kind in the order of their source and id."""
        names = self.names[plan.type_name]
        keys = list(names.shown)
        keys.sort(key=lambda key: (names.source[key], names.id[key]))
        for start in range(0, len(keys), BATCH):
            yield from self._batch(plan, keys[start : start + BATCH])

    def _batch(self, plan: Plan, keys: list[int]) -> Iterator[dict[str, Any]]:
        entries = plan.model.objects.select_related(
            *([*ONE_PICTURE, "register"] if plan.type_name == "organisation" else [])
        ).prefetch_related(
            *(["funding"] if plan.type_name == "organisation" else []),
            *(["images__image"] if plan.type_name == "solution" else []),
        )
        found = entries.in_bulk(keys)
        links = {name: linked_keys(plan.model, name, keys) for name in plan.links}
        for key in keys:
            if key in found:
                yield self._line(
                    plan, found[key], {name: links[name].get(key, ()) for name in links}
                )

    def _line(self, plan: Plan, entry: Any, links: Mapping[str, Iterable[int]]) -> dict[str, Any]:
        names = self.names[plan.type_name]
        line: dict[str, Any] = {
            "type": plan.type_name,
            "id": names.id[entry.pk],
            "source": names.source[entry.pk],
            "slug": entry.slug,
            "sample": entry.is_sample,
        }
        for name in plan.shape.model_fields:
            if name in plan.texts:
                line[name] = _texts(entry, name)
            elif name in plan.columns:
                line[name] = _plain(getattr(entry, name))
            elif name in plan.term:
                word = self.words[plan.term[name]].get(getattr(entry, f"{name}_id"))
                # Where nobody said a country, it is the one that readers of the file assume.
                line[name] = word or plan.shape.model_fields[name].default
            elif name in plan.terms:
                words = self.words[plan.terms[name]]
                line[name] = sorted(words[key] for key in links[name])
            elif name in plan.entry:
                other = self.names[plan.entry[name].type_name]
                line[name] = other.shown.get(getattr(entry, attname(plan.model, name)))
            elif name in plan.entries:
                other = self.names[plan.entries[name].type_name]
                shown = (other.shown.get(key) for key in links[name])
                line[name] = sorted(name for name in shown if name)
            elif name not in line:
                line[name] = self._special(name, entry)
        if not entry.is_sample:
            del line["sample"]
        # What is empty is left out, except what a shape requires; false is the default anyway.
        return {name: value for name, value in line.items() if value not in (None, "", [], {})}

    def _special(self, name: str, entry: Any) -> Any:
        if name in REGISTER:
            return _plain(getattr(getattr(entry, "register", None), name, None))
        match name:
            case "funding":
                return [
                    {
                        key: _plain(getattr(row, key))
                        for key in ("year", "kind", "amount", "currency", "source_url")
                        if getattr(row, key) not in (None, "")
                    }
                    for row in entry.funding.all()
                ]
            case "logo" | "cover":
                return self._picture(getattr(entry, name), f"{entry.slug}-{name}")
            case "images":
                return [
                    self._picture(row.image, f"{entry.slug}-{number}")
                    for number, row in enumerate(entry.images.all(), start=1)
                ]
            case "pillars":
                return entry.pillars
            case "formats":
                return entry.format_list
            case "publisher":
                organisations = self.names["organisation"].shown
                if entry.publisher_id in organisations:
                    return organisations[entry.publisher_id]
                return _texts(
                    entry.publisher or entry, "name" if entry.publisher else "publisher_name"
                )
            case "buyer":
                organisations = self.names["organisation"].shown
                return organisations.get(entry.buyer_id) or entry.buyer_label
            case "status":
                return NeedStatus(entry.status).value
        raise KeyError(name)

    def _picture(self, image: Any, stem: str) -> Any:
        """Return a picture as the file names it, and put a copy beside the file."""
        if image is None:
            return None
        name = f"{stem}{Path(image.file.name).suffix}"
        self.folder.mkdir(parents=True, exist_ok=True)
        with image.file.open("rb") as source, (self.folder / name).open("wb") as target:
            shutil.copyfileobj(source, target)
        alt = {key: value for key, value in (("en", image.alt_en), ("lv", image.alt_lv)) if value}
        return {"path": f"{self.folder.name}/{name}", **({"alt": alt} if alt else {})}


def _texts(entry: Entry, name: str) -> dict[str, str]:
    texts = {language: getattr(entry, f"{name}_{language}") for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
