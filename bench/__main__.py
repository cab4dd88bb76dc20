"""This will print every measure asked for and fail when one is over its limit."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench import bulk, catalogues, counts, fresh, indexing, matching, peers, serving, speed
from bench.catalogues import LARGE, SMALL

MEASURES = {
    "serving": serving.measure,
    "bulk": bulk.measure,
    "speed": speed.measure,
    "peers": peers.measure,
    "indexing": indexing.measure,
    "fresh": fresh.measure,
    "matching": matching.measure,
    "counts": counts.measure,
}
HELP = {
    "serving": "cold and warm start, weight and memory",
    "bulk": "import with its index, queries of a page",
    "speed": "searches, pages and suggestions of the embedded engine",
    "peers": "the elastic engine beside FacetedSearch, and the embedded one beside Wagtail's database search",
    "indexing": "time, memory and queries of an index",
    "fresh": "published → findable, and changes while an index is rebuilt",
    "matching": "every need of the demo, and one among many entries",
    "counts": "of the API, by hand",
}


def main() -> int:
    """Run the measures named on the command line, all without one."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument(
        "measures",
        nargs="*",
        metavar="measure",
        help="; ".join(f"{name}: {words}" for name, words in HELP.items()),
    )
    for size in (SMALL, LARGE):
        parser.add_argument(
            f"--folder-{size // 1000}k",
            type=Path,
            metavar="FOLDER",
            help=f"a copy of a data folder with {size:,} entries, in place of a fresh one; its index is made anew",
        )
    parser.add_argument("--small", action="store_true", help=f"{SMALL:,} entries only")
    given = parser.parse_args()
    names = given.measures or list(MEASURES)
    if unknown := set(names) - set(MEASURES):
        parser.error(f"unknown measure: {', '.join(sorted(unknown))}")
    for size, folder in ((SMALL, given.folder_20k), (LARGE, given.folder_100k)):
        if folder is not None:
            catalogues.take(size, folder.resolve())
    if given.small:
        catalogues.SIZES.remove(LARGE)
    figures = []
    for name in names:
        for figure in MEASURES[name]():
            print(figure, flush=True)
            figures.append(figure)
    print("\n| measure | seen | limit |\n|---|---|---|")
    for figure in figures:
        print(figure.row)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
