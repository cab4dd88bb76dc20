"""Legal names of Latvian organisations, shown the way readers expect them.

The registers write ``Sabiedrība ar ierobežotu atbildību "Tet"``, ``"Tet" SIA`` or ``SIA "Tet"``;
people say ``Tet, SIA``. Capitals stay: nobody knows which of them are meant.
"""

from __future__ import annotations

import re

# Longest first: a form that ends in another one must win. Whole words in any case; abbreviations
# are capitals, since "as" and "ik" end ordinary words.
_WORDS = (
    (r"valsts sabiedrīb(?:a|as) ar ierobežotu atbildību", "VSIA"),
    (r"valsts akciju sabiedrība", "VAS"),
    (r"pašvaldības sabiedrīb(?:a|as) ar ierobežotu atbildību", "PSIA"),
    (r"pašvaldības akciju sabiedrība", "PAS"),
    (r"sabiedrīb(?:a|as) ar ierobežotu atbildību", "SIA"),
    (r"akciju sabiedrība", "AS"),
    (r"individuālais komersants", "IK"),
    (r"pilnsabiedrība", "PS"),
    (r"komandītsabiedrība", "KS"),
    (r"valsts (?-i:SIA)", "VSIA"),
    (r"pašvaldības (?-i:SIA)", "PSIA"),
    (r"(?-i:V SIA)", "VSIA"),
    (r"Liepājas speciālās ekonomiskās zonas (?-i:SIA)", "LSEZ SIA"),
    (r"Rēzeknes speciālās ekonomiskās zonas (?-i:SIA)", "RSEZ SIA"),
    (r"(?-i:A/S)", "AS"),
    (r"(?-i:LSEZ SIA|RSEZ SIA|VSIA|PSIA|VAS|PAS|SIA|AS|IK|PS|KS)", None),
)
_FORM = "|".join(f"(?:{pattern})" for pattern, _ in _WORDS)
_FIRST = re.compile(rf"({_FORM})(?=[\s\"“”„«])[\s,]*", re.IGNORECASE)
_LAST = re.compile(rf"(?<=[\s\"“”»,])\s*({_FORM})$", re.IGNORECASE)
#: A municipality before the form of its company: ``Rīgas pašvaldības SIA "…"``.
_OWNED = re.compile(
    rf"^([\w\s]*?(?:pašvaldības(?: kapitālsabiedrība,)?|novad[as]s?|pilsētas))\s+({_FORM})(?=[\s\"])",
    re.IGNORECASE,
)
#: ``SIA "…" Rēzeknes speciālās ekonomiskās zonas``: the zone belongs to the form.
_ZONE = re.compile(r"^SIA (\".+\") (Rēzeknes|Liepājas) speciālās ekonomiskās zonas$")
_QUOTES = re.compile("[\"“”„«»]|,,|''")
_PERSONAL = re.compile(
    r"(?i:zemniek[ua] saimniecība|zvejniek[ua] saimniecība|individuāl(?:ais|ā) (?:komersants|uzņēmums)"
    r"|individuālais darbs)|\b(?:IK|IU|ZS|Z/S)\b"
)
_CONSORTIUM = re.compile(r"apvienība, kas|personu apvienība|konsorcijs", re.IGNORECASE)


def display_name(legal_name: str) -> str:
    """Return the name first and the form after it; what follows no known pattern stays itself."""
    name = " ".join(legal_name.split()).rstrip(";, ")
    name = _QUOTES.sub('"', name)
    if _CONSORTIUM.search(name):
        return _typeset(name)
    found_form, rest = _split(name)
    plain = _unquoted(rest)
    if not plain:
        return _typeset(name)
    plain = _typeset(plain[:1].upper() + plain[1:])
    return f"{plain}, {found_form}" if found_form else plain


def legal_form(legal_name: str) -> str:
    """Return the abbreviation of the legal form that a name holds, or nothing."""
    name = _QUOTES.sub('"', " ".join(legal_name.split()).rstrip(";, "))
    return "" if _CONSORTIUM.search(name) else _split(name)[0]


def is_personal(legal_name: str) -> bool:
    """Return whether a name is of a household or a merchant, which may hold its owner's name."""
    return bool(_PERSONAL.search(_QUOTES.sub('"', legal_name)))


def _split(name: str) -> tuple[str, str]:
    """Return the form and the rest of a name, which is all of it where there is no form."""
    if zone := _ZONE.match(name):
        return f"{zone[2][0]}SEZ SIA", zone[1]
    if owned := _OWNED.match(name):
        form = _abbreviation(owned[2])
        if "pašvaldīb" in owned[1].lower():
            form = {"SIA": "PSIA", "AS": "PAS"}.get(form, form)
        return form, name[owned.end() :].strip(" ,")
    candidate = name
    form = ""
    while found := _FIRST.match(candidate):
        form = form or _abbreviation(found[1])
        candidate = candidate[found.end() :]
    if form:
        return form, candidate
    if found := _LAST.search(name):
        return _abbreviation(found[1]), name[: found.start()].rstrip(" ,")
    return "", name


def _abbreviation(form: str) -> str:
    for pattern, abbreviation in _WORDS:
        if re.fullmatch(pattern, form, re.IGNORECASE):
            return abbreviation or form
    return form


def _unquoted(text: str) -> str:
    """Return a text without the quotation marks that enclose all of it."""
    if not (len(text) > 2 and text.startswith('"') and text.endswith('"')):
        return text
    inner = text[1:-1]
    second = inner.find('"')
    # `"A" and "B"` is not enclosed: its second mark closes.
    if second > 0 and not inner[second - 1].isspace() and second < len(inner) - 1:
        return text
    return inner.strip()


def _typeset(text: str) -> str:
    """Return a text with each pair of quotation marks as Latvian has them: „…”."""
    parts = text.split('"')
    if len(parts) % 2 == 0:
        parts.append("")
    marks = "".join(
        part + ("" if index == len(parts) - 1 else "„" if index % 2 == 0 else "”")
        for index, part in enumerate(parts)
    )
    return marks.strip()
