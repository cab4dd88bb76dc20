"""Take the text out of a document: plain text, HTML, Word (docx), OpenDocument (odt) or PDF.

No document is trusted: archives are read up to a bound, XML without document types, and whatever a
library stumbles over ends in one clear refusal.
"""

from __future__ import annotations

import logging
import re
from html.parser import HTMLParser
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

MOST_BYTES = 10 * 1024 * 1024
MOST_CHARACTERS = 5_000_000
_MOST_XML = 40 * 1024 * 1024
_MOST_PAGES = 400
_LEAST_A_PAGE = 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
#: What ends a page or a line in some formats, and what no text holds and no database takes.
_BREAKS = re.compile("[\x0b\x0c]")
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
_MANIFEST = "META-INF/manifest.xml"

logger = logging.getLogger(__name__)


class UnreadableError(Exception):
    """A document has no text that can be read; the message says why, for the reader."""


def text_of(content: bytes) -> str:
    """Return the text of a document, told apart by its content; raise UnreadableError.

    No control character but tab and line ends is in it, and no half of a surrogate pair.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableError(_("The file is larger than 10 MB."))
    if content.startswith(_OLE):
        raise UnreadableError(
            _(
                "The file is protected by a password, or of an old Word format. Save it as docx without one."
            )
        )
    if content.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        text = _pdf(content)
    elif content.startswith(b"PK"):
        text = _archive(content)
    else:
        if content.startswith(b"{\\rtf"):
            raise UnreadableError(_("RTF files are not read. Save it as docx or odt."))
        text = _decoded(content)
        if "<html" in text[:2000].lower() or text.lstrip()[:14].lower() == "<!doctype html":
            text = _html(text)
    text = _UNSTORABLE.sub("", _BREAKS.sub("\n", text))
    if len(text) > MOST_CHARACTERS:
        raise UnreadableError(_("The text is longer than 5 million characters."))
    if not text.strip():
        raise UnreadableError(_("There is no text in this file."))
    return text


def _decoded(content: bytes) -> str:
    """Return text in UTF-8, UTF-16 with its mark, or the older code page of Baltic languages."""
    codes = ["utf-16"] if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "cp1257"]
    for code in codes:
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        if not any(ord(char) < 32 and char not in "\t\n\r\f" for char in text[:100_000]):
            return text
    raise UnreadableError(
        _("This is no text that can be read. Use txt in UTF-8, docx, odt, pdf or html.")
    )


def _archive(content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise UnreadableError(_("The file is protected by a password."))
            if "word/document.xml" in names:
                return "\n".join(
                    _paragraphs(_part(archive, "word/document.xml"), f"{_WORD}p", f"{_WORD}t")
                )
            if "content.xml" in names:
                if _MANIFEST in names and b"encryption-data" in _read(archive, _MANIFEST):
                    raise UnreadableError(_("The file is protected by a password."))
                root = _part(archive, "content.xml")
                return "\n".join(
                    "".join(part.itertext())
                    for part in root.iter()
                    if part.tag in {f"{_ODF}p", f"{_ODF}h"}
                )
    except (BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableError(_("The file is damaged and cannot be opened.")) from error
    raise UnreadableError(_("This archive is neither a docx nor an odt document."))


def _read(archive: ZipFile, name: str) -> bytes:
    """Return one part, never more of it than a document can hold, whatever its header says."""
    with archive.open(name) as part:
        content = part.read(_MOST_XML + 1)
    if len(content) > _MOST_XML:
        raise UnreadableError(_("The document unpacks to more than a document can hold."))
    return content


def _part(archive: ZipFile, name: str) -> Element:
    try:
        root: Element = fromstring(_read(archive, name), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise UnreadableError(_("The file is damaged and cannot be opened.")) from error
    return root


def _paragraphs(root: Element, paragraph: str, run: str) -> list[str]:
    return ["".join(text.text or "" for text in part.iter(run)) for part in root.iter(paragraph)]


def _pdf(content: bytes) -> str:
    # With the first PDF, not with the site: it would lengthen every start.
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError(_("The file is protected by a password."))
        count = len(reader.pages)
        if count > _MOST_PAGES:
            raise UnreadableError(_("The PDF has more than 400 pages."))
        pages = [page.extract_text() or "" for page in reader.pages]
    except UnreadableError:
        raise
    except DependencyError as error:
        raise UnreadableError(_("The file is protected by a password.")) from error
    except Exception as error:
        # The library raises whatever a broken file makes it stumble over.
        logger.info("A PDF could not be read: %s", type(error).__name__)
        raise UnreadableError(_("The file is damaged and cannot be opened.")) from error
    if sum(len(page.strip()) for page in pages) < _LEAST_A_PAGE * max(1, count):
        raise UnreadableError(
            _(
                "This PDF holds pictures of pages, not text: it was scanned. Use one saved from the text itself."
            )
        )
    return "\n".join(pages)


class _Text(HTMLParser):
    """Gathers what a page shows."""

    _UNSEEN = frozenset({"script", "style", "head", "template", "noscript"})
    _INLINE = frozenset({"a", "b", "i", "em", "strong", "span", "sup", "sub", "u", "small", "abbr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._unseen += tag in self._UNSEEN
        if tag not in self._INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._UNSEEN and self._unseen:
            self._unseen -= 1
        if tag not in self._INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data.replace("\n", " "))


def _html(text: str) -> str:
    parser = _Text()
    parser.feed(text)
    parser.close()
    return "".join(parser.parts)
