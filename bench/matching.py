"""This will measure matching: every tender of the demo against its catalogue, and one need against 100,000 entries.

`python -m bench.matching` prints the figures; the larger catalogue takes some minutes to import.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import catalogues
from bench.catalogues import run
from bench.measure import Figure

DEMO_SECONDS = 60
NEED_MILLISECONDS = 150

_SET_UP = """
import os, time, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")
django.setup()
"""
#: Prints the seconds that it takes to match every need, hidden ones too, in all and of the processor.
_EVERY_NEED = f"""{_SET_UP}
from directory.matching.services.demands import demand_of
from directory.matching.services.match import match
from directory.needs.models import Need
needs = list(Need.objects.select_related("buyer"))
start, begun, searched = time.perf_counter(), time.process_time(), dict()
for need in needs:
    match(demand_of(need), searched=searched)
print(len(needs), time.perf_counter() - start, time.process_time() - begun)
"""
#: Prints the median milliseconds of one need, in all and of the processor, once the first have read what is kept.
#: No text is asked twice: what was asked once is quicker.
_ONE_NEED = f"""{_SET_UP}
import csv
from pathlib import Path
from statistics import median
import directory.demo
from directory.matching.services.match import match_text
path = Path(directory.demo.__file__).parent / "data/real/iub_active_tenders_2026-06.csv"
with path.open(encoding="utf-8", newline="") as lines:
    needs = list({{row["name"]: row["cpv"][:8] for row in csv.DictReader(lines)}}.items())[::12]
wall, used = [], []
for text, code in needs:
    start, begun = time.perf_counter(), time.process_time()
    match_text(text=text, lang="lv", cpv=[code])
    wall.append(1000 * (time.perf_counter() - start))
    used.append(1000 * (time.process_time() - begun))
print(median(wall[5:]), median(used[5:]))
"""


def measure() -> Iterator[Figure]:
    """Yield the figure of the demo, then of the large catalogue."""
    with tempfile.TemporaryDirectory(prefix="directory-bench-") as name:
        folder = Path(name)
        run(folder, "script/lib/preparation.py")
        count, seconds, of_processor = run(folder, "-c", _EVERY_NEED).split()
        yield Figure(f"matching: {int(count):,} needs, the demo", float(seconds), "s", DEMO_SECONDS)
        yield Figure("matching: the same, of the processor", float(of_processor), "s", None)
    size = max(catalogues.SIZES)
    folder = catalogues.indexed(size)
    wall, used = map(float, run(folder, "-c", _ONE_NEED).split())
    yield Figure(f"matching: a new need, {size:,} entries", wall, "ms", NEED_MILLISECONDS)
    yield Figure(f"matching: the same, of the processor, {size:,} entries", used, "ms", None)


if __name__ == "__main__":
    found = list(measure())
    for figure in found:
        print(figure)
    sys.exit(1 if any(not figure.holds for figure in found) else 0)
