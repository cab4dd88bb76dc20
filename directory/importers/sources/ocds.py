"""Release packages and record packages of the Open Contracting Data Standard, version 1.1.

The format and the rules of merging: standard.open-contracting.org/1.1. Only what names the subject,
the buyer, the dates and the outcome is read: no contact points and no suppliers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from directory.importers.records import FileFaultError, FoundBuyer, FoundNeed

SOURCE = "ocds"
_LANGUAGES = ("en", "lv")
_VERSIONS = {"1.0", "1.1"}
_DEEPEST = 12
_CANCELLED = {"cancelled", "withdrawn"}
_CALLED = {"tender", "tenderUpdate", "tenderAmendment", "tenderCancellation", "award", "contract"}


def is_package(data: Any) -> bool:
    """Return whether a JSON value is a package of OCDS, or one release alone."""
    return isinstance(data, Mapping) and bool({"releases", "records", "ocid"} & data.keys())


def procedures(package: Mapping[str, Any]) -> Iterator[tuple[int, Any]]:
    """Yield the procedures of a package as number and merged release; raise FileFaultError.

    Releases of one procedure are merged in the order of their dates, so that the last word counts. The
    number is that of the procedure's first release, or of its record. What is no release is passed on
    as it is, for `procedure` to refuse.
    """
    version = package.get("version", "1.1" if "ocid" in package else "1.0")
    if version not in _VERSIONS:
        raise FileFaultError(f"is OCDS of version {str(version)[:20]!r}; 1.1 can be read")
    uri = package.get("uri")
    if isinstance(records := package.get("records"), list):
        for number, record in enumerate(records, start=1):
            yield number, _under(uri, _of_record(record))
        return
    releases = package.get("releases", [package])
    if not isinstance(releases, list):
        raise FileFaultError("holds no releases: “releases” is no list")
    found: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for number, release in enumerate(releases, start=1):
        ocid = release.get("ocid") if isinstance(release, Mapping) else None
        if isinstance(ocid, str) and isinstance(release.get("date"), str):
            found.setdefault(ocid, []).append((number, release))
        else:
            yield number, release
    for parts in found.values():
        yield parts[0][0], _under(uri, merged(release for _, release in parts))


def merged(releases: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what releases of one procedure say together; tags are kept of all, the date of the last."""
    whole: dict[str, Any] = {}
    tags: list[Any] = []
    for release in sorted(
        releases, key=lambda one: (_instant(one.get("date")), str(one.get("id")))
    ):
        found = release.get("tag")
        tags += found if isinstance(found, list) else [found]
        whole = _merge(whole, release, 0)
    return whole | {"tag": [tag for tag in tags if isinstance(tag, str)]}


def procedure(number: int, data: Any) -> FoundNeed:
    """Return the need of a merged release; raise ValueError for what lacks identifier, title, buyer or source."""
    if not isinstance(data, Mapping):
        raise ValueError("is no release: not an object")
    ocid = data.get("ocid")
    if not isinstance(ocid, str) or not ocid.strip():
        raise ValueError("ocid: is required")
    if not isinstance(data.get("date"), str):
        raise ValueError("date: is required")
    said_at = _moment(data["date"], "date")
    tender, planning = _mapping(data.get("tender")), _mapping(data.get("planning"))
    lang = str(data.get("language") or "en").lower()[:2]
    title = _translated(tender, "title", lang) or _translated(
        _mapping(planning.get("budget")), "description", lang
    )
    if not title and not tender and not planning:
        raise ValueError("tells of a contract alone: it has no tender and no planning")
    if not title:
        raise ValueError(
            f"has no title in Latvian or English; its language is {str(data.get('language') or 'en')[:20]!r}"
        )
    tags = set(data.get("tag") or ())
    called = bool(tags & _CALLED) or ("compiled" in tags and bool(tender))
    buyer, country = _buyer(data)
    need: dict[str, Any] = {
        "type": "need",
        "source": SOURCE,
        "id": ocid.strip(),
        "kind": "tender"
        if called and tender.get("status") not in {"planning", "planned"}
        else "planned",
        "title": {key: text[:1000] for key, text in title.items()},
        "source_url": _source(data, tender, planning),
        "status": _status(data, tender),
    }
    if country:
        need["country"] = country
    # What a release leaves out still holds.
    if codes := list(dict.fromkeys(_codes(tender))):
        need["cpv"] = codes
    description = _translated(tender, "description", lang)
    told = {key: text[:20_000] for key, text in description.items() if text != title.get(key)}
    if told:
        need["description"] = told
    if end := _mapping(tender.get("tenderPeriod")).get("endDate"):
        need["deadline"] = _moment(end, "tender.tenderPeriod.endDate")
    need |= _budget(tender, planning)
    return FoundNeed(number, need, buyer, said_at=said_at)


def _under(uri: Any, release: Any) -> Any:
    """Return a release that knows the address of its package."""
    return {**release, "uri": uri} if isinstance(release, Mapping) else release


def _of_record(record: Any) -> Any:
    """Return what a record says: its releases merged, or the compiled one where they are links only."""
    if not isinstance(record, Mapping):
        return record
    releases = record.get("releases")
    whole = [
        one
        for one in (releases if isinstance(releases, list) else ())
        if isinstance(one, Mapping) and "ocid" in one and isinstance(one.get("date"), str)
    ]
    if whole:
        return merged(whole)
    return record.get("compiledRelease") or record


def _merge(old: Mapping[str, Any], new: Mapping[str, Any], depth: int) -> dict[str, Any]:
    """Merge as OCDS does: objects by key, lists of objects by their id, null removes, all else replaces."""
    found = dict(old)
    for key, value in new.items():
        if value is None:
            found.pop(key, None)
        elif depth < _DEEPEST and isinstance(value, Mapping):
            before = found.get(key)
            found[key] = _merge(before if isinstance(before, Mapping) else {}, value, depth + 1)
        elif depth < _DEEPEST and isinstance(value, list) and _identified(value):
            before = found.get(key)
            known = {str(one["id"]): one for one in before or ()} if _identified(before) else {}
            for one in value:
                known[str(one["id"])] = _merge(known.get(str(one["id"]), {}), one, depth + 1)
            found[key] = list(known.values())
        else:
            found[key] = value
    return found


def _identified(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, Mapping) and one.get("id") is not None for one in value)
    )


def _translated(part: Mapping[str, Any], name: str, lang: str) -> dict[str, str]:
    """Return language → text: a plain key is in the language of the release, the others say theirs."""
    found = {}
    for language in _LANGUAGES:
        value = part.get(f"{name}_{language}") or (part.get(name) if lang == language else None)
        if isinstance(value, str) and value.strip():
            found[language] = " ".join(value.split())
    return found


def _codes(tender: Mapping[str, Any]) -> Iterator[str]:
    """Yield the CPV codes of the tender and of its items, main ones first."""
    items = [tender, *_mappings(tender.get("items"))]
    for item in items:
        yield from _cpv([item.get("classification")])
    for item in items:
        yield from _cpv(item.get("additionalClassifications"))


def _cpv(classifications: Any) -> Iterator[str]:
    for one in _mappings(classifications):
        code = one.get("id")
        if str(one.get("scheme")).upper() not in {"CPV", "CPVS"} or isinstance(code, bool):
            continue
        # Spreadsheets make numbers of codes, and numbers lose their first zero.
        if isinstance(code, int | float):
            code = f"{code:08.0f}"
        if isinstance(code, str) and code.strip():
            yield code.strip().removesuffix(".0")


def _buyer(data: Mapping[str, Any]) -> tuple[FoundBuyer, str]:
    """Return the buyer with its Latvian number where it has one, and its country where that is told."""
    tender = _mapping(data.get("tender"))
    buyer = _mapping(data.get("buyer")) or _mapping(tender.get("procuringEntity"))
    wanted = buyer.get("id")
    parties = _mappings(data.get("parties"))
    party = next((one for one in parties if wanted is not None and one.get("id") == wanted), buyer)
    name = party.get("name") or buyer.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ValueError("buyer.name: is required")
    identifier = _mapping(party.get("identifier"))
    scheme = str(identifier.get("scheme") or "").upper()
    number = str(identifier.get("id") or "") if scheme.startswith("LV") else ""
    address = _mapping(party.get("address"))
    country = address.get("country") or address.get("countryCode") or ("LV" if number else "")
    return FoundBuyer(number.strip(), " ".join(name.split())), str(country)


def _source(data: Mapping[str, Any], tender: Mapping[str, Any], planning: Mapping[str, Any]) -> str:
    """Return where the procedure is published; raise ValueError where nothing tells."""
    documents = [*_mappings(tender.get("documents")), *_mappings(planning.get("documents"))]
    notices = [one for one in documents if "notice" in str(one.get("documentType", "")).lower()]
    for one in (*notices, *documents):
        if isinstance(url := one.get("url"), str) and url.startswith(("https://", "http://")):
            return url
    if isinstance(uri := data.get("uri"), str) and uri.startswith(("https://", "http://")):
        return uri
    raise ValueError("has no source: neither a document with a url nor the package's uri")


def _status(data: Mapping[str, Any], tender: Mapping[str, Any]) -> str:
    """Return how things stand; “open” leaves it to the deadline."""
    status = tender.get("status")
    if "tenderCancellation" in (data.get("tag") or ()) and status not in {"active", "complete"}:
        return "cancelled"
    if status in _CANCELLED:
        return "cancelled"
    awards = {one.get("status", "active") for one in _mappings(data.get("awards"))}
    if "active" in awards:
        return "awarded"
    return "closed" if status == "unsuccessful" else "open"


def _budget(tender: Mapping[str, Any], planning: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    budget = _mapping(_mapping(planning.get("budget")).get("amount"))
    least, most = _mapping(tender.get("minValue")), _mapping(tender.get("value")) or budget
    for name, value in (("budget_min", least), ("budget_max", most)):
        amount = value.get("amount")
        if amount is None:
            continue
        if isinstance(amount, bool) or not isinstance(amount, int | float):
            raise ValueError(f"{name}: {str(amount)[:40]!r} is no number")
        found[name] = round(amount, 2)
        if isinstance(value.get("currency"), str):
            found["currency"] = value["currency"]
    return found


def _moment(text: Any, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise ValueError(f"{name}: {str(text)[:40]!r} is no moment") from error
    if moment.tzinfo is None:
        raise ValueError(f"{name}: {str(text)[:40]!r} has no time zone")
    return moment


def _instant(text: Any) -> float:
    try:
        return _moment(text, "date").timestamp()
    except (ValueError, OverflowError):
        return float("-inf")


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
