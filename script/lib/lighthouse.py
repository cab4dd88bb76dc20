"""This will serve the demo site and print what Lighthouse says of its main pages: the median of some runs.

Lighthouse looks at each page as a slow phone does (its mobile throttling), each time on a first
visit. Beside its scores stands what the page made the browser fetch. The site is served by HTTPS and
HTTP/2, as a public server's visitors get it; `--plain` serves it as `script/serve` does.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from certificate import made

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "home": "/en/",
    "results": "/en/search/?type=solution",
    "organisation": "/en/organisations/kvantera/",
    "solution": "/en/solutions/rindo/",
    "results, Latvian": "/lv/search/?type=solution",
}
ATTEMPTS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
HEAD = (
    "| page | performance | accessibility | best practices | SEO | LCP, s | CLS | TBT, ms "
    "| kB in all | kB JavaScript | requests |\n|---|---|---|---|---|---|---|---|---|---|---|"
)


def report(tool: str, url: str, flags: str) -> dict[str, Any]:
    """Return what Lighthouse says of one visit."""
    chromium = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    )
    command = [
        *(tool, url, "--output=json", "--output-path=stdout", "--quiet"),
        *(f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"),
    ]
    environment = os.environ | {"CHROME_PATH": chromium}
    for _ in range(ATTEMPTS):
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
        # On a busy machine the browser now and then loses the beginning of its own record.
        if answer and "runtimeError" not in answer:
            return answer
    sys.exit(done.stderr or str(answer.get("runtimeError")))


def figures(found: dict[str, Any]) -> list[float]:
    """Return the figures of one report, in the order of the table."""
    audits = found["audits"]
    resources = {
        item["resourceType"]: item["transferSize"] / 1024
        for item in audits["resource-summary"]["details"]["items"]
    }
    return [
        *(100 * (found["categories"][name]["score"] or 0) for name in CATEGORIES),
        audits["largest-contentful-paint"]["numericValue"] / 1000,
        audits["cumulative-layout-shift"]["numericValue"],
        audits["total-blocking-time"]["numericValue"],
        resources["total"],
        resources.get("script", 0),
        len(audits["network-requests"]["details"]["items"]),
    ]


def failed(found: dict[str, Any]) -> list[str]:
    """Return the audits that cost a page its full mark in all but speed."""
    return sorted(
        {
            f"{reference['id']}: {found['audits'][reference['id']]['title']}"
            for name in CATEGORIES[1:]
            for reference in found["categories"][name]["auditRefs"]
            if reference["weight"] and (found["audits"][reference["id"]]["score"] or 0) < 1
            and found["audits"][reference["id"]]["scoreDisplayMode"] == "binary"
        }
    )  # fmt: skip


def measure(tool: str, origin: str, runs: int, flags: str = FLAGS) -> None:
    """Print the table."""
    print(HEAD)
    for name, path in PAGES.items():
        # A process that has just started answers its first visit slower than every later one.
        report(tool, f"{origin}{path}", flags)
        reports = [report(tool, f"{origin}{path}", flags) for _ in range(runs)]
        columns = zip(*map(figures, reports), strict=True)
        middle = [statistics.median(column) for column in columns]
        shown = [f"{value:.0f}" for value in middle]
        shown[4], shown[5], shown[8] = f"{middle[4]:.2f}", f"{middle[5]:.3f}", f"{middle[8]:.1f}"
        print(f"| {name} | {' | '.join(shown)} |", flush=True)
        for line in failed(reports[-1]):
            print(f"  {line}", file=sys.stderr)


def main() -> None:
    """Serve the demo and measure it, or measure a site that is served already."""
    parser = argparse.ArgumentParser(prog="script/quality")
    parser.add_argument("--tool", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=3, help="visits a page (default 3)")
    parser.add_argument("--plain", action="store_true", help="serve by HTTP/1.1, without TLS")
    parser.add_argument("--url", help="measure the site that is served there")
    options = parser.parse_args()
    if options.url:
        measure(options.tool, options.url.rstrip("/"), options.runs)
        return
    sys.path.insert(0, str(ROOT))
    from tests.browser.site import serving

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        certificate = None if options.plain else made(folder)
        flags = FLAGS
        if certificate:
            flags = f"{FLAGS} --ignore-certificate-errors-spki-list={certificate.pin}"
        with serving(folder, certificate) as site:
            measure(options.tool, site.url, options.runs, flags)


if __name__ == "__main__":
    main()
