"""The component page: every component in each of its states, fed with what is hardest to show.

Texts are invented and stand here in both languages, for no visitor ever reads them; names of states
are for those who write templates and stay in English.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language

from directory.browse.presenters.specimen_pictures import pictures
from directory.browse.presenters.specimen_words import (
    ADDRESS,
    ARABIC,
    SHORT,
    Specimen,
    art_of,
    component,
    endless,
    of,
    say,
    sentence,
)
from search.presenters.facets import Facet, Option


def specimens() -> Iterator[Specimen]:
    """Yield every component of `templates/components`, and those that are CSS alone."""
    yield from _small()
    yield from _entries()
    yield from _finding()
    yield from pictures()
    yield of("forms", "browse/parts/specimen_form.html", {"with errors": {"form": _form()}})
    yield of("savebar", "browse/parts/specimen_savebar.html", {"saved": {}})
    yield of("blocks", "browse/parts/specimen_blocks.html", {"by CSS alone": {"art": art_of()}})


def _small() -> Iterator[Specimen]:
    kinds = ("", "good", "amber", "carmine")
    yield component(
        "tag",
        {
            kind or "plain": {"label": say("Open", "Atvērts") if kind else endless(), "kind": kind}
            for kind in kinds
        },
    )
    yield component("sample_tag", {"short": {}, "long": {"long": True}})
    yield component("icon", {name: {"name": name} for name in ("search", "check", "missing")})
    yield component(
        "bar",
        {
            "none": {"share": 0},
            "half": {"share": 50},
            "all, strong": {"share": 100, "strong": True},
            "thin": {"share": 21, "thin": True},
        },
    )
    sizes = {"s": "24", "": "48", "m": "72", "l": "96", "xl": "144"}
    yield component(
        "emblem",
        {
            **{f"{pixels} px": {"art": art_of(), "size": size} for size, pixels in sizes.items()},
            "short number": {"art": art_of(SHORT)},
        },
    )
    yield component("trl", {f"TRL {level}": {"trl": level} for level in (1, 5, 9)})
    note = {"title": say("Saved", "Saglabāts"), "text": sentence(), "level": 4}
    yield component(
        "note",
        {
            kind or "plain": {
                **note,
                "kind": kind,
                "url": ADDRESS,
                "action": say("See it", "Apskatīt"),
            }
            for kind in ("", "good", "amber", "error")
        },
    )
    yield component(
        "figs",
        {
            "zero, one, twenty-one": {
                "figs": [
                    {"value": "0", "label": say("projects", "projektu")},
                    {"value": "1", "label": say("project", "projekts"), "url": ADDRESS},
                    {"value": "21", "label": say("projects", "projekts")},
                    {"value": "12 345 678 €", "label": say("contracts", "līgumu vērtība")},
                ]
            }
        },
    )


def _evidence() -> list[dict[str, Any]]:
    return [
        {"label": say("Projects", "Projekti"), "value": "21"},
        {"label": say("Markets", "Tirgi"), "value": "60"},
        {"label": "TRL", "trl": 7},
        {"label": say("Certificate", "Sertifikāts"), "value": "ISO/IEC 27001"},
    ]


def _card(**changed: Any) -> dict[str, Any]:
    return {
        "url": ADDRESS,
        "name": say("Traffic at a glance", "Satiksme vienā skatienā"),
        "kind": say("Solution, platform", "Risinājums, platforma"),
        "owners": [{"name": "Paraugs, SIA", "url": ADDRESS}],
        "place": say("Riga", "Rīga"),
        "is_sample": True,
        "text": sentence(),
        "evidence": _evidence(),
        "emblem": art_of(),
        **changed,
    }


def _entries() -> Iterator[Specimen]:
    reasons = [
        {"label": say("Name", "Nosaukums"), "points": 40, "text": say("satiksme", "satiksmei")},
        {"label": say("Technology", "Tehnoloģija"), "points": 21},
    ]
    ended = {"label": say("Closed", "Beidzies"), "kind": ""}
    day = {"day": 21, "month": say("Nov", "nov."), "past": True}
    parts = [(say("Counts ", "Skaita "), False), (say("vehicles", "transportlīdzekļus"), True)]
    hard = {
        "rich": {"card": _card(parts=parts, reasons=reasons)},
        "bare": {"card": _card(owners=(), place="", text="", evidence=(), is_sample=False)},
        "endless name": {"card": _card(name=endless(), kind=endless())},
        "many words": {"card": _card(text=sentence(8))},
        "right to left": {"card": _card(name=ARABIC, name_lang="ar")},
        "past date": {"card": _card(date=day, status=ended)},
    }
    listed = {name: {**given, "level": 4} for name, given in hard.items()}
    yield component("hit", listed, inside="ol")
    yield component("card", listed)
    yield component("evidence", {"four facts": {"facts": _evidence()}, "none": {"facts": ()}})
    yield component("why", {"two reasons": {"reasons": reasons, "name": "Paraugs"}})
    reference = {
        "client": say("City of Example", "Parauga pilsēta"),
        "client_kind": say("public", "publisks"),
        "title": say("Lights that follow the traffic", "Luksofori, kas seko satiksmei"),
        "country": say("Finland", "Somija"),
        "year": 2026,
        "result": say("21 % shorter queues", "par 21 % īsākas rindas"),
        "is_sample": True,
    }
    long = {**reference, "client": endless(), "result": sentence(3), "year": None}
    yield component(
        "references",
        {
            "short and long": {
                "references": [reference, long],
                "caption": say("Projects", "Projekti"),
            }
        },
    )
    proof = {**reference, "where": "Somija, 2026" if get_language() == "lv" else "Finland, 2026"}
    yield component(
        "proof",
        {"short": {"proof": proof, "level": 4}, "long": {"proof": {**proof, "result": sentence()}, "level": 4}},
    )  # fmt: skip
    sixty = [{"label": str(number), "url": ADDRESS} for number in range(1, 61)]
    yield component(
        "facts",
        {
            "linked, long": {
                "facts": [
                    {"label": say("Legal name", "Juridiskais nosaukums"), "value": endless()},
                    {"label": say("Website", "Tīmekļa vietne"), "value": "example.org", "url": ADDRESS},
                    {"label": say("Markets", "Tirgi"), "links": sixty},
                ]
            }
        },
    )  # fmt: skip
    panel = {"title": say("Ask the company", "Jautājiet uzņēmumam"), "text": sentence(), "level": 4}
    act = {"action": say("Send an enquiry", "Nosūtīt pieprasījumu"), "action_url": ADDRESS}
    yield component(
        "panel",
        {
            "plain": panel,
            "strong, with an act": {**panel, **act, "strong": True, "main": True, "art": art_of()},
            "steps": {**panel, "steps": [sentence(), endless()], "fine": sentence()},
        },
    )
    tips = [say("Fewer words", "Mazāk vārdu"), say("Other words", "Citi vārdi")]
    yield component(
        "empty",
        {
            "with ways out": {
                "title": say("Nothing was found", "Nekas nav atrasts"),
                "text": sentence(),
                "tips": tips,
                "actions": [{"label": tip, "url": ADDRESS} for tip in tips],
                "art": art_of(),
                "level": 4,
            },
            "title alone": {"title": endless(), "level": 4},
        },
    )


def _finding() -> Iterator[Specimen]:
    yield component(
        "find",
        {
            # One alone: searches beside each other would need names that tell them apart.
            "hero": {"id": "find-hero", "hero": True, "placeholder": endless()},
        },
    )
    options = (
        Option("one", say("Data", "Dati"), 1234, selected=True),
        Option("two", endless(), 21, selected=False, depth=1),
        Option("none", say("None", "Neviens"), 0, selected=True, depth=2),
    )
    more = tuple(Option(f"m{number}", str(number), number, False) for number in range(1, 61))
    label = say("Technology", "Tehnoloģija")
    facets = {
        "open, chosen": Facet("technology", label, options, more, chosen=2, open=True),
        "closed": Facet("sector", label, options, (), chosen=0, open=False),
    }
    yield of(
        "facet",
        "browse/parts/specimen_facet.html",
        {name: {"facets": [facet]} for name, facet in facets.items()},
    )
    chips = [{"label": say("Data", "Dati"), "facet": label, "url": ADDRESS}]
    yield component(
        "chips",
        {
            "one": {"chips": chips, "clear_url": ADDRESS},
            "many, long": {"chips": [*chips * 12, {"label": endless(), "url": ADDRESS}]},
        },
    )
    counts = ("0", "1", "21", "100 000")
    short = (("Supply", "Piedāvājums"), ("Solutions", "Risinājumi"), ("Needs", "Vajadzības"))
    words = (*(say(*pair) for pair in short), endless())
    tabs = [
        {"label": label, "count": count, "url": ADDRESS, "current": count == "1"}
        for label, count in zip(words, counts, strict=True)
    ]
    yield component("types", {"four": {"types": tabs}})
    numbers: list[dict[str, Any]] = [
        {"number": number, "url": ADDRESS, "current": number == 50} for number in (1, 49, 50, 51)
    ]
    numbers.insert(1, {"gap": True})
    yield component(
        "pages",
        {"in the middle": {"pages": {"numbers": numbers, "previous": ADDRESS, "next": ADDRESS}}},
    )
    crumbs = [{"label": say("Home", "Sākums"), "url": ADDRESS}, {"label": endless()}]
    yield component("crumbs", {"long": {"crumbs": crumbs}})
    items = [
        {"label": label, "count": count, "url": ADDRESS, "share": share}
        for label, count, share in zip(words, counts, (0, 1, 21, 100), strict=True)
    ]
    yield component("index_list", {"with bars": {"items": items}})
    yield component("filter", {"one chosen": {"title": label, "items": tabs}})


class _Form(forms.Form):
    """A field of each kind."""

    line = forms.CharField(max_length=20)
    box = forms.CharField(widget=forms.Textarea({"rows": 3}), required=False)
    pick = forms.ChoiceField()
    several = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    agreed = forms.BooleanField()
    day = forms.DateField(widget=forms.DateInput({"type": "date"}), required=False)


def _form() -> _Form:
    found = _Form(
        {"line": endless(), "box": sentence(), "several": ["b"], "day": date(2026, 11, 24)}
    )
    labels = {
        "line": say("Name", "Nosaukums"),
        "box": say("Description", "Apraksts"),
        "pick": say("Sector", "Nozare"),
        "several": say("Markets", "Tirgi"),
        "agreed": say("I agree", "Piekrītu"),
        "day": say("Deadline", "Termiņš"),
    }
    for name, label in labels.items():
        found.fields[name].label = label
        found.fields[name].help_text = sentence() if name in {"line", "several"} else ""
        if name not in {"several", "agreed"}:
            found.fields[name].widget.attrs["class"] = "input"
    options = [("a", say("Finland", "Somija")), ("b", endless())]
    for name in ("pick", "several"):
        found.fields[name].choices = options  # type: ignore[attr-defined]
    return found
