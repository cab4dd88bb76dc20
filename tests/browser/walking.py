"""Ways to walk through the site: by keyboard alone, without script, on a phone; a walk is written once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import FileChooser, Locator, Page, expect

from tests.browser.steps import arriving, until

#: More stops than any page has.
_STOPS = 400
#: Whether the focus has come to an element, can be told from the rest there, and lies under nothing that sticks.
_FOCUS = """(one) => {
  if (one !== document.activeElement) return "elsewhere";
  // A search box wears the ring around itself and its button.
  const ringed = (box) => {
    const {outlineStyle, outlineWidth} = getComputedStyle(box);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
  };
  if (!ringed(one) && !ringed(one.parentElement)) return "unseen";
  // The pixel that is looked at lies in the first line of a link that is broken into lines, and in the part of a
  // large field that the window shows: the browser brings the line into sight that is written in.
  const {left, width, ...line} = one.getClientRects()[0].toJSON();
  const [top, bottom] = [Math.max(line.top, 0), Math.min(line.bottom, innerHeight)];
  const seen = document.elementFromPoint(left + width / 2, (top + bottom) / 2);
  const own = [one, ...(one.labels ?? [])];
  return own.some((part) => part.contains(seen) || seen?.contains(part)) ? "here" : "covered";
}"""


@dataclass(frozen=True)
class Way:
    """A way to use the site: what the browser may do, and the language that is read."""

    name: str
    lang: str
    width: int = 1280
    keyboard: bool = False
    script: bool = True

    @property
    def options(self) -> dict[str, Any]:
        """Return what `opened` takes."""
        return {"width": self.width, "java_script_enabled": self.script}

    def __str__(self) -> str:
        return f"{self.name}-{self.lang}"


WAYS = (
    Way("keyboard", "lv", keyboard=True),
    Way("no-script", "en", script=False),
    Way("phone", "lv", width=390),
)
#: The public pages are walked through by keyboard in both languages.
PUBLIC_WAYS = (*WAYS, Way("keyboard", "en", keyboard=True))


class Walker:
    """Uses a page by one way only."""

    def __init__(self, page: Page, way: Way) -> None:
        self.page, self.way = page, way

    def follow(self, target: Locator) -> None:
        """Press a link or a button that leads to another page, and wait for that page."""
        with arriving(self.page):
            self.press(target)

    def press(self, target: Locator) -> None:
        """Press what changes the page, or brings a file."""
        if self.way.keyboard:
            self._reach(target)
            self.page.keyboard.press("Enter")
        else:
            self._unfold(target)
            target.click()

    def write(self, target: Locator, text: str) -> None:
        """Replace what a field holds."""
        if self.way.keyboard:
            self._reach(target)
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.type(text)
        else:
            target.fill(text)
        if target.get_attribute("contenteditable"):
            expect(target).to_have_text(text.strip(), use_inner_text=True)
        else:
            expect(target).to_have_value(text)

    def tick(self, target: Locator) -> None:
        """Tick a box, or one of several buttons of which one is chosen."""
        if self.way.keyboard and target.get_attribute("type") == "radio":
            # Tab comes to the group, arrows go through it and choose.
            group = target.page.locator(f"[type=radio][name={target.get_attribute('name')}]")
            chosen = group.and_(target.page.locator(":checked"))
            expect(group.first).to_be_attached()
            self._reach(chosen if chosen.count() else group.first)
            for _ in range(group.count()):
                if target.is_checked():
                    break
                self.page.keyboard.press("ArrowDown")
            expect(target).to_be_checked()
        elif self.way.keyboard:
            self._reach(target)
            self.page.keyboard.press("Space")
        else:
            target.check()

    def choose(self, target: Locator, value: str) -> None:
        """Choose an option of a list."""
        if self.way.keyboard:
            self._reach(target)
            # Typing its name chooses it too, but begins anew where the machine takes its time.
            place = target.locator(f'option[value="{value}"]').evaluate("(one) => one.index")
            self.page.keyboard.press("Home")
            for _ in range(place):
                self.page.keyboard.press("ArrowDown")
        else:
            target.select_option(value)
        expect(target).to_have_value(value)

    def attach(self, target: Locator, path: Path) -> None:
        """Choose a file."""
        if self.way.keyboard:
            self._reach(target)
            asked: list[FileChooser] = []
            self.page.on("filechooser", lambda chooser: asked.append(chooser))

            def ask() -> None:
                # What is asked before the browser hears of the listener comes to nobody.
                self.page.keyboard.press("Space")
                self.page.wait_for_timeout(1000)

            until(lambda: asked, ask)
            asked[0].set_files(path)
        else:
            target.set_input_files(path)

    def _unfold(self, target: Locator) -> None:
        """Open the drawer that a link lies in, as the menu of the workspace does on a phone."""
        if not target.is_visible():
            drawer = target.locator("xpath=ancestor::details[not(@open)]/summary")
            if drawer.count():
                drawer.click()

    def _reach(self, target: Locator) -> None:
        target.wait_for(state="visible")
        for _ in range(_STOPS):
            if target.evaluate(_FOCUS) != "elsewhere":
                # A page that is still being drawn brings it into sight in a moment.
                until(
                    lambda: target.evaluate(_FOCUS) == "here",
                    told=f"the focus is not seen: {target}",
                )
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not get to {target}")
