"""This will photograph every type of page: both languages, both themes, a desk and a phone.

Written for people to look at: `FOLDER/page-language-width-theme.png`, and in `FOLDER/sheets` the same
side by side, cut into pieces that fit a screen. Nothing is compared and nothing fails.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
#: The phone comes first: a menu opened on it closes once the page is wide.
WIDTHS = (390, 1280)
THEMES = ("light", "dark")
HEIGHT = 900
#: A page that goes on longer is cut: what follows is more of the same.
LONGEST = 9000
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
#: Which pictures stand side by side, and how high a piece of them is, in pixels of the page.
SHEETS = {
    "wide-a": (("en", 1280, "light"), ("lv", 1280, "dark")),
    "wide-b": (("lv", 1280, "light"), ("en", 1280, "dark")),
    "phone": (
        ("lv", 390, "light"),
        ("en", 390, "dark"),
        ("en", 390, "light"),
        ("lv", 390, "dark"),
    ),
}
SHEET_WIDTH, SHEET_HEIGHT, GAP = 1560, 1560, 12


def photograph(page: Page, place: Path, name: str, lang: str) -> None:
    """Take the pictures of one page in one language."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            _load_what_is_lazy(page)
            shot = page.screenshot(full_page=True, animations="disabled")
            with Image.open(BytesIO(shot)) as picture:
                cut = picture.crop((0, 0, picture.width, min(picture.height, LONGEST)))
                cut.convert("RGB").save(place / f"{name}-{lang}-{width}-{theme}.png")


def _load_what_is_lazy(page: Page) -> None:
    page.evaluate(
        """async () => {
      for (const one of document.images) one.loading = "eager";
      await Promise.all([...document.images].map((one) => one.decode().catch(() => 0)));
      await document.fonts.ready;
    }"""
    )


def sheets(place: Path, name: str) -> Iterator[Image.Image]:
    """Yield the sheets of a page, each in as many pieces as it is long."""
    (place / "sheets").mkdir(exist_ok=True)
    for sheet, looks in SHEETS.items():
        files = [place / f"{name}-{lang}-{width}-{theme}.png" for lang, width, theme in looks]
        pictures = [Image.open(file) for file in files if file.exists()]
        if not pictures:
            continue
        wide = sum(one.width for one in pictures) + GAP * (len(pictures) - 1)
        scale = min(1.0, SHEET_WIDTH / wide)
        piece = int(SHEET_HEIGHT / scale)
        for number, top in enumerate(range(0, max(one.height for one in pictures), piece), 1):
            high = min(piece, max(one.height for one in pictures) - top)
            made = Image.new("RGB", (wide, high), "#888")
            left = 0
            for one in pictures:
                if one.height > top:
                    made.paste(
                        one.crop((0, top, one.width, min(one.height, top + high))), (left, 0)
                    )
                left += one.width + GAP
            made = made.resize((int(wide * scale), max(1, int(high * scale))), Image.LANCZOS)
            ImageDraw.Draw(made).text((4, 2), f"{name} {sheet} {number}", fill="#f0f")
            made.save(place / "sheets" / f"{name}.{sheet}.{number}.png")
            yield made


def signed_in(browser: Browser, origin: str, lang: str, email: str) -> BrowserContext:
    """Return a browser in which somebody has signed in; nobody for an empty address."""
    from tests.browser.site import PASSWORD

    context = browser.new_context(base_url=origin, locale=lang)
    context.set_default_timeout(60_000)
    if email:
        page = context.new_page()
        page.goto(f"/{lang}/account/login/")
        page.locator("[name=login]").fill(email)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_url(lambda url: "login" not in url)
        page.close()
    return context


def take(browser: Browser, site: Any, place: Path, wanted: Sequence[str]) -> None:
    """Take the pictures of all pages whose names match one of the patterns, or of all."""
    from tests.browser.scene import shown_pages

    pages = [one for one in shown_pages(site) if _is_wanted(one.name, wanted)]
    for email in dict.fromkeys(one.email for one in pages):
        for lang in ("en", "lv"):
            context = signed_in(browser, site.url, lang, email)
            page = context.new_page()
            for one in pages:
                if one.email == email and one.path(lang):
                    answer = one.open(page, lang)
                    for step in one.steps:
                        step(page)
                    photograph(page, place, one.name, lang)
                    said = f" {answer}" if answer != one.status else ""
                    print(f"{one.name} {lang}{said}", flush=True)
            context.close()
    for one in pages:
        for _sheet in sheets(place, one.name):
            pass


def _is_wanted(name: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(re.fullmatch(pattern, name) for pattern in wanted)


def main() -> None:
    """Serve the demo and photograph it."""
    parser = argparse.ArgumentParser(prog="script/quality --pictures")
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="patterns of pages' names (default: all)")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.browser.site import serving

    options.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as shared,
        serving(Path(shared)) as site,
        sync_playwright() as tool,
    ):
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take(browser, site, options.folder, options.names)
        browser.close()


if __name__ == "__main__":
    main()
