"""This will print every measure asked for and fail when one is over its limit."""

from __future__ import annotations

import argparse
import sys

from bench import bulk, counts, serving, speed

MEASURES = {
    "serving": serving.measure,
    "bulk": bulk.measure,
    "speed": speed.measure,
    "counts": counts.measure,
}


def main() -> int:
    """Run the measures named on the command line, all without one."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument(
        "measures",
        nargs="*",
        metavar="measure",
        help="serving (cold, warm, weight, memory), bulk (import, queries), speed (searches, pages and "
        "suggestions at 20,000 and 100,000 entries) or counts (of the API, by hand); all without one",
    )
    names = parser.parse_args().measures or list(MEASURES)
    if unknown := set(names) - set(MEASURES):
        parser.error(f"unknown measure: {', '.join(sorted(unknown))}")
    failed = 0
    for name in names:
        for figure in MEASURES[name]():
            print(figure, flush=True)
            failed += not figure.holds
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
