"""Reading XML of others: without document types, entities or references to elsewhere, and of bounded size."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from directory.importers.records import FileFaultError

#: The largest notices of the procurement offices have a tenth of it.
MOST_BYTES = 20 * 1024 * 1024
_CHUNK = 64 * 1024


def read_xml(content: bytes) -> Element:
    """Return the root of a document; raise FileFaultError with line and reason for what can't be read.

    A document type is refused as such: no notice has one, and with it come entities that grow
    without bound or fetch other files.
    """
    if len(content) > MOST_BYTES:
        raise FileFaultError(f"is longer than {MOST_BYTES:,} bytes, which no notice is")
    parser = DefusedXMLParser(forbid_dtd=True)
    line = 1
    try:
        for start in range(0, len(content), _CHUNK):
            chunk = content[start : start + _CHUNK]
            parser.feed(chunk)
            line += chunk.count(b"\n")
        root: Element = parser.close()
    except ParseError as error:
        raise FileFaultError(f"is no XML: line {error.position[0]}: {error}") from error
    except DefusedXmlException as error:
        raise FileFaultError(
            f"has a document type or entities, which are refused: near line {line}"
        ) from error
    except (ValueError, LookupError, RecursionError) as error:
        raise FileFaultError(f"is no XML: near line {line}: {error}") from error
    return root
