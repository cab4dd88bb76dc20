"""The component page's pictures of data: the belt, mosaic, map, threads and bars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from directory.browse.presenters.links import Link
from directory.browse.presenters.mosaic import present_mosaic
from directory.browse.presenters.specimen_words import (
    ADDRESS,
    NUMBER,
    SHORT,
    Specimen,
    art_of,
    component,
    endless,
    say,
)
from directory.browse.presenters.threads import Use, present_graph, present_spark
from directory.browse.presenters.world import present_world
from directory.media import belt


def pictures() -> Iterator[Specimen]:
    """Yield the components that draw data."""
    band = reverse("files:belt", args=[NUMBER])
    keys = [
        {"value": n, "label": say("companies", "uzņēmumi"), "url": ADDRESS} for n in (345, 1, 0)
    ]
    yield component(
        "woven",
        {"three counts": {"title": say("In numbers", "Skaitļos"), "band_url": band, "keys": keys}},
    )
    yield component(
        "belt_cover",
        {name: {"number": NUMBER, "pair": art_of().pair, "slim": name == "slim"} for name in ("full", "slim")},
    )  # fmt: skip
    signs = [
        {"digit": digit, "name": name, "path": belt.sign_path(digit)}
        for digit, name in enumerate(belt.SIGN_NAMES)
    ]
    yield component("signs", {"all ten": {"signs": signs}})
    shares = [
        (say("Energy", "Enerģētika"), 210),
        (endless(), 21),
        (say("Law", "Tiesības"), 21),
        ("–", 1),
    ]
    yield component("mosaic", {"four tiles": {"mosaic": present_mosaic(shares)}})
    abroad = [("fi", say("Finland", "Somija"), 21), ("ca", say("Canada", "Kanāda"), 1)]
    world = present_world(abroad, home="lv")
    yield component("world", {"two countries": {"world": world}})
    ships = say("Ship calls at ports", "Kuģu ienākšana ostās")
    uses = [
        Use(Link(name, ADDRESS), art_of(number), (Link(ships, ADDRESS),))
        for name, number in ((endless(), NUMBER), (say("Queues", "Rindas"), SHORT))
    ]
    yield component(
        "graph",
        {"two solutions": {"graph": present_graph(say("Hourly weather", "Stundas laiks"), uses)}},
    )
    years = [2021, 2023, 2023, 2026, 2026, 2026]
    yield component("spark", {"a year without": {"spark": present_spark(years)}})
    yield from _side_by_side()


def _side_by_side() -> Iterator[Specimen]:
    entries = [
        {"name": name, "url": ADDRESS, "emblem": art_of(number), "kind": say("Product", "Produkts")}
        for name, number in ((say("Queues", "Rindas"), NUMBER), (endless(), SHORT))
    ]
    rows: list[dict[str, Any]] = [
        {"label": say("Projects", "Projekti"), "cells": ["21", "0"]},
        {"label": say("Markets", "Tirgi"), "cells": [", ".join(["FI"] * 60), ""]},
        {"label": "TRL", "cells": ["9", "9"], "same": True},
    ]
    title = say("Side by side", "Blakus")
    four = [{**row, "cells": [*row["cells"], *row["cells"]]} for row in rows]
    alone = [{**row, "cells": row["cells"][:1], "same": True} for row in rows]
    yield component(
        "compare",
        {
            "two entries": {"title": title, "entries": entries, "rows": rows},
            "four entries": {"title": f"{title} 4", "entries": [*entries, *entries], "rows": four},
            "one entry": {"title": f"{title} 1", "entries": entries[:1], "rows": alone},
        },
    )
    chosen = say("Chosen", "Izvēlētie")
    tray = {"url": ADDRESS, "clear_url": ADDRESS}
    yield component(
        "tray",
        {
            "two entries": {
                **tray,
                "title": chosen,
                "entries": entries,
                "action": say("Compare 2", "Salīdzināt 2"),
            },
            "four entries": {
                **tray,
                "title": f"{chosen} 4",
                "entries": [*entries, *entries],
                "action": say("Compare 4", "Salīdzināt 4"),
            },
            "one entry, nothing to compare": {
                **tray,
                "title": f"{chosen} 1",
                "entries": entries[:1],
            },
        },
    )
