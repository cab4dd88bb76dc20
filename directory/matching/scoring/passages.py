"""Cut a draft regulation into the passages that a reader would quote, each with the place it stands at: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.contract.text import clean

_ARTICLE_LV = re.compile(r"(\d+[¹²³]?(?:\.\d+)*)\.?\s*pants\b[.:]?\s*", re.IGNORECASE)
_ARTICLE_EN = re.compile(r"(?:article|section|§)\s*(\d+[a-z]?)\b[.:]?\s*", re.IGNORECASE)
_DIVISION = re.compile(
    r"(?:[IVXLC]+\.?\s+(?:nodaļa|daļa|sadaļa)|(?:chapter|part|title|schedule|annex)\s+[\dIVXLC]+)\b",
    re.IGNORECASE,
)
#: Rules of the Cabinet number their chapters so: “III. Register and exchange of information”.
_CHAPTER = re.compile(r"[IVXLC]+\.\s+(?=[A-ZĀČĒĢĪĶĻŅŠŪŽ])")
_LAST = re.compile(
    r"(?:pārejas noteikum|noslēguma jautājum|informatīva atsauce|transitional|final provisions)",
    re.IGNORECASE,
)
#: Lines around a title that say what kind of act it is, where and by which law.
_FORMAL = re.compile(
    r"(?:ministru kabineta noteikumi|likumprojekts|noteikumu projekts|projekts$|rīgā\b|izdoti saskaņā"
    r"|izdots saskaņā|draft (?:regulation|law|act)$|issued (?:under|pursuant)|having regard"
    r"|statutory instruments?$|\d{4} no\.? \d|made \d|laid before|coming into (?:force|operation)"
    r"|commission proposal$|proposal for an?$)",
    re.IGNORECASE,
)
#: Statutory instruments number their first paragraph so: “3.—(1) …”.
_REGULATION = re.compile(r"(\d+[A-Z]*\.)\s*[—–-]+\s*(?=\(\d)")
_PART = re.compile(r"\((\d+[¹²³]?)\)\s+")
_POINT = re.compile(r"((?:\d+[¹²³]?\.)+\d*)\s+(?=\S)")
_ITEM = re.compile(r"(\d+\)|\([a-zāčēģīķļņšūž]{1,4}\)|[a-zāčēģīķļņšūž]\)|[-–•])\s+")
_SENTENCE = re.compile(
    r"(?<=[^\W\d_]{2}[.!?;:])(?<!\bNr\.)(?<!\bNo\.)(?<!\bArt\.)(?<!\bplkst\.)(?<!\bprot\.)(?<!\bpiem\.)"
    r"\s+(?=[A-ZĀČĒĢĪĶĻŅŠŪŽ\d])"
)
_ENDS = tuple(".;:!?—")
#: The text that amends a law stands in quotes.
_OPENS = re.compile(r"[\"“„«]\s*(?=[\d(])")
_CLOSES = re.compile(r"[\"”»][.;,]?$")
_QUOTES = '"“„”«»'
#: A line so long that was not ended by a sign goes on in the next one, as PDF files have it.
_WRAPPED = 60
#: No sentence of a law has as many; put together without end, short lines would take minutes.
_LONGEST_LINE = 20_000
#: What ends the words that lead to an enumeration.
_LEADING = (":", "—")
_LEADS_ON = (" ar", " un", " par", " the", " of", " and", " to", " under")
_MOST_IN_HEADING = 12
_MOST_OF_SUBJECT = 1000
#: A title says more than a heading.
_MOST_IN_TITLE = 40
#: What the title of an act calls it, where lines around it name the field or the office.
_ACT = re.compile(
    r"\b(?:likum|noteikum|kārtīb|grozījum|regulations?\b|directive\b|order\b|rules\b|act\b)",
    re.IGNORECASE,
)
_DATE_LV = re.compile(r"\d{4}\.\s*(?:gada|g\.)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: the number of the article, of its part and of the point, as far as there are any."""

    article: str = ""
    part: str = ""
    point: str = ""
    item: str = ""

    @property
    def number(self) -> str:
        """Return the number of the point, or else of the article, as it stands in the draft."""
        return self.point or self.article


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, or one item of an enumeration with the words that lead to it."""

    number: int
    place: Place
    text: str
    heading: str = ""
    lead: str = ""
    is_heading: bool = False

    @property
    def is_lead(self) -> bool:
        """Return whether an enumeration follows."""
        return self.text.endswith(_LEADING)


def passages(text: str) -> Iterator[Passage]:
    """Yield the sentences and the items of a draft in their order, headings among them."""
    place, heading, lead, number, begun = Place(), "", "", 0, False
    lines, inside, closed = list(_lines(text)), False, False
    for at, line in enumerate(lines):
        if closed:
            # What follows is the amending act's own again.
            place, heading, lead, closed = Place(), "", "", False
        if opened := _OPENS.match(line):
            line, inside = line[opened.end() :], True
        # A name in quotes ends a line too; only what was opened as an amendment is closed.
        closed = inside and _closes(line)
        inside = inside and not closed
        if article := (_ARTICLE_LV.match(line) or _ARTICLE_EN.match(line)):
            place, lead, begun = Place(article=article.group(1)), "", True
            line = line[article.end() :].strip()
            heading = line if _is_heading(line) else ""
            if not line or heading:
                continue
        elif _is_division(line):
            place, lead, begun = Place(), "", True
            heading = line if _LAST.match(line) else ""
            continue
        is_item = False
        bare = not _numbered(line)
        if regulation := _REGULATION.match(line):
            place = Place(point=regulation.group(1))
            line = line[regulation.end() :]
        if part := _PART.match(line):
            place = Place(place.article, part.group(1), "" if place.article else place.point)
            line, lead = line[part.end() :], ""
        elif (point := _POINT.match(line)) and not _DATE_LV.match(line):
            shown = point.group(1)
            place = (
                Place(place.article, shown.rstrip("."))
                if place.article and shown.count(".") == 1
                else Place(point=shown)
            )
            # “4.1.” is an item of what “4.” led to.
            is_item = bool(lead) and shown.rstrip(".").count(".") > 0
            lead = lead if is_item else ""
            line = line[point.end() :]
        if item := _ITEM.match(line):
            is_item = True
            place = Place(place.article, place.part, place.point, _sign(item.group(1)))
            line = line[item.end() :]
        elif not is_item:
            lead = ""
            place = Place(place.article, place.part, place.point)
        begun = begun or place != Place()
        follows = at + 1 < len(lines)
        longest = _MOST_IN_HEADING if begun else _MOST_IN_TITLE
        # Within an article a line without a number goes on in what stood before, unless one follows.
        bare = bare and (place == Place(place.article) or (follows and _numbered(lines[at + 1])))
        if bare and follows and _is_heading(line, longest):
            heading = line if begun else ""
            place = Place(place.article)
            number += 1
            yield Passage(number, place, line, heading, is_heading=True)
            continue
        for sentence in _SENTENCE.split(line):
            if told := " ".join(sentence.split()):
                number += 1
                yield Passage(number, place, told, heading, lead if is_item else "")
        if line.endswith(_LEADING) and not is_item:
            lead = " ".join(_SENTENCE.split(line)[-1].split())


def subject_of(text: str) -> str:
    """Return what a draft calls itself, or else the headings of its articles."""
    found: list[str] = []
    headings: dict[str, None] = {}
    for one in passages(text):
        if one.is_heading and not one.heading and not headings:
            found.append(one.text)
        elif one.heading:
            headings[one.heading] = None
    titles = [title for title in found[:6] if len(title.split()) > 1 and not _FORMAL.match(title)]
    named = [title for title in titles if _ACT.search(title)]
    return ". ".join(named or titles or list(headings))[:_MOST_OF_SUBJECT]


def _is_division(line: str) -> bool:
    """Return whether a line begins a chapter, or what stands after the last one."""
    if _DIVISION.match(line):
        return True
    return _is_heading(line) and bool(_CHAPTER.match(line) or _LAST.match(line))


def _closes(line: str) -> bool:
    """Return whether a line ends by a quote that was not opened in it."""
    return bool(_CLOSES.search(line)) and sum(map(line.count, _QUOTES)) % 2 == 1


def _numbered(line: str) -> bool:
    """Return whether a line begins with a number or a sign of its own."""
    return any(one.match(line) for one in (_REGULATION, _PART, _POINT, _ITEM))


def _sign(item: str) -> str:
    return "" if item in {"-", "–", "•"} else item


def _is_heading(line: str, longest: int = _MOST_IN_HEADING) -> bool:
    """Return whether a line names what follows: short, begun with a capital, ended by no sign."""
    return bool(
        line
        and line[0].isupper()
        and not line.endswith((*_ENDS, ","))
        and len(line.split()) <= longest
    )


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; what was only wrapped is one line again."""
    kept = ""
    for raw in clean(text).splitlines():
        line = " ".join(raw.split())
        if not line:
            # A PDF has empty lines between wrapped ones; a sentence that goes on says so itself.
            continue
        if kept and _goes_on(kept, line):
            kept = f"{kept[:-1]}{line}" if _is_cut(kept) else f"{kept} {line}"
            continue
        if kept:
            yield kept
        kept = line
    if kept:
        yield kept


def _is_cut(line: str) -> bool:
    return line.endswith("-") and line[-2:-1].isalpha()


def _goes_on(line: str, following: str) -> bool:
    if len(line) > _LONGEST_LINE or _begins_anew(following):
        return False
    # The end of a quoted amendment is an end as well.
    if line.rstrip(_QUOTES).endswith(_ENDS):
        return False
    return following[0].islower() or len(line) >= _WRAPPED or line.endswith(_LEADS_ON)


def _begins_anew(line: str) -> bool:
    starts = (_REGULATION, _ARTICLE_LV, _ARTICLE_EN, _DIVISION, _CHAPTER, _FORMAL)
    opened = _OPENS.match(line)
    return bool(opened) or _numbered(line) or any(one.match(line) for one in starts)
