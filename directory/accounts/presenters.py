"""What a browser calls itself, in the words of those who use it."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

#: The first that is found is meant: browsers name those before them too.
_BROWSERS = (
    ("Edge", "Edg|EdgA|EdgiOS|Edge"),
    ("Opera", "OPR|Opera"),
    ("Samsung Internet", "SamsungBrowser"),
    ("Vivaldi", "Vivaldi"),
    ("Firefox", "Firefox|FxiOS"),
    ("Chrome", "Chrome|CriOS|HeadlessChrome|Chromium"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("ChromeOS", "CrOS"),
    ("macOS", "Macintosh|Mac OS X"),
    ("Linux", "Linux|X11"),
)


def agent_in_words(agent: str) -> str:
    """Return browser and system of a user agent; the start of what it says where neither is known."""
    browser, system = _first(_BROWSERS, agent), _first(_SYSTEMS, agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or agent.strip()[:60] or _("Unknown browser")


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, signs in known if re.search(rf"\b(?:{signs})\b", agent)), "")
