"""What every letter keeps to, whoever writes it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

from django.conf import settings

from directory.mail.models import Message

ADDRESS = re.compile(r"https?://[^\s<>\"]+")


class Page(HTMLParser):
    """The words of the HTML part, where its links lead, and what its buttons hide."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.buttons: list[str] = []
        self.lists = 0
        self._skipped = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._skipped = tag in {"style", "title"}
        self.lists += tag == "ul"
        self.words.append("" if tag in {"a", "i", "b"} else " ")
        if tag == "a":
            self.links.append(values["href"] or "")
            if values.get("class") == "go":
                self.buttons.append(values["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._skipped = False

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.words.append(data)

    @property
    def text(self) -> str:
        """Return the words with one blank between them."""
        return " ".join("".join(self.words).split())


def faults_of(message: Message) -> list[str]:
    """Return in what the HTML part of a letter says other things than its text part."""
    page = Page(message.html)
    faults = [] if message.subject in page.text else [f"its subject: {message.subject}"]
    for paragraph in re.split(r"\n\s*\n", message.text.strip()):
        lines = paragraph.strip().splitlines()
        if all(line.startswith(("- ", "  ")) for line in lines):
            said = [item.removeprefix("- ") for item in re.split(r"\n(?=- )", "\n".join(lines))]
        elif len(lines) == 1 and lines[0] in page.buttons:
            continue
        else:
            said = [" ".join(paragraph.split())]
        faults += [
            f"missing: {words}" for words in said if " ".join(words.split()) not in page.text
        ]
    # As quoted in one place as in the other, they lead to the same page.
    led = [unquote(link).removeprefix("mailto:") for link in page.links]
    for address in ADDRESS.findall(message.text):
        bare = address.rstrip(".,:;!?)’”")
        if unquote(bare) not in led:
            faults.append(f"not to be followed: {bare}")
    own = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/"
    faults += [f"hides: {link}" for link in page.buttons if not link.startswith(own)]
    written = unquote(message.text)
    faults += [f"added: {link}" for link in led if link not in written]
    faults += [
        f"code shown: {sign}"
        for sign in ("('", "')", "{'", "&amp;")
        if sign in page.text and sign not in written
    ]
    return faults
