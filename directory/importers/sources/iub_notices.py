"""The JSON notices of the procurement office (IUB): one procedure a notice.

Only what names the subject, the buyer and the outcome is read; contact persons and natural
persons are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from directory.importers.records import FileFaultError, FoundBuyer, FoundNeed

ADDRESS = "https://info.iub.gov.lv/lv/eforms/"
_AWARDED, _CLOSED = "selec-w", "clos-nw"


def notices(found: Any) -> list[Any]:
    """Return the notices of a file: a list of them, or one alone; raise FileFaultError otherwise."""
    if isinstance(found, dict):
        return [found]
    if not isinstance(found, list):
        raise FileFaultError("holds no notices: it is neither a list nor an object")
    return found


def notice(line: int, data: Any) -> FoundNeed:
    """Return the need of a notice; raise ValueError for what has no title, buyer or identifier.

    A procedure keeps its identifier through all its notices, so a later one updates the need.
    """
    if not isinstance(data, Mapping):
        raise ValueError("is no notice: not an object")
    identifier = data.get("procurementProcedureIdentifier") or data.get("identifier")
    buyer = _mapping(data.get("organizationData"))
    for name, value in (
        ("identifier", identifier),
        ("name", data.get("name")),
        ("organizationData.name", buyer.get("name")),
    ):
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{name}: is required")
    need: dict[str, Any] = {
        "type": "need",
        "id": identifier,
        "kind": "tender",
        "title": {"lv": data["name"]},
    }
    # What a notice leaves out still holds.
    if codes := list(dict.fromkeys(_codes(data))):
        need["cpv"] = codes
    if isinstance(data.get("identifier"), str):
        need["source_url"] = ADDRESS + data["identifier"]
    description = _mapping(data.get("procurementProject")).get("description")
    if isinstance(description, str) and description.strip() != data["name"].strip():
        need["description"] = {"lv": description}
    if status := _status(data):
        need["status"] = status
    return FoundNeed(line, need, FoundBuyer(str(buyer.get("identifier") or ""), buyer["name"]))


def _codes(data: Mapping[str, Any]) -> Iterable[str]:
    """Yield the main code and then the additional ones, as text or as objects that hold one."""
    additional = data.get("additionalCpvType")
    candidates = [data.get("cpvType"), *(additional if isinstance(additional, list) else [])]
    for candidate in candidates:
        code = candidate.get("code") if isinstance(candidate, Mapping) else candidate
        if isinstance(code, str) and code.strip():
            yield code.strip()


def _status(data: Mapping[str, Any]) -> str | None:
    """Return how the procedure ended: awarded where any lot was, closed where none was."""
    if data.get("formType") != "result":
        return None
    lots = data.get("lots")
    outcomes = {
        _mapping(_mapping(lot).get("result")).get("winnerSelectionStatus")
        for lot in (lots if isinstance(lots, list) else [])
    }
    if _AWARDED in outcomes:
        return "awarded"
    return "closed" if _CLOSED in outcomes else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
