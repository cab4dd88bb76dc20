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
#: Prints the seconds that it takes to match every need, hidden ones too.
_EVERY_NEED = f"""{_SET_UP}
from directory.matching.services.demands import demand_of
from directory.matching.services.match import match
from directory.needs.models import Need
needs = list(Need.objects.select_related("buyer"))
start, searched = time.perf_counter(), dict()
for need in needs:
    match(demand_of(need), searched=searched)
print(len(needs), time.perf_counter() - start)
"""
#: Prints the median milliseconds of one need, after the first has read what is kept in memory.
_ONE_NEED = f"""{_SET_UP}
from statistics import median
from directory.matching.services.match import match_text
texts = ["Skolēnu ēdināšanas uzskaites programmatūra", "Patient flow forecasts for hospitals",
         "Dokumentu pārvaldības sistēma pašvaldībai", "Satellite images for forest inventory",
         "Kiberdrošības uzraudzība visu diennakti"]
times = []
for text in [texts[0], *texts * 3]:
    start = time.perf_counter()
    match_text(text=text, lang="lv", cpv=["72000000"])
    times.append(1000 * (time.perf_counter() - start))
print(median(times[1:]))
"""


def measure() -> Iterator[Figure]:
    """Yield the figure of the demo, then of the large catalogue."""
    with tempfile.TemporaryDirectory(prefix="directory-bench-") as name:
        folder = Path(name)
        run(folder, "script/lib/preparation.py")
        count, seconds = run(folder, "-c", _EVERY_NEED).split()
        yield Figure(f"matching: {int(count):,} needs, the demo", float(seconds), "s", DEMO_SECONDS)
    size = max(catalogues.SIZES)
    folder = catalogues.made(size).folder
    run(folder, "manage.py", "rebuild_index", "-v", "0", "--engine", "embedded")
    milliseconds = float(run(folder, "-c", _ONE_NEED))
    yield Figure(f"matching: a need, {size:,} entries", milliseconds, "ms", NEED_MILLISECONDS)


if __name__ == "__main__":
    found = list(measure())
    for figure in found:
        print(figure)
    sys.exit(1 if any(not figure.holds for figure in found) else 0)
