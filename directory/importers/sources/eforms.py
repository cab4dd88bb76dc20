"""The notices of eForms in UBL XML, as SDK 1.10 and later shape them: one notice a file.

The format: docs.ted.europa.eu/eforms; the numbers of business terms (BT) stand beside what is read.
Only what names the subject, the buyer, the dates and the outcome is read: no contact points, and
no winners, beneficial owners or other persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from directory.importers.records import FileFaultError, FoundBuyer, FoundNeed
from directory.importers.sources.iub_notices import ADDRESS

RIGA = ZoneInfo("Europe/Riga")
TED = "https://ted.europa.eu/en/notice/-/detail/"
LANGUAGES = {"ENG": "en", "LAV": "lv"}
MOST_DESCRIPTION = 20_000

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_EU = "http://data.europa.eu/p27/eforms-"
_NAMES = {
    "cbc": f"{_UBL}CommonBasicComponents-2",
    "cac": f"{_UBL}CommonAggregateComponents-2",
    "ext": f"{_UBL}CommonExtensionComponents-2",
    "efac": f"{_EU}ubl-extension-aggregate-components/1",
    "efbc": f"{_EU}ubl-extension-basic-components/1",
    "efext": f"{_EU}ubl-extensions/1",
}
_EXTENSION = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"
_ROOTS = {
    f"{{{_UBL}{name}-2}}{name}"
    for name in ("PriorInformationNotice", "ContractNotice", "ContractAwardNotice")
}
_SDK = re.compile(r"eforms-sdk-1\.(\d+)")
_OLDEST_SDK = 10
#: By form type (BT-03): what a need of such a notice is.
_KINDS = {
    "consultation": "market_consultation",
    "planning": "planned",
    "competition": "tender",
    "result": "tender",
    "dir-awa-pre": "tender",
}
_CALLING = {"competition", "planning", "consultation"}
_AWARDED, _UNAWARDED, _WITHDRAWN = "selec-w", "clos-nw", "cancel"
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?")
_CLOCK = re.compile(r"(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?")


def notice(line: int, root: Element) -> FoundNeed:
    """Return the need of a notice; raise FileFaultError for what is no eForms, ValueError for what lacks a part.

    A procedure keeps its identifier (BT-04) through all its notices; a planning notice stands
    under its own until a call names it. A change notice (BT-758) holds the whole of what it
    corrects, so it is read as any other, unless its reason (BT-140) withdraws the notice.
    """
    _check(root)
    form = _form(root)
    spoken = LANGUAGES.get(_text(root, "cbc:NoticeLanguageCode"), "")
    project = root.find("cac:ProcurementProject", _NAMES)
    if project is None:
        raise ValueError("has no subject: ProcurementProject is missing")
    title = _translated(project, "cbc:Name", spoken)
    if not title:
        raise ValueError(_without_title(project, _text(root, "cbc:NoticeLanguageCode")))
    lots = [
        part
        for lot in root.findall("cac:ProcurementProjectLot", _NAMES)
        if (part := lot.find("cac:ProcurementProject", _NAMES)) is not None
    ]
    buyer, country = _buyer(root)
    own = _text(root, "cbc:ID")
    if not own:
        raise ValueError("cbc:ID: is required")
    need: dict[str, Any] = {
        "type": "need",
        "id": _text(root, "cbc:ContractFolderID") or own,
        "kind": _KINDS[form],
        "title": {lang: text[:1000] for lang, text in title.items()},
        "country": country,
        "cpv": list(dict.fromkeys(code for part in (project, *lots) for code in _codes(part))),
        "source_url": _source(root, own, country),
        "status": _status(root, form),
    }
    if description := _description(project, lots, title, spoken):
        need["description"] = description
    said_at = _said_at(root)
    if form in _CALLING:
        need["published"] = said_at.astimezone(RIGA).date() if said_at else None
        need["deadline"] = _deadline(root)
    need |= _budget(project, lots)
    # What a notice leaves out still holds.
    kept = {key: value for key, value in need.items() if value is not None and value != []}
    return FoundNeed(
        line, kept, buyer, said_at=said_at, known_as=tuple(dict.fromkeys(_known_as(root, own)))
    )


def _check(root: Element) -> None:
    name = root.tag.rpartition("}")[2]
    if name == "TED_EXPORT":
        raise FileFaultError("is a notice of TED as before eForms; its eForms version can be read")
    if name == "BusinessRegistrationInformationNotice":
        raise FileFaultError("is a notice of a company's registration, which holds no need")
    if root.tag not in _ROOTS:
        raise FileFaultError(f"is no notice of eForms: its root is {name[:60]!r}")
    version = _text(root, "cbc:CustomizationID")
    found = _SDK.match(version)
    if not found or int(found.group(1)) < _OLDEST_SDK:
        raise FileFaultError(
            f"is of version {version[:60]!r}; eforms-sdk-1.{_OLDEST_SDK} and later 1.x can be read"
        )


def _form(root: Element) -> str:
    code = root.find("cbc:NoticeTypeCode", _NAMES)
    form = "" if code is None else code.get("listName", "")
    if form in {"cont-modif", "completion"}:
        raise ValueError("is about a contract that was awarded before, and changes no need")
    if form not in _KINDS:
        raise ValueError(f"NoticeTypeCode: the form type {form[:40]!r} is not known")
    if code is not None and (code.text or "").strip() == "pin-buyer":
        raise ValueError("only says that a notice was published on a buyer's profile")
    return form


def _without_title(project: Element, spoken: str) -> str:
    found = {
        name.get("languageID") or spoken
        for name in project.findall("cbc:Name", _NAMES)
        if (name.text or "").strip()
    }
    if found := {code for code in found if code}:
        return f"its texts are in {', '.join(sorted(found))} only; Latvian (LAV) or English (ENG) is needed"
    return "has no title: ProcurementProject/Name is empty"


def _translated(parent: Element, path: str, spoken: str) -> dict[str, str]:
    """Return language → text; a text without a language is in that of the notice."""
    found: dict[str, str] = {}
    for element in parent.findall(path, _NAMES):
        code = element.get("languageID")
        lang = LANGUAGES.get(code, "") if code else spoken
        if lang and (text := (element.text or "").strip()):
            found.setdefault(lang, " ".join(text.split()))
    return found


def _description(
    project: Element, lots: list[Element], title: dict[str, str], spoken: str
) -> dict[str, str]:
    """Return what is told beyond the title: the description, then the lots where they tell more."""
    lines: dict[str, list[str]] = {}
    for lang, text in _translated(project, "cbc:Description", spoken).items():
        if text != title.get(lang):
            lines.setdefault(lang, []).append(text)
    for number, lot in enumerate(lots, start=1):
        names = _translated(lot, "cbc:Name", spoken)
        told = _translated(lot, "cbc:Description", spoken)
        for lang in LANGUAGES.values():
            said = [
                part
                for part in dict.fromkeys((names.get(lang, ""), told.get(lang, "")))
                if part and part != title.get(lang) and part not in lines.get(lang, ())
            ]
            if said:
                head = f"{number}. " if len(lots) > 1 else ""
                lines.setdefault(lang, []).append(head + ": ".join(said))
    return {lang: "\n\n".join(told)[:MOST_DESCRIPTION] for lang, told in lines.items()}


def _codes(project: Element) -> Iterator[str]:
    """Yield the main code (BT-262) and then the additional ones (BT-263)."""
    for name in ("MainCommodityClassification", "AdditionalCommodityClassification"):
        path = f"cac:{name}/cbc:ItemClassificationCode"
        for code in project.findall(path, _NAMES):
            if code.get("listName", "cpv") == "cpv" and (text := (code.text or "").strip()):
                yield text


def _buyer(root: Element) -> tuple[FoundBuyer, str | None]:
    """Return the first buyer with its number, and its country; raise ValueError without a name."""
    wanted = _text(root, "cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID")
    for company in root.findall(
        f"{_EXTENSION}/efac:Organizations/efac:Organization/efac:Company", _NAMES
    ):
        if wanted and _text(company, "cac:PartyIdentification/cbc:ID") == wanted:
            names = company.findall("cac:PartyName/cbc:Name", _NAMES)
            # The Latvian name is the one of the register.
            names.sort(key=lambda name: name.get("languageID") != "LAV")
            name = next((text for one in names if (text := (one.text or "").strip())), "")
            if not name:
                break
            number = _text(company, "cac:PartyLegalEntity/cbc:CompanyID")
            country = _text(company, "cac:PostalAddress/cac:Country/cbc:IdentificationCode")
            return FoundBuyer(number.replace(" ", ""), " ".join(name.split())), country or None
    raise ValueError("has no buyer: ContractingParty names no organisation with a name")


def _source(root: Element, own: str, country: str | None) -> str:
    """Return where the notice is published; raise ValueError where nothing tells."""
    number = _text(root, f"{_EXTENSION}/efac:Publication/efbc:NoticePublicationID")
    if number:
        return TED + number.lstrip("0")
    if country == "LVA":
        return ADDRESS + own
    for path in (
        ".//cac:CallForTendersDocumentReference/cac:Attachment/cac:ExternalReference/cbc:URI",
        ".//cac:TenderingProcess/cbc:AccessToolsURI",
        "cac:ContractingParty/cbc:BuyerProfileURI",
    ):
        if address := _text(root, path):
            return address
    raise ValueError("has no source: neither a number of publication nor an address of documents")


def _status(root: Element, form: str) -> str:
    """Return how things stand; “open” leaves it to the deadline."""
    reasons = root.findall(f"{_EXTENSION}/efac:Changes/efac:ChangeReason/cbc:ReasonCode", _NAMES)
    if any((reason.text or "").strip() == _WITHDRAWN for reason in reasons):
        # Withdrawing a result does not call the procedure off.
        return "open" if form == "result" else "cancelled"
    if form == "dir-awa-pre":
        return "awarded"
    if form == "result":
        results = root.findall(
            f"{_EXTENSION}/efac:NoticeResult/efac:LotResult/cbc:TenderResultCode", _NAMES
        )
        outcomes = {(result.text or "").strip() for result in results}
        if _AWARDED in outcomes:
            return "awarded"
        return "closed" if _UNAWARDED in outcomes else "open"
    return "open"


def _said_at(root: Element) -> datetime | None:
    """Return when the notice was sent (BT-05)."""
    day = _text(root, "cbc:IssueDate")
    return _moment(day, _text(root, "cbc:IssueTime"), "IssueDate") if day else None


def _deadline(root: Element) -> datetime | None:
    """Return the last moment at which any lot takes tenders (BT-131), requests (BT-1311) or answers."""
    for path in (
        "cac:TenderingProcess/cac:TenderSubmissionDeadlinePeriod",
        "cac:TenderingProcess/cac:ParticipationRequestReceptionPeriod",
        f"cac:TenderingProcess/{_EXTENSION}/efac:AnswerReceptionPeriod",
    ):
        found = [
            _moment(day, _text(period, "cbc:EndTime"), "EndDate")
            for period in root.findall(f"cac:ProcurementProjectLot/{path}", _NAMES)
            if (day := _text(period, "cbc:EndDate"))
        ]
        if found:
            return max(found)
    return None


def _moment(day: str, clock: str, name: str) -> datetime:
    """Return a moment of date and time, each of which may carry a zone; without one it is Riga's."""
    told = _DAY.fullmatch(day)
    hour = _CLOCK.fullmatch(clock) if clock else None
    if not told or (clock and not hour):
        raise ValueError(f"{name}: {day[:40]} {clock[:40]} is no moment")
    zone = (hour.group(2) if hour else "") or told.group(2) or ""
    try:
        at = time.fromisoformat(hour.group(1)) if hour else time(23, 59)
        plain = datetime.combine(date.fromisoformat(told.group(1)), at)
        moment = datetime.fromisoformat(f"{plain.isoformat()}{zone}")
        moment = moment if moment.tzinfo else moment.replace(tzinfo=RIGA)
        # Moments at the edge of the calendar have no equivalent in other time zones.
        moment.astimezone(RIGA)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{name}: {day} {clock} is no moment") from error
    return moment


def _budget(project: Element, lots: Iterable[Element]) -> dict[str, Any]:
    """Return the estimated value (BT-27): the whole one, or the sum of the lots' in one currency."""
    path = "cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount"
    stated = [element] if (element := project.find(path, _NAMES)) is not None else []
    if not stated:
        stated = [found for lot in lots if (found := lot.find(path, _NAMES)) is not None]
    currencies = {one.get("currencyID", "") for one in stated}
    if len(currencies) != 1:
        return {}
    try:
        amount = sum((Decimal((one.text or "").strip()) for one in stated), Decimal(0))
    except InvalidOperation as error:
        raise ValueError("EstimatedOverallContractAmount: is no number") from error
    if not amount.is_finite():
        raise ValueError("EstimatedOverallContractAmount: is no number")
    return {"budget_max": round(amount, 2), "currency": currencies.pop() or "EUR"}


def _known_as(root: Element, own: str) -> Iterator[str]:
    """Yield under which other ids the need may stand: this notice, the one it changes, the plan (BT-125)."""
    yield own
    for path in (
        f"{_EXTENSION}/efac:Changes/efbc:ChangedNoticeIdentifier",
        "cac:TenderingProcess/cac:NoticeDocumentReference/cbc:ID",
        "cac:ProcurementProjectLot/cac:TenderingProcess/cac:NoticeDocumentReference/cbc:ID",
    ):
        for element in root.findall(path, _NAMES):
            # A reference carries the number of the version: two digits after the identifier.
            if text := re.sub(r"-\d\d$", "", (element.text or "").strip()):
                yield text


def _text(parent: Element, path: str) -> str:
    return (parent.findtext(path, "", _NAMES) or "").strip()
